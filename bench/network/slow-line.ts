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
    const waiting: Array<{ readonly at: number; readonly part: Buffer | null }> = [];
    let held = 0;
    let notBefore = 0;
    let pumping = false;
    // One queue: timers of different lengths may fire out of order, bytes must not.
    const pump = (): void => {
      pumping = false;
      for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
        const wait = next.at - performance.now();
        if (wait > 0.5) {
          pumping = true;
          setTimeout(pump, wait);
          return;
        }
        waiting.shift();
        if (to.destroyed) continue;
        if (next.part === null) to.end();
        else to.write(next.part);
        held -= next.part?.length ?? 0;
        if (held < queueBytes / 2) from.resume();
      }
    };
    const enqueue = (at: number, part: Buffer | null): void => {
      waiting.push({ at, part });
      held += part?.length ?? 0;
      if (pumping) return;
      pumping = true;
      setTimeout(pump, Math.max(0, at - performance.now()));
    };
    from.on('data', (chunk: Buffer) => {
      if (count) forwarded += chunk.length;
      for (let at = 0; at < chunk.length; at += segment) {
        const part = chunk.subarray(at, at + segment);
        const lost = Math.random() < line.loss ? line.roundTripMs : 0;
        // In order within a connection: a lost segment holds back what follows it.
        notBefore = Math.max(notBefore, bucket.take(part.length) + line.roundTripMs / 2 + lost);
        enqueue(notBefore, part);
      }
      if (held > queueBytes) from.pause();
    });
    from.on('end', () => enqueue(notBefore, null));
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
