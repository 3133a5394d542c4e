/** Serves the trial pages and the objects of one study, under the content security policy of the real window. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Study } from '#shared/study/study.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

export interface TrialServer {
  readonly url: string;
  /** What is served; may be changed while a page is open. */
  study: Study;
  readonly objects: Map<string, Uint8Array>;
  /** Times each path was asked for. */
  readonly asked: Map<string, number>;
  readonly close: () => Promise<void>;
}

/** Serves `folder` (the built pages) with `study` and its objects on a free loopback port. */
export async function serveTrial(
  folder: string,
  study: Study,
  objects: Map<string, Uint8Array>,
): Promise<TrialServer> {
  const asked = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.set(path, (asked.get(path) ?? 0) + 1);
    const body = await bodyOf(path).catch(() => null);
    response.setHeader('content-security-policy', policy);
    response.setHeader('cache-control', path.startsWith('/objects/') ? 'no-store' : 'no-cache');
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    response.statusCode = body === null ? 404 : 200;
    response.end(body);
  });
  const bodyOf = async (path: string): Promise<Uint8Array | string | null> => {
    if (path === '/study.json') return JSON.stringify(handle.study);
    if (path === '/image-ids.json') return JSON.stringify(imageIdsOf(handle.study));
    if (path.startsWith('/objects/')) return objects.get(path.slice('/objects/'.length)) ?? null;
    return readFile(join(folder, normalize(path)));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const handle: TrialServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    study,
    objects,
    asked,
    close: () => closeServer(server),
  };
  return handle;
}

function imageIdsOf(study: Study): string[] {
  return study.series.flatMap((series) =>
    series.instances.map((instance) => `wadouri:/objects/${instance.sha256}`),
  );
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
