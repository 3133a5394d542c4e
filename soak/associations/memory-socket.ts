/** A pair of connected streams that serves as a socket: hundreds of thousands of associations need no ports. */
import type { Socket } from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';

export interface MemoryConnection {
  /** The end that the station serves. */
  readonly served: Socket;
  readonly peer: Duplex;
}

export function connectInMemory(): MemoryConnection {
  const [served, peer] = duplexPair();
  peer.on('error', () => undefined);
  // A real socket's end tells the other side, and its destruction closes it.
  served.once('close', () => peer.destroy());
  peer.once('close', () => served.destroy());
  peer.once('end', () => peer.end());
  // As a socket that is not half open.
  served.once('end', () => served.end());
  const socket = Object.assign(served, {
    remoteAddress: '127.0.0.1',
    setTimeout: () => served,
    setNoDelay: () => served,
    destroySoon: () => {
      if (served.writableFinished) served.destroy();
      else served.end(() => served.destroy());
    },
  });
  return { served: socket as unknown as Socket, peer };
}
