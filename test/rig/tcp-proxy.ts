/** A line between two programs that a test can cut, heal and slow down: TCP on loopback, nothing is parsed. */
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

export interface TcpProxy {
  /** `http://127.0.0.1:PORT`, to be used instead of the target's address. */
  readonly address: string;
  /** Destroys every connection and accepts no byte until `restore`. */
  cut(): void;
  restore(): void;
  /** Bytes per second in each direction of each connection; null for as fast as it goes. */
  limit(bytesPerSecond: number | null): void;
  /** Bytes that have gone towards the target since the start. */
  sent(): number;
  stop(): Promise<void>;
}

/** Starts a proxy to `target` (`http://127.0.0.1:PORT`). */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let open = true;
  let pace: number | null = null;
  let forwarded = 0;

  const paced = (): Transform =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (pace === null) done(null, chunk);
        else setTimeout(() => done(null, chunk), (chunk.length / pace) * 1000);
      },
    });

  // A client may end its side and still wait for the answer, as HTTP clients do after HEAD.
  const server = createServer({ allowHalfOpen: true }, (incoming) => {
    if (!open) return incoming.destroy();
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
    incoming.on('data', (chunk) => {
      forwarded += chunk.length;
    });
    incoming.pipe(paced()).pipe(outgoing);
    outgoing.pipe(paced()).pipe(incoming);
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const cut = (): void => {
    open = false;
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`,
    cut,
    restore: () => {
      open = true;
    },
    limit: (bytesPerSecond) => {
      pace = bytesPerSecond;
    },
    sent: () => forwarded,
    stop: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
