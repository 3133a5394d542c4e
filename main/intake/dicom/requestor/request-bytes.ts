/** Writes what a requestor says: A-ASSOCIATE-RQ with its user information, and commands (PS3.8 section 9.3.2, PS3.7 annex E). */
import { announcedMaxPdu, implementationClassUid, implementationVersion } from '../associate-answer.ts';

export interface RequestedContext {
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
  /** We are the provider of this class, though we open the association (PS3.7 annex D.3.3.4). */
  readonly asProvider?: boolean;
}

const applicationContextUid = '1.2.840.10008.3.1.1.1';

/** Context ids are 1, 3, 5 … in the order given; at most 128. */
export function writeAssociateRequest(
  calledAet: string,
  callingAet: string,
  contexts: readonly RequestedContext[],
): Buffer {
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(1, 0);
  fixed.write(calledAet.slice(0, 16).padEnd(16), 4, 'latin1');
  fixed.write(callingAet.slice(0, 16).padEnd(16), 20, 'latin1');
  const maxLength = Buffer.alloc(4);
  maxLength.writeUInt32BE(announcedMaxPdu);
  const user = Buffer.concat([
    item(0x51, maxLength),
    item(0x52, ascii(implementationClassUid)),
    ...contexts.filter((one) => one.asProvider === true).map((one) => providerRole(one.abstractSyntax)),
    item(0x55, ascii(implementationVersion)),
  ]);
  const proposed = contexts.map((one, index) =>
    item(
      0x20,
      Buffer.concat([
        Buffer.from([index * 2 + 1, 0, 0, 0]),
        item(0x30, ascii(one.abstractSyntax)),
        ...one.transferSyntaxes.map((uid) => item(0x40, ascii(uid))),
      ]),
    ),
  );
  return pdu(
    1,
    Buffer.concat([fixed, item(0x10, ascii(applicationContextUid)), ...proposed, item(0x50, user)]),
  );
}

/** One value of a command set, group 0000. */
export type CommandValue = readonly [element: number, value: string | number];

/** Implicit VR Little Endian with its group length; text is a UID or AE title, a number is US. */
export function writeCommand(values: readonly CommandValue[]): Buffer {
  const body = Buffer.concat(values.map(([number, value]) => element(number, valueBytes(number, value))));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([element(0x0000, length), body]);
}

/** One fragment as a P-DATA-TF of its own. */
export function writeFragment(
  contextId: number,
  isCommand: boolean,
  isLast: boolean,
  fragment: Buffer,
): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(4, 0);
  header.writeUInt32BE(fragment.length + 6, 2);
  header.writeUInt32BE(fragment.length + 2, 6);
  header.writeUInt8(contextId, 10);
  header.writeUInt8((isCommand ? 1 : 0) | (isLast ? 2 : 0), 11);
  return Buffer.concat([header, fragment]);
}

export const releaseRequest = pdu(5, Buffer.alloc(4));
/** By the service user. */
export const abortRequest = pdu(7, Buffer.alloc(4));

function providerRole(uid: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(uid.length);
  return item(0x54, Buffer.concat([length, ascii(uid), Buffer.from([0, 1])]));
}

function valueBytes(number: number, value: string | number): Buffer {
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(2);
    bytes.writeUInt16LE(value);
    return bytes;
  }
  const isText = number === 0x0902 || number === 0x1030;
  return Buffer.from(value.length % 2 === 0 ? value : value + (isText ? ' ' : '\0'), 'latin1');
}

function element(number: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}

function item(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt8(type, 0);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function pdu(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
