/** Bytes of an association as its requestor writes them (PS3.8 section 9.3) and of a C-STORE request (PS3.7 9.3.1). */

import { concatenate } from '../dicom/write-data-set.ts';
import { explicitLittleEndian } from '../dicom/write-file.ts';

export const pduTypes = {
  associateRequest: 1,
  associateAccept: 2,
  associateReject: 3,
  data: 4,
  releaseRequest: 5,
  releaseAnswer: 6,
  abort: 7,
} as const;

const ascii = new TextEncoder();
const implementationClassUid = '2.25.194728361550284637192846501937465820193';

/** A PDU of `type` around `body`. */
export function pdu(type: number, body: Uint8Array): Uint8Array {
  const header = new Uint8Array(6);
  header[0] = type;
  new DataView(header.buffer).setUint32(2, body.length, false);
  return concatenate([header, body]);
}

/** A-ASSOCIATE-RQ: one presentation context per SOP class, ids 1, 3, 5 … in the order given. */
export function associateRequest(
  calledAet: string,
  callingAet: string,
  sopClasses: readonly string[],
): Uint8Array {
  const fixed = new Uint8Array(68);
  fixed[1] = 1;
  fixed.set(ascii.encode(calledAet.padEnd(16).slice(0, 16)), 4);
  fixed.set(ascii.encode(callingAet.padEnd(16).slice(0, 16)), 20);
  const contexts = sopClasses.map((sopClass, index) =>
    item(
      0x20,
      concatenate([
        Uint8Array.of(index * 2 + 1, 0, 0, 0),
        item(0x30, ascii.encode(sopClass)),
        item(0x40, ascii.encode(explicitLittleEndian)),
      ]),
    ),
  );
  const longest = new Uint8Array(4);
  new DataView(longest.buffer).setUint32(0, 65_536, false);
  const user = item(
    0x50,
    concatenate([
      item(0x51, longest),
      item(0x52, ascii.encode(implementationClassUid)),
      item(0x55, ascii.encode('YUANZHEN_PRACT')),
    ]),
  );
  const application = item(0x10, ascii.encode('1.2.840.10008.3.1.1.1'));
  return pdu(pduTypes.associateRequest, concatenate([fixed, application, ...contexts, user]));
}

/** The command set of a C-STORE request, Implicit VR Little Endian. */
export function storeCommand(messageId: number, sopClassUid: string, sopInstanceUid: string): Uint8Array {
  const rest = concatenate([
    commandText(0x0002, sopClassUid),
    commandNumber(0x0100, 0x0001),
    commandNumber(0x0110, messageId),
    commandNumber(0x0700, 0),
    commandNumber(0x0800, 0x0001),
    commandText(0x1000, sopInstanceUid),
  ]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, rest.length, true);
  return concatenate([commandElement(0x0000, length), rest]);
}

/** One presentation data value as a P-DATA-TF of its own. */
export function dataPdu(
  contextId: number,
  command: boolean,
  last: boolean,
  fragment: Uint8Array,
): Uint8Array {
  const header = new Uint8Array(12);
  const view = new DataView(header.buffer);
  header[0] = pduTypes.data;
  view.setUint32(2, fragment.length + 6, false);
  view.setUint32(6, fragment.length + 2, false);
  header[10] = contextId;
  header[11] = (command ? 1 : 0) | (last ? 2 : 0);
  return concatenate([header, fragment]);
}

function item(type: number, body: Uint8Array): Uint8Array {
  const header = new Uint8Array(4);
  header[0] = type;
  new DataView(header.buffer).setUint16(2, body.length, false);
  return concatenate([header, body]);
}

function commandElement(element: number, body: Uint8Array): Uint8Array {
  const header = new Uint8Array(8);
  const view = new DataView(header.buffer);
  view.setUint16(2, element, true);
  view.setUint32(4, body.length, true);
  return concatenate([header, body]);
}

function commandText(element: number, text: string): Uint8Array {
  return commandElement(element, ascii.encode(text.length % 2 === 0 ? text : `${text}\0`));
}

function commandNumber(element: number, value: number): Uint8Array {
  const body = new Uint8Array(2);
  new DataView(body.buffer).setUint16(0, value, true);
  return commandElement(element, body);
}
