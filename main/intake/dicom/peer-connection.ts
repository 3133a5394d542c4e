/**
 * One accepted connection as bytes. A plain one is read into one buffer for the whole association: Node otherwise makes
 * 64 KiB of garbage for each read, whose collection was a quarter of the time of receiving.
 */
import { type OnReadOpts, Socket } from 'node:net';

export interface PeerConnection {
  readonly socket: Socket;
  /**
   * Bytes as they come, from now on. They stay as they are until `take` returns; when it has paused the socket, until that
   * is resumed. Call once.
   */
  readonly onBytes: (take: (bytes: Buffer) => void) => void;
  /** The peer is admitted, so that it gets a large buffer. */
  readonly expectMuch: () => void;
  /** None of the bytes is looked at any more. */
  readonly release: () => void;
}

/** Long enough for most requests; thousands of connections may wait for their answer. */
const smallLength = 4096;
/** Some reads of a fast peer in one; the memory of an association that only asks stays untouched. */
const largeLength = 256 * 1024;
const keptBuffers = 8;
const free: Buffer[] = [];

/** A socket that gives out its bytes as a stream does: TLS, and what is not the system's. */
export function streamConnection(socket: Socket): PeerConnection {
  return {
    socket,
    onBytes: (take) => void socket.on('data', take),
    expectMuch: () => undefined,
    release: () => undefined,
  };
}

/**
 * Takes the connection over from `accepted`, which a server made with `pauseOnConnect`. Node offers reading into a buffer
 * (`onread`) only to sockets one makes oneself, so that the handle moves from its socket to ours; the first one stays for
 * the server's count.
 */
export function bufferedConnection(accepted: Socket): PeerConnection {
  const owner = accepted as unknown as { _handle: object | null };
  const handle = owner._handle;
  // Closed before it was served.
  if (handle === null) return streamConnection(accepted);
  owner._handle = null;
  let take: (bytes: Buffer) => void = () => undefined;
  let buffer: Buffer = Buffer.allocUnsafeSlow(smallLength);
  const onread: OnReadOpts = {
    buffer: () => buffer,
    callback: (length, bytes) => {
      take(Buffer.from(bytes.buffer, bytes.byteOffset, length));
      return true;
    },
  };
  const socket = new Socket({ handle, onread } as ConstructorParameters<typeof Socket>[0]);
  socket.once('close', () => accepted.destroy());
  return {
    socket,
    onBytes: (next) => {
      take = next;
    },
    expectMuch: () => {
      if (buffer.length === smallLength) buffer = free.pop() ?? Buffer.allocUnsafeSlow(largeLength);
    },
    release: () => {
      if (buffer.length === largeLength && free.length < keptBuffers) free.push(buffer);
      buffer = Buffer.allocUnsafeSlow(0);
    },
  };
}
