/** A station reduced to its pipe, for tests of the shell alone: a real HTTP server over a Unix socket that says what it was asked. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PeerStation {
  readonly pipe: string;
  readonly secretFile: string;
  readonly secret: string;
  /** Everything that was asked, in order. */
  readonly asked: ReadonlyArray<{ method: string; path: string; headers: IncomingMessage['headers'] }>;
  /** Streams under /events that the page has not ended yet. */
  openStreams(): number;
  stop(): Promise<void>;
}

/** `/rpc/echo` sends the body back, `/objects/x` 1 MiB, `/events` ticks for ever, POST `/window-links` a link. */
export async function startPeerStation(): Promise<PeerStation> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-pipe-'));
  chmodSync(folder, 0o700);
  const pipe = join(folder, 's');
  const secretFile = join(folder, 'secret');
  const secret = randomBytes(16).toString('hex');
  writeFileSync(secretFile, secret, { mode: 0o600 });
  const asked: Array<{ method: string; path: string; headers: IncomingMessage['headers'] }> = [];
  let streams = 0;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = request.url ?? '/';
    asked.push({ method: request.method ?? 'GET', path, headers: request.headers });
    if (request.headers['x-yuanzhen-secret'] !== secret) {
      response.writeHead(403).end('wrong secret');
    } else if (path === '/rpc/echo') {
      response.writeHead(200, { 'set-cookie': 'window=one; Path=/; HttpOnly' });
      request.pipe(response);
    } else if (path.startsWith('/objects/')) {
      response.writeHead(200, { 'content-type': 'application/dicom' }).end(Buffer.alloc(1024 * 1024, 7));
    } else if (path === '/rpc/events/subscribe') {
      streams += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const tick = setInterval(() => response.write('data: tick\n\n'), 50);
      response.once('close', () => {
        streams -= 1;
        clearInterval(tick);
      });
    } else if (path.startsWith('/window-links')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ path: '/?token=made', url: null }));
    } else if (path.startsWith('/?token=')) {
      response.writeHead(303, { location: '/', 'set-cookie': 'entered=yes; Path=/; HttpOnly' }).end();
    } else {
      response.writeHead(404).end();
    }
  };

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(pipe, resolve));
  return {
    pipe,
    secretFile,
    secret,
    asked,
    openStreams: () => streams,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
