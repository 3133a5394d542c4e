/** Splits a P-DATA-TF into its presentation data values and writes messages as such (PS3.8 section 9.3.5, annex E). */

export interface PresentationDataValue {
  readonly contextId: number;
  /** Message control header bit 0: command, else data set. */
  readonly isCommand: boolean;
  /** Message control header bit 1: the last fragment of its kind. */
  readonly isLast: boolean;
  readonly fragment: Buffer;
}

/** All values of one PDU; null when a length is below 2 or reaches past the end, or when there is none. */
export function readPresentationData(body: Buffer): readonly PresentationDataValue[] | null {
  const values: PresentationDataValue[] = [];
  let at = 0;
  while (at < body.length) {
    if (at + 6 > body.length) return null;
    const length = body.readUInt32BE(at);
    const end = at + 4 + length;
    if (length < 2 || end > body.length) return null;
    const control = body.readUInt8(at + 5);
    values.push({
      contextId: body.readUInt8(at + 4),
      isCommand: (control & 1) !== 0,
      isLast: (control & 2) !== 0,
      fragment: body.subarray(at + 6, end),
    });
    at = end;
  }
  return values.length === 0 ? null : values;
}

/** Longest fragment we write where the peer sets no limit, in bytes. */
const longestFragment = 128 * 1024;

/** A message as P-DATA-TF PDUs no longer than the peer takes (0: no limit), in one buffer for one write. */
export function writeMessage(
  contextId: number,
  command: Buffer,
  dataSet: Buffer | null,
  peerMaxPdu: number,
): Buffer {
  const pdus = writeFragments(contextId, 1, command, peerMaxPdu);
  if (dataSet !== null) pdus.push(...writeFragments(contextId, 0, dataSet, peerMaxPdu));
  return Buffer.concat(pdus);
}

function writeFragments(contextId: number, kind: 0 | 1, bytes: Buffer, peerMaxPdu: number): Buffer[] {
  const room = peerMaxPdu === 0 ? longestFragment : Math.min(longestFragment, peerMaxPdu - 6);
  const pdus: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += room) {
    const fragment = bytes.subarray(at, at + room);
    const header = Buffer.alloc(12);
    header.writeUInt8(4, 0);
    header.writeUInt32BE(fragment.length + 6, 2);
    header.writeUInt32BE(fragment.length + 2, 6);
    header.writeUInt8(contextId, 10);
    header.writeUInt8(at + room >= bytes.length ? kind | 2 : kind, 11);
    pdus.push(header, fragment);
  }
  return pdus;
}
