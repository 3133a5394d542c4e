/** The exchange's one port: HTTP and the feed's socket, beyond loopback only under a certificate. */
import { createServer as createHttp, type Server as HttpServer } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Server as SocketServer } from 'socket.io';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface Listen {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface Tls {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

export interface Listening {
  /** e.g. http://127.0.0.1:8080 */
  readonly address: string;
  readonly io: SocketServer;
  readonly stop: () => Promise<void>;
}

/** A connection on which nothing moves for this long is cut; one that moves may take as long as it needs. */
export const noProgressMs = 60_000;
const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Fails with listen-needs-certificate, port-in-use or address-unavailable. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  where: Listen,
  tls: Tls | null,
): Promise<Result<Listening>> {
  const shown = `${where.host}:${where.port}`;
  if (tls === null && !loopback.has(where.host)) {
    return fail(failure('listen-needs-certificate', { address: shown }));
  }
  const server = createAdaptorServer(
    tls === null
      ? { fetch, createServer: createHttp }
      : { fetch, createServer: createHttps, serverOptions: { cert: tls.cert, key: tls.key } },
  ) as HttpServer;
  // Node would cut a request after 300 s, however well a slow township's upload proceeds.
  server.requestTimeout = 0;
  server.headersTimeout = noProgressMs;
  server.timeout = noProgressMs;
  server.keepAliveTimeout = 15_000;
  const bound = await bind(server, where);
  if (!bound.ok) return bound;
  const io = new SocketServer(server, {
    pingInterval: 5_000,
    pingTimeout: 5_000,
    maxHttpBufferSize: 64 * 1024,
    serveClient: false,
    connectTimeout: 15_000,
  });
  const host = where.host.includes(':') ? `[${where.host}]` : where.host;
  return ok({
    address: `${tls === null ? 'http' : 'https'}://${host}:${bound.value}`,
    io,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));
      const ending = io.close();
      server.closeAllConnections();
      await ending;
      if (server.listening) server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

function bind(server: HttpServer, where: Listen): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const address = `${where.host}:${where.port}`;
      const code = error.code === 'EADDRINUSE' ? 'port-in-use' : 'address-unavailable';
      resolve(fail(failure(code, { address })));
    });
    server.listen({ host: where.host, port: where.port, exclusive: true }, () => {
      resolve(ok((server.address() as AddressInfo).port));
    });
  });
}
