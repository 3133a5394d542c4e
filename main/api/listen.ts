/** The two ways in: the shell's pipe (Unix socket or named pipe, with a secret) and the hosted window (loopback HTTP or TLS). */
import { timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { HostedPlace } from './check-origin.ts';
import { plain } from './serve-window.ts';
import type { StationHandler } from './station-handler.ts';

export interface Listening {
  readonly stop: () => Promise<void>;
}

/** Fails with port-in-use or address-unavailable. `secret` is what every request must carry in x-yuanzhen-secret. */
export async function listenOnPipe(
  handle: StationHandler,
  path: string,
  secret: string,
): Promise<Result<Listening>> {
  const named = path.startsWith('\\\\.\\pipe\\');
  if (!named) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (await answers(path)) return fail(failure('port-in-use', { address: path }));
    rmSync(path, { force: true });
  }
  const expected = Buffer.from(secret);
  const server = createAdaptorServer({
    fetch: (request: Request) => {
      const given = Buffer.from(request.headers.get('x-yuanzhen-secret') ?? '');
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        return plain(403, 'Wrong secret');
      return handle(request, { kind: 'pipe' });
    },
    createServer,
  }) as Server;
  const bound = await bind(server, path, () =>
    server.listen({ path, readableAll: false, writableAll: false }),
  );
  if (!bound.ok) return bound;
  if (!named) chmodSync(path, 0o600);
  return ok({ stop: () => stopServer(server) });
}

export interface HostedOptions {
  readonly host: string;
  readonly port: number;
  /** PEM files; needed beyond loopback. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | null;
}

/** Fails with listen-needs-certificate, file-unreadable, port-in-use or address-unavailable. */
export async function listenHosted(
  handle: StationHandler,
  options: HostedOptions,
): Promise<Result<Listening & { readonly place: HostedPlace; readonly url: string }>> {
  const { host, port, tls } = options;
  const address = `${host}:${port}`;
  const loopback = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  if (!loopback && tls === null) return fail(failure('listen-needs-certificate', { address }));
  let place: HostedPlace = { host, port, secure: tls !== null };
  const serve = { fetch: (request: Request) => handle(request, { kind: 'hosted', place }) };
  let server: Server;
  try {
    server = (
      tls === null
        ? createAdaptorServer({ ...serve, createServer })
        : createAdaptorServer({
            ...serve,
            createServer: createSecureServer,
            serverOptions: {
              cert: readFileSync(tls.certificateFile),
              key: readFileSync(tls.keyFile),
              minVersion: 'TLSv1.2',
            },
          })
    ) as Server;
  } catch (error) {
    const path = tls?.certificateFile ?? '';
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
  const bound = await bind(server, address, () => server.listen({ host, port, exclusive: true }));
  if (!bound.ok) return bound;
  const at = server.address();
  if (typeof at === 'object' && at !== null) place = { ...place, port: at.port };
  const shown = host.includes(':') ? `[${host}]` : host;
  const url = `${place.secure ? 'https' : 'http'}://${shown}:${place.port}`;
  return ok({ place, url, stop: () => stopServer(server) });
}

function bind(server: Server, address: string, listen: () => void): Promise<Result<void>> {
  // A slow upload of a large file must not be cut after five minutes; a silent socket is.
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  // Longer than a browser or shell keeps a silent connection, so that none is closed under its next request.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket) => socket.setNoDelay(true));
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'EADDRINUSE' ? 'port-in-use' : 'address-unavailable';
      resolve(fail(failure(code, { address })));
    });
    server.once('listening', () => {
      server.removeAllListeners('error');
      server.on('error', () => undefined);
      resolve(ok(undefined));
    });
    listen();
  });
}

/** True when a living program listens there; a socket file left by a killed one answers nothing. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
