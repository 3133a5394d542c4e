/** A sender made of bytes: it says exactly what a test wants, lawful or not. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createPduFramer } from '../../../../main/intake/dicom/pdu-framer.ts';
import { ctImageStorage, type DataSetFacts, explicitLittle } from './data-set.ts';

export interface ProposedContext {
  readonly id: number;
  readonly abstractSyntax: string;
  readonly transferSyntaxes: readonly string[];
}

export interface RawScu {
  readonly socket: Socket;
  readonly write: (bytes: Buffer) => void;
  /** The next PDU, or null when the peer has closed. */
  readonly read: () => Promise<{ type: number; body: Buffer } | null>;
  readonly closed: Promise<void>;
}

/** `from` is the address of ours it comes from, as another device would. */
export async function connectRaw(address: string, from?: string): Promise<RawScu> {
  const [host = '', port = ''] = address.split(':');
  const local = from === undefined ? {} : { localAddress: from };
  const socket = connect({ host, port: Number(port), noDelay: true, ...local });
  const framer = createPduFramer(1 << 24);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let isClosed = false;
  let wake: () => void = () => undefined;
  socket.on('data', (chunk) => {
    framer.push(chunk);
    wake();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isClosed = true;
    wake();
  });
  await once(socket, 'connect');
  return {
    socket,
    closed,
    write: (bytes) => {
      socket.write(bytes);
    },
    read: async () => {
      for (;;) {
        const framed = framer.next();
        if (framed.kind === 'pdu') return { type: framed.type, body: framed.body };
        if (isClosed) return null;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

export const defaultContexts: readonly ProposedContext[] = [
  { id: 1, abstractSyntax: ctImageStorage, transferSyntaxes: [explicitLittle] },
  { id: 3, abstractSyntax: '1.2.840.10008.1.1', transferSyntaxes: ['1.2.840.10008.1.2'] },
];

export function associateRequest(
  given: {
    called?: string;
    calling?: string;
    contexts?: readonly ProposedContext[];
    version?: number;
    application?: string;
    maxPdu?: number;
    /** Further items of the user information. */
    userItems?: readonly Buffer[];
  } = {},
): Buffer {
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(given.version ?? 1, 0);
  fixed.write((given.called ?? 'YUANZHEN').padEnd(16), 4, 'latin1');
  fixed.write((given.calling ?? 'RAWSCU').padEnd(16), 20, 'latin1');
  const maxPdu = Buffer.alloc(4);
  maxPdu.writeUInt32BE(given.maxPdu ?? 16384);
  const contexts = (given.contexts ?? defaultContexts).map((one) =>
    item(
      0x20,
      Buffer.concat([
        Buffer.from([one.id, 0, 0, 0]),
        item(0x30, Buffer.from(one.abstractSyntax)),
        ...one.transferSyntaxes.map((uid) => item(0x40, Buffer.from(uid))),
      ]),
    ),
  );
  return pdu(
    1,
    Buffer.concat([
      fixed,
      item(0x10, Buffer.from(given.application ?? '1.2.840.10008.3.1.1.1')),
      ...contexts,
      item(
        0x50,
        Buffer.concat([item(0x51, maxPdu), item(0x52, Buffer.from('1.2.3')), ...(given.userItems ?? [])]),
      ),
    ]),
  );
}

/** Connects and associates; throws unless accepted. */
export async function associate(
  address: string,
  given: Parameters<typeof associateRequest>[0] = {},
): Promise<RawScu> {
  const scu = await connectRaw(address);
  scu.write(associateRequest(given));
  const answer = await scu.read();
  if (answer?.type !== 2) throw new Error(`not accepted: ${String(answer?.type)}`);
  return scu;
}

export const releaseRequest = pduOf(5, Buffer.alloc(4));
export const abortRequest = pduOf(7, Buffer.alloc(4));

/** The command of a C-STORE-RQ. */
export function storeCommand(facts: DataSetFacts, messageId: number): Buffer {
  return command([
    [0x0002, padded(facts.sopClassUid)],
    [0x0100, short(1)],
    [0x0110, short(messageId)],
    [0x0700, short(0)],
    [0x0800, short(1)],
    [0x1000, padded(facts.sopInstanceUid)],
  ]);
}

export function echoCommand(messageId: number): Buffer {
  return command([
    [0x0002, padded('1.2.840.10008.1.1')],
    [0x0100, short(0x30)],
    [0x0110, short(messageId)],
    [0x0800, short(0x0101)],
  ]);
}

export function command(elements: ReadonlyArray<readonly [number, Buffer]>): Buffer {
  return Buffer.concat(
    elements.map(([number, value]) => {
      const header = Buffer.alloc(8);
      header.writeUInt16LE(number, 2);
      header.writeUInt32LE(value.length, 4);
      return Buffer.concat([header, value]);
    }),
  );
}

export function pdv(contextId: number, control: number, fragment: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt32BE(fragment.length + 2);
  header.writeUInt8(contextId, 4);
  header.writeUInt8(control, 5);
  return Buffer.concat([header, fragment]);
}

/** P-DATA-TF of these values. */
export function dataPdu(...values: readonly Buffer[]): Buffer {
  return pdu(4, Buffer.concat(values));
}

/** A whole C-STORE-RQ, its data set cut into `fragments` pieces, `perPdu` of them in each PDU. */
export function storeMessage(
  facts: DataSetFacts,
  dataSet: Buffer,
  how: { messageId?: number; fragments?: number; perPdu?: number; contextId?: number } = {},
): Buffer {
  const { messageId = 1, fragments = 1, perPdu = 1, contextId = 1 } = how;
  const size = Math.ceil(dataSet.length / fragments);
  const values: Buffer[] = [];
  for (let at = 0; at < dataSet.length; at += size) {
    const last = at + size >= dataSet.length;
    values.push(pdv(contextId, last ? 2 : 0, dataSet.subarray(at, at + size)));
  }
  const pdus = [dataPdu(pdv(contextId, 3, storeCommand(facts, messageId)))];
  for (let at = 0; at < values.length; at += perPdu) pdus.push(dataPdu(...values.slice(at, at + perPdu)));
  return Buffer.concat(pdus);
}

/** Reads the next response: its status. Throws when the association ended instead. */
export async function readStatus(scu: RawScu): Promise<number> {
  const { elements } = await readMessageCommand(scu);
  const status = elements.get(0x0900);
  if (status === undefined) throw new Error('response without status');
  return status.readUInt16LE(0);
}

/** Reads a P-DATA-TF that begins with a whole command set: its context and its elements by number. */
export async function readMessageCommand(
  scu: RawScu,
): Promise<{ contextId: number; elements: Map<number, Buffer> }> {
  const answer = await scu.read();
  if (answer?.type !== 4) throw new Error(`no response but PDU ${String(answer?.type)}`);
  const elements = new Map<number, Buffer>();
  for (let at = 6; at + 8 <= answer.body.length; ) {
    const end = at + 8 + answer.body.readUInt32LE(at + 4);
    elements.set(answer.body.readUInt16LE(at + 2), answer.body.subarray(at + 8, end));
    at = end;
  }
  return { contextId: answer.body.readUInt8(4), elements };
}

export async function release(scu: RawScu): Promise<void> {
  scu.write(releaseRequest);
  const answer = await scu.read();
  if (answer?.type !== 6) throw new Error(`no release: ${String(answer?.type)}`);
  scu.socket.end();
  await scu.closed;
}

export function pdu(type: number, body: Buffer): Buffer {
  return pduOf(type, body);
}

function pduOf(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}

export function item(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt8(type, 0);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}

export function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function padded(text: string): Buffer {
  return Buffer.from(text.length % 2 === 0 ? text : `${text}\0`, 'latin1');
}
