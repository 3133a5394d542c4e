/** The window's own files, in hosted mode: the page under its policy with a nonce of this response, assets as built. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { fillNonce, windowHeaders, windowSecurityPolicy } from '#shared/contract/window-page.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

export async function serveWindow(folder: string, path: string): Promise<Response> {
  const wanted = path === '/' ? '/index.html' : path;
  const file = normalize(join(folder, wanted));
  const type = types[extname(file).toLowerCase()];
  if (!file.startsWith(normalize(folder) + sep) || type === undefined) return plain(404, 'Not found');
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) {
    return wanted === '/index.html'
      ? plain(503, '窗口文件尚未构建。The window has not been built (npm run build).')
      : plain(404, 'Not found');
  }
  if (extname(file) !== '.html') {
    const immutable = wanted.startsWith('/assets/');
    return new Response(new Uint8Array(bytes), {
      headers: {
        ...windowHeaders,
        'content-type': type,
        'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    });
  }
  const nonce = randomBytes(16).toString('base64');
  return new Response(fillNonce(bytes.toString('utf8'), nonce), {
    headers: {
      ...windowHeaders,
      'content-type': type,
      'content-security-policy': windowSecurityPolicy(nonce),
      'cache-control': 'no-store',
    },
  });
}

export function plain(status: number, text: string): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...windowHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
