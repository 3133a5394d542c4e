/** GET `/objects/<sha256>`: the bytes of an image for the viewer, whole or a range, never cached beyond this window. */
import type { Failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import { type Sha256, sha256Schema } from '#shared/study/ids.ts';

export interface ServeObjectDeps {
  /** A file that a person kept as it is: only to be downloaded. */
  readonly isAttachment: (sha256: Sha256) => boolean;
  /** The whole object in memory when it is small and needs no change for the window; null otherwise. */
  readonly readSmall: (sha256: Sha256) => Promise<Uint8Array<ArrayBuffer> | null>;
  readonly open: (
    sha256: Sha256,
    range: { from: number; to?: number },
  ) => Promise<
    Result<{
      readonly stream: ReadableStream<Uint8Array>;
      readonly size: number;
      readonly range: { readonly from: number; readonly to: number };
    }>
  >;
}

const objectHeaders = {
  'content-type': 'application/dicom',
  'accept-ranges': 'bytes',
  // The name is the hash, so what was fetched once never changes; it stays in this browser's memory of this session.
  'cache-control': 'private, max-age=3600, immutable',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

const attachmentHeaders = {
  ...objectHeaders,
  'content-type': 'application/octet-stream',
  'content-disposition': 'attachment',
} as const;

export async function serveObject(deps: ServeObjectDeps, request: Request, name: string): Promise<Response> {
  const sha256 = sha256Schema.safeParse(name);
  if (!sha256.success) return failed(404, null);
  const range = readRange(request.headers.get('range'));
  const headers = deps.isAttachment(sha256.data) ? attachmentHeaders : objectHeaders;
  if (range === null) {
    const small = await deps.readSmall(sha256.data);
    if (small !== null) {
      return new Response(small, { headers: { ...headers, 'content-length': String(small.length) } });
    }
  }
  const opened = await deps.open(sha256.data, range ?? { from: 0 });
  if (!opened.ok) return failed(opened.failure.code === 'object-not-found' ? 404 : 416, opened.failure);
  const { stream, size } = opened.value;
  const { from, to } = opened.value.range;
  const length = { 'content-length': String(to - from) };
  if (range === null) return new Response(stream, { headers: { ...headers, ...length } });
  return new Response(stream, {
    status: 206,
    headers: { ...headers, ...length, 'content-range': `bytes ${from}-${to - 1}/${size}` },
  });
}

/** One range of bytes (RFC 9110 section 14.1.2); anything else is answered whole, as the RFC allows. */
function readRange(header: string | null): { from: number; to?: number } | null {
  const found = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '');
  if (found === null) return null;
  const from = Number(found[1]);
  if (found[2] === undefined || found[2] === '') return { from };
  const to = Number(found[2]) + 1;
  return to > from ? { from, to } : null;
}

function failed(status: number, failure: Failure | null): Response {
  return Response.json({ ok: false, failure }, { status, headers: { 'cache-control': 'no-store' } });
}
