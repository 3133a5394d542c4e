/** Objects by hash over HTTP: GET with Range (resumable on the way down), PUT for report PDFs. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { sha256Schema } from '#shared/study/ids.ts';
import { type Referral, referralState } from '#shared/study/referral.ts';
import { isOfConsultedCase } from '../feed/consulted-cases.ts';
import { visibleSites } from '../feed/visible-sites.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { fullDiskFailure, putLimit, refuseSize, statusOf } from './limits.ts';
import type { UploadRules } from './upload-store.ts';

export function failureResponse(reason: Failure): Response {
  return Response.json({ ok: false, failure: reason }, { status: statusOf(reason) });
}

/** One byte range (RFC 9110 14.2); others get the whole. A hash never changes its bytes: cached for ever. */
export async function getObject(
  deps: Parts,
  caller: Caller,
  name: string,
  request: Request,
): Promise<Response> {
  const missing = failureResponse(failure('object-not-found', { sha256: name }));
  const sha256 = sha256Schema.safeParse(name);
  if (!sha256.success || !(await maySee(deps, caller, sha256.data))) return missing;
  const path = deps.vault.pathOf(sha256.data);
  const file = await stat(path).catch(() => null);
  if (file === null) return missing;
  const headers = new Headers({
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag: `"${sha256.data}"`,
    'cache-control': 'private, max-age=31536000, immutable',
  });
  const range = parseRange(request.headers.get('range'), file.size);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = range ?? { from: 0, to: file.size - 1 };
  headers.set('content-length', String(to - from + 1));
  if (range !== null) headers.set('content-range', `bytes ${from}-${to}/${file.size}`);
  const status = range === null ? 200 : 206;
  if (request.method === 'HEAD' || file.size === 0) return new Response(null, { status, headers });
  const body = Readable.toWeb(createReadStream(path, { start: from, end: to })) as ReadableStream;
  return new Response(body, { status, headers });
}

export function parseRange(
  header: string | null,
  size: number,
): { readonly from: number; readonly to: number } | 'unsatisfiable' | null {
  const match = header === null ? null : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (match === null || (match[1] === '' && match[2] === '')) return null;
  const first = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const last = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return first > last || first >= size ? 'unsatisfiable' : { from: first, to: last };
}

/** Keeps a whole body under its hash. Fails with hash-mismatch, object-too-large or disk-full. */
export async function putObject(
  deps: Parts & UploadRules,
  caller: Caller,
  name: string,
  request: Request,
): Promise<Response> {
  const sha256 = sha256Schema.safeParse(name);
  if (!sha256.success) return failureResponse(failure('invalid-input', { detail: 'sha256' }));
  const refusal = await refuseSize(deps.vault, Number(request.headers.get('content-length') ?? 0), putLimit);
  if (refusal !== null) return failureResponse(refusal);
  const path = join(deps.vault.incomingFolder, `${randomUUID()}.put`);
  try {
    const kept = await keepBody(request, path, sha256.data);
    if (!kept.ok) return failureResponse(kept.failure);
    await deps.vault.adopt(path, sha256.data);
    const siteId = sendingSite(caller);
    const object = { sha256: sha256.data, size: kept.value, siteId, callerId: caller.callerId };
    const accepted = await deps.acceptObject(object);
    return accepted.ok ? new Response(null, { status: 201 }) : failureResponse(accepted.failure);
  } catch (error) {
    const full = fullDiskFailure(error, deps.vault.incomingFolder);
    if (full === null) throw error;
    return failureResponse(full);
  } finally {
    await rm(path, { force: true });
  }
}

async function keepBody(request: Request, path: string, expected: string): Promise<Result<number>> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let size = 0;
  try {
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > putLimit) return fail(failure('object-too-large', { size, limit: putLimit }));
      hash.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const found = hash.digest('hex');
  return found === expected ? ok(size) : fail(failure('hash-mismatch', { expected, found }));
}

/** The centre sees every object; a site those it deposited and the PDFs that were made for it. */
async function maySee(deps: Parts, caller: Caller, sha256: string): Promise<boolean> {
  const view = visibleSites(caller);
  if (view === '*') {
    const held = await deps.db
      .selectFrom('object')
      .select('sha256')
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return held !== undefined;
  }
  const seen = await deps.db
    .selectFrom('objectSite')
    .select('sha256')
    .where('sha256', '=', sha256)
    .where('siteId', 'in', [...view, ''])
    .executeTakeFirst();
  if (seen !== undefined || (await isReferredTo(deps, view, sha256))) return true;
  return isOfConsultedCase(deps.db, view, sha256);
}

/** The PDF that a patient was referred with, at the site he was referred to; not once that was declined or withdrawn. */
async function isReferredTo(deps: Parts, view: ReadonlySet<string>, sha256: string): Promise<boolean> {
  const rows = await deps.db
    .selectFrom('referral')
    .select('document')
    .where('pdfSha256', '=', sha256)
    .where('toSiteId', 'in', [...view, ''])
    .execute();
  return rows.some((row) => {
    const state = referralState(JSON.parse(row.document) as Referral);
    return state !== 'declined' && state !== 'withdrawn';
  });
}
