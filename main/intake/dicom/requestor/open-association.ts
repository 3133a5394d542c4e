/**
 * Opens an association to another node and speaks over it, one request at a time. Every wait has an end; whatever goes
 * wrong is a Failure, and the socket is gone afterwards.
 */
import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { announcedMaxPdu } from '../associate-answer.ts';
import { createPduFramer } from '../pdu-framer.ts';
import { readPresentationData } from '../presentation-data.ts';
import {
  type AgreedContext,
  describeRejection,
  type PeerResponse,
  readAgreement,
  readResponse,
} from './read-answer.ts';
import {
  abortRequest,
  type CommandValue,
  type RequestedContext,
  releaseRequest,
  writeAssociateRequest,
  writeCommand,
  writeFragment,
} from './request-bytes.ts';

export interface PeerAddress {
  readonly aet: string;
  readonly host: string;
  readonly port: number;
  /** Options of Node's TLS (ca, cert, key); null speaks plain TCP. */
  readonly tls: ConnectionOptions | null;
}

export interface OpenedAssociation {
  /** What was agreed for the requested context at that index; null when the peer refused it. */
  readonly agreed: (index: number) => AgreedContext | null;
  /** Sends a request and waits for its final answer. `data` comes in pieces of any size. */
  readonly request: (
    contextId: number,
    command: readonly CommandValue[],
    data: AsyncIterable<Buffer> | Iterable<Buffer> | null,
  ) => Promise<Result<PeerResponse>>;
  /** Releases in order; aborts when the peer does not answer. */
  readonly release: () => Promise<void>;
  readonly abort: () => void;
}

export interface OpenAssociationOptions {
  readonly callingAet: string;
  readonly contexts: readonly RequestedContext[];
  readonly connectMs?: number;
  /** Silence of the peer while it owes us an answer, in ms. */
  readonly answerMs?: number;
}

type Pdu = { readonly type: number; readonly body: Buffer };
const smallestPdu = 64;
const longestResponse = 1024 * 1024;

/** Fails with peer-unreachable, peer-rejected or peer-broken. */
export async function openAssociation(
  peer: PeerAddress,
  options: OpenAssociationOptions,
): Promise<Result<OpenedAssociation>> {
  const name = `${peer.aet}@${peer.host}:${peer.port}`;
  const connected = await connectTo(peer, name, options.connectMs ?? 10_000);
  if (!connected.ok) return connected;
  const socket = connected.value;
  const line = listenTo(socket, options.answerMs ?? 60_000);
  const broken = (detail: string): { ok: false; failure: Failure } => {
    socket.destroy();
    return fail(failure('peer-broken', { peer: name, detail }));
  };
  socket.write(writeAssociateRequest(peer.aet, options.callingAet, options.contexts));
  const answer = await line.next();
  if (typeof answer === 'string') return broken(answer);
  if (answer.type === 3) {
    socket.destroy();
    return fail(failure('peer-rejected', { peer: name, detail: describeRejection(answer.body) }));
  }
  const agreement = answer.type === 2 ? readAgreement(answer.body) : null;
  if (agreement === null) return broken(answer.type === 7 ? 'aborted' : `PDU type ${answer.type}`);
  const longest = agreement.maxPduLength === 0 ? announcedMaxPdu : agreement.maxPduLength;
  const room = Math.max(smallestPdu, Math.min(longest, announcedMaxPdu)) - 6;

  async function sendAll(contextId: number, data: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    let held: Buffer = Buffer.alloc(0);
    for await (const piece of data) {
      held = held.length === 0 ? piece : Buffer.concat([held, piece]);
      while (held.length > room) {
        await write(socket, writeFragment(contextId, false, false, held.subarray(0, room)));
        held = held.subarray(room);
      }
    }
    await write(socket, writeFragment(contextId, false, true, held));
  }

  async function readOne(): Promise<PeerResponse | string> {
    const parts: Buffer[] = [];
    let size = 0;
    for (;;) {
      const next = await line.next();
      if (typeof next === 'string') return next;
      if (next.type !== 4) return next.type === 7 ? 'aborted' : `PDU type ${next.type}`;
      for (const value of readPresentationData(next.body) ?? []) {
        // A response's data set (C-FIND) is not asked for here.
        if (!value.isCommand) continue;
        size += value.fragment.length;
        if (size > longestResponse) return 'response too long';
        parts.push(value.fragment);
        if (value.isLast) return readResponse(Buffer.concat(parts)) ?? 'malformed response';
      }
    }
  }

  return ok({
    agreed: (index) => agreement.contexts.find((one) => one.id === index * 2 + 1) ?? null,
    request: async (contextId, command, data) => {
      try {
        await write(socket, writeFragment(contextId, true, true, writeCommand(command)));
        if (data !== null) await sendAll(contextId, data);
      } catch (error) {
        return broken(error instanceof Error ? error.message : String(error));
      }
      const response = await readOne();
      return typeof response === 'string' ? broken(response) : ok(response);
    },
    release: async () => {
      socket.write(releaseRequest);
      const answered = await line.next();
      if (typeof answered !== 'string' && answered.type === 6) socket.end();
      socket.destroySoon();
    },
    abort: () => {
      if (socket.writable) socket.end(abortRequest);
      socket.destroySoon();
    },
  });
}

function connectTo(peer: PeerAddress, name: string, withinMs: number): Promise<Result<Socket>> {
  return new Promise((resolve) => {
    const { host, port } = peer;
    const socket =
      peer.tls === null
        ? connect({ host, port, noDelay: true })
        : connectSecurely({ host, port, minVersion: 'TLSv1.2', ...peer.tls });
    const refuse = (detail: string) => {
      socket.destroy();
      resolve(fail(failure('peer-unreachable', { peer: name, detail })));
    };
    const timer = setTimeout(() => refuse(`no answer within ${withinMs / 1000} s`), withinMs);
    socket.once(peer.tls === null ? 'connect' : 'secureConnect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      socket.setNoDelay(true);
      resolve(ok(socket));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      refuse(error.code ?? error.message);
    });
  });
}

/** The peer's PDUs in turn; a text is why there is none. */
function listenTo(socket: Socket, answerMs: number): { readonly next: () => Promise<Pdu | string> } {
  const framer = createPduFramer(announcedMaxPdu + 16);
  let ended: string | null = null;
  let wake: () => void = () => undefined;
  const end = (why: string) => {
    ended ??= why;
    wake();
  };
  socket.on('data', (chunk: Buffer) => {
    framer.push(chunk);
    wake();
  });
  socket.on('error', (error) => end(error.message));
  socket.on('close', () => end('connection closed'));
  return {
    next: async () => {
      const until = performance.now() + answerMs;
      for (;;) {
        const framed = framer.next();
        if (framed.kind === 'pdu') return framed;
        if (framed.kind === 'oversized') return `PDU of ${framed.length} bytes`;
        if (ended !== null) return ended;
        const left = until - performance.now();
        if (left <= 0) return `no answer within ${answerMs / 1000} s`;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
}

/** With back-pressure; rejects when the socket is gone. */
function write(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}
