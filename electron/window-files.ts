/** The built window's own files, by resolved path inside their folder and nothing outside it. */
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fillNonce, windowHeaders, windowSecurityPolicy } from '#shared/contract/window-page.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
};

/** Answers with a file of the window, its security policy and a nonce of its own; 404 outside the folder. */
export async function serveWindowFile(folder: string, pathname: string): Promise<Response> {
  const file = await resolveInside(folder, pathname === '/' ? '/index.html' : pathname);
  if (file === null) return new Response('not found', { status: 404, headers: windowHeaders });
  const nonce = randomBytes(16).toString('base64');
  const type = types[extname(file)] ?? 'application/octet-stream';
  const headers = {
    ...windowHeaders,
    'content-type': type,
    'content-security-policy': windowSecurityPolicy(nonce),
    'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  };
  const bytes = await readFile(file);
  if (extname(file) !== '.html') return new Response(new Uint8Array(bytes), { headers });
  return new Response(fillNonce(bytes.toString('utf8'), nonce), { headers });
}

/** The real path of a file inside the folder; null when it is missing, outside, or not decodable. */
async function resolveInside(folder: string, pathname: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, decodeURIComponent(pathname)));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    return null;
  }
}
