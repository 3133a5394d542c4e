/** Reads and writes DIMSE command sets (PS3.7 section 6.3.1, annex E): always Implicit VR Little Endian, group 0000. */

export interface Command {
  readonly field: number;
  readonly messageId: number;
  readonly hasDataSet: boolean;
  readonly affectedClass: string;
  readonly affectedInstance: string;
}

/** Command fields we know by name (PS3.7 table E.1-1). */
export const commandFields = { store: 0x0001, echo: 0x0030, cancel: 0x0fff } as const;

/** Statuses we answer with (PS3.7 annex C, PS3.4 table B.2-1). */
export const statuses = {
  success: 0x0000,
  processingFailure: 0x0110,
  unrecognisedOperation: 0x0211,
  outOfResources: 0xa700,
  classMismatch: 0xa900,
  cannotUnderstand: 0xc000,
} as const;

const noDataSet = 0x0101;

/** Reads a whole command set; null when it is cut, out of group 0000, or lacks field, message id or data set type. */
export function readCommand(bytes: Buffer): Command | null {
  const found = new Map<number, Buffer>();
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length || bytes.readUInt16LE(at) !== 0) return null;
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    if (end > bytes.length) return null;
    found.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, end));
    at = end;
  }
  const field = unsigned(found.get(0x0100));
  const dataSetType = unsigned(found.get(0x0800));
  // C-CANCEL has no message id of its own (PS3.7 section 9.3.2.3), only the one it refers to.
  const messageId = unsigned(found.get(0x0110)) ?? unsigned(found.get(0x0120));
  if (field === null || dataSetType === null || messageId === null) return null;
  return {
    field,
    messageId,
    hasDataSet: dataSetType !== noDataSet,
    affectedClass: uid(found.get(0x0002)),
    affectedInstance: uid(found.get(0x1000)),
  };
}

/** The response to `request` with that status; `comment` is shown by senders, ASCII, at most 64 characters. */
export function writeResponse(request: Command, status: number, comment = ''): Buffer {
  const elements: Buffer[] = [];
  if (request.affectedClass !== '') elements.push(element(0x0002, padded(request.affectedClass, '\0')));
  elements.push(element(0x0100, short(0x8000 | request.field)));
  elements.push(element(0x0120, short(request.messageId)));
  elements.push(element(0x0800, short(noDataSet)));
  elements.push(element(0x0900, short(status)));
  if (comment !== '') {
    elements.push(element(0x0902, padded(comment.replace(/[^\x20-\x7e]/g, '?').slice(0, 64), ' ')));
  }
  if (request.affectedInstance !== '') elements.push(element(0x1000, padded(request.affectedInstance, '\0')));
  const body = Buffer.concat(elements);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([element(0x0000, length), body]);
}

function element(number: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function padded(text: string, pad: string): Buffer {
  return Buffer.from(text.length % 2 === 0 ? text : text + pad, 'latin1');
}

function unsigned(bytes: Buffer | undefined): number | null {
  return bytes?.length === 2 ? bytes.readUInt16LE(0) : null;
}

function uid(bytes: Buffer | undefined): string {
  return (bytes?.toString('latin1') ?? '').replace(/[\0 ]+$/, '').slice(0, 64);
}
