/**
 * A slow line on loopback: one bucket of bytes a second for all connections of a direction, a delay each way, and losses, each
 * modelled as one more round trip for its connection (what fast retransmit costs). TCP's own congestion window is not modelled.
 */
import { connect, createServer, type Socket } from 'node:net';

export interface LineFacts {
  readonly bitsPerSecond: number;
  readonly roundTripMs: number;
  /** Of segments of 1,460 bytes. */
  readonly loss: number;
}

export interface SlowLine {
  readonly address: string;
  /** Bytes towards the target since the start. */
  readonly sent: () => number;
  readonly stop: () => Promise<void>;
}

const segment = 1460;
/** What a router holds for a connection before the sender waits. */
const queueBytes = 64 * 1024;

export async function startSlowLine(target: string, line: LineFacts): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let forwarded = 0;
  const up = createBucket(line.bitsPerSecond / 8);
  const down = createBucket(line.bitsPerSecond / 8);

  const carry = (from: Socket, to: Socket, bucket: ReturnType<typeof createBucket>, count: boolean): void => {
    let inFlight = 0;
    let notBefore = 0;
    from.on('data', (chunk: Buffer) => {
      if (count) forwarded += chunk.length;
      for (let at = 0; at < chunk.length; at += segment) {
        const part = chunk.subarray(at, at + segment);
        const lost = Math.random() < line.loss ? line.roundTripMs : 0;
        // In order within a connection: a lost segment holds back what follows it.
        notBefore = Math.max(notBefore, bucket.take(part.length) + line.roundTripMs / 2 + lost);
        inFlight += part.length;
        later(notBefore, () => {
          inFlight -= part.length;
          if (!to.destroyed) to.write(part);
          if (inFlight < queueBytes / 2) from.resume();
        });
      }
      if (inFlight > queueBytes) from.pause();
    });
    from.on('end', () => later(Math.max(notBefore, performance.now()), () => to.end()));
  };

  const server = createServer({ allowHalfOpen: true }, (incoming) => {
    const outgoing = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    carry(incoming, outgoing, up, true);
    carry(outgoing, incoming, down, false);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    address: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`,
    sent: () => forwarded,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function later(when: number, act: () => void): void {
  setTimeout(act, Math.max(0, when - performance.now()));
}

/** When the last of so many more bytes has left, in ms of performance.now. */
function createBucket(bytesPerSecond: number) {
  let freeAt = 0;
  return {
    take: (bytes: number): number => {
      freeAt = Math.max(freeAt, performance.now()) + (bytes / bytesPerSecond) * 1000;
      return freeAt;
    },
  };
}
