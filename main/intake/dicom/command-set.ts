/** Reads and writes DIMSE command sets (PS3.7 section 6.3.1, annex E): always Implicit VR Little Endian, group 0000. */

export interface Command {
  readonly field: number;
  /** Message ID of a request; of a response and of C-CANCEL the message ID being responded to. */
  readonly messageId: number;
  readonly hasDataSet: boolean;
  readonly affectedClass: string;
  readonly affectedInstance: string;
  readonly requestedClass: string;
  readonly requestedInstance: string;
  readonly eventTypeId: number | null;
  readonly actionTypeId: number | null;
  /** Only in a response. */
  readonly status: number | null;
  readonly comment: string;
}

/** What a command set is written from; what is left out is not written. */
export interface CommandElements {
  readonly field: number;
  readonly messageId?: number;
  readonly respondedTo?: number;
  readonly affectedClass?: string;
  readonly requestedClass?: string;
  readonly priority?: number;
  readonly status?: number;
  readonly comment?: string;
  readonly affectedInstance?: string;
  readonly requestedInstance?: string;
  readonly eventTypeId?: number;
  readonly actionTypeId?: number;
}

/** Command fields we know by name (PS3.7 table E.1-1); a response has bit 15 set. */
export const commandFields = {
  store: 0x0001,
  find: 0x0020,
  echo: 0x0030,
  eventReport: 0x0100,
  get: 0x0110,
  set: 0x0120,
  action: 0x0130,
  create: 0x0140,
  delete: 0x0150,
  cancel: 0x0fff,
} as const;

/** Set in the command field of every response. */
export const responseBit = 0x8000;

/** Statuses we answer with (PS3.7 annex C, PS3.4 table B.2-1). */
export const statuses = {
  success: 0x0000,
  pending: 0xff00,
  cancelled: 0xfe00,
  processingFailure: 0x0110,
  unrecognisedOperation: 0x0211,
  resourceLimitation: 0x0213,
  outOfResources: 0xa700,
  classMismatch: 0xa900,
  cannotUnderstand: 0xc000,
} as const;

export function isPending(status: number): boolean {
  return status === 0xff00 || status === 0xff01;
}

const noDataSet = 0x0101;
const withDataSet = 0x0001;

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
  // C-CANCEL has no message id of its own (PS3.7 section 9.3.2.3), only the one it refers to; nor has a response.
  const messageId = unsigned(found.get(0x0110)) ?? unsigned(found.get(0x0120));
  if (field === null || dataSetType === null || messageId === null) return null;
  return {
    field,
    messageId,
    hasDataSet: dataSetType !== noDataSet,
    affectedClass: uid(found.get(0x0002)),
    affectedInstance: uid(found.get(0x1000)),
    requestedClass: uid(found.get(0x0003)),
    requestedInstance: uid(found.get(0x1001)),
    eventTypeId: unsigned(found.get(0x1002)),
    actionTypeId: unsigned(found.get(0x1008)),
    status: unsigned(found.get(0x0900)),
    comment: (found.get(0x0902)?.toString('latin1') ?? '').trim().slice(0, 64),
  };
}

/** A command set with these elements, in the order of their tags, group length first. */
export function writeCommand(given: CommandElements, hasDataSet: boolean): Buffer {
  const { comment = '' } = given;
  const elements: Buffer[] = [];
  const add = (number: number, value: Buffer | null) => {
    if (value !== null) elements.push(element(number, value));
  };
  add(0x0002, uidBytes(given.affectedClass));
  add(0x0003, uidBytes(given.requestedClass));
  add(0x0100, short(given.field));
  add(0x0110, short(given.messageId));
  add(0x0120, short(given.respondedTo));
  add(0x0700, short(given.priority));
  add(0x0800, short(hasDataSet ? withDataSet : noDataSet));
  add(0x0900, short(given.status));
  add(0x0902, comment === '' ? null : padded(comment.replace(/[^\x20-\x7e]/g, '?').slice(0, 64), ' '));
  add(0x1000, uidBytes(given.affectedInstance));
  add(0x1001, uidBytes(given.requestedInstance));
  add(0x1002, short(given.eventTypeId));
  add(0x1008, short(given.actionTypeId));
  const body = Buffer.concat(elements);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([element(0x0000, length), body]);
}

/**
 * What a response to `request` says beside its status: the affected class and instance (a request that names a
 * requested one is answered with the same as affected, PS3.7 section 10.3), its event or action type.
 */
export function responseElements(request: Command): CommandElements {
  const affectedClass = request.affectedClass || request.requestedClass;
  const affectedInstance = request.affectedInstance || request.requestedInstance;
  return {
    field: responseBit | request.field,
    respondedTo: request.messageId,
    ...(affectedClass === '' ? {} : { affectedClass }),
    ...(affectedInstance === '' ? {} : { affectedInstance }),
    ...(request.eventTypeId === null ? {} : { eventTypeId: request.eventTypeId }),
    ...(request.actionTypeId === null ? {} : { actionTypeId: request.actionTypeId }),
  };
}

/** The response to `request` with that status; `comment` is shown by senders, ASCII, at most 64 characters. */
export function writeResponse(request: Command, status: number, comment = ''): Buffer {
  return writeCommand({ ...responseElements(request), status, comment }, false);
}

function element(number: number, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(number, 2);
  header.writeUInt32LE(value.length, 4);
  return Buffer.concat([header, value]);
}

function short(value: number): Buffer;
function short(value: number | undefined): Buffer | null;
function short(value: number | undefined): Buffer | null {
  if (value === undefined) return null;
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uidBytes(value: string | undefined): Buffer | null {
  return value === undefined || value === '' ? null : padded(value, '\0');
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
