/**
 * Journey step 1 over HTTP: STOW-RS (PS3.18 section 10.5), `POST /dicom-web/studies[/UID]`. Each part goes through the same
 * acceptance as everything else and is answered for by itself.
 */
import { failure } from '#shared/failure.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { fail, type Result } from '#shared/result.ts';
import { type AcceptArrivalDeps, acceptArrival } from '../accept-arrival.ts';
import type { KeptArrival } from '../arrival-store.ts';
import { refuseArrival } from '../refuse-arrival.ts';
import { boundaryOf, MultipartBroken, type MultipartPart, readMultipart } from './read-multipart.ts';
import { answerStore, failureReasonOf, type StoredInstance } from './store-answer.ts';
import { NoProgress, watchProgress } from './watch-progress.ts';

export interface WebStoreDeps {
  readonly accept: AcceptArrivalDeps;
  /** The device that a bearer token belongs to, or null. */
  readonly deviceOf: (token: string) => string | null;
  readonly limits?: Partial<WebStoreLimits>;
}

export interface WebStoreLimits {
  readonly partBytes: number;
  readonly headerBytes: number;
  readonly totalBytes: number;
  readonly parts: number;
  /** Requests at once. */
  readonly requests: number;
  readonly noProgressMs: number;
}

const defaults: WebStoreLimits = {
  partBytes: 2 ** 31 - 1,
  headerBytes: 8192,
  totalBytes: 16 * 2 ** 30,
  parts: 20_000,
  requests: 16,
  noProgressMs: 60_000,
};
/** How much of a part is looked at to say which instance it is. */
const headBytes = 65_536;
const storePath = /^\/dicom-web\/studies(?:\/([0-9.]{1,64}))?$/;

export function createWebStore(deps: WebStoreDeps): (request: Request) => Promise<Response> {
  const limits = { ...defaults, ...deps.limits };
  let open = 0;

  return async (request) => {
    const token = /^Bearer ([A-Za-z0-9._~+/-]{16,256}=*)$/i.exec(
      request.headers.get('authorization') ?? '',
    )?.[1];
    const device = token === undefined ? null : deps.deviceOf(token);
    if (device === null) return refuse(401, 'A device token is needed', { 'www-authenticate': 'Bearer' });
    const path = storePath.exec(new URL(request.url).pathname);
    if (path === null) return refuse(404, 'No such resource');
    if (request.method !== 'POST') return refuse(405, 'Only POST', { allow: 'POST' });
    const wrong = judgeHeaders(request.headers, limits);
    if (wrong !== null) return wrong;
    const boundary = boundaryOf(request.headers.get('content-type') ?? '');
    if (boundary === null) return refuse(400, 'No boundary');
    if (request.body === null) return refuse(400, 'No body');
    if (open >= limits.requests) return refuse(503, 'Too many at once', { 'retry-after': '10' });
    open += 1;
    try {
      return await storeAll(deps, limits, request.body, boundary, device, path[1] ?? null);
    } finally {
      open -= 1;
    }
  };
}

function judgeHeaders(headers: Headers, limits: WebStoreLimits): Response | null {
  const contentType = headers.get('content-type') ?? '';
  const type = /;\s*type=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType);
  const isDicom = (type?.[1] ?? type?.[2] ?? '').toLowerCase() === 'application/dicom';
  if (!/^multipart\/related\s*;/i.test(contentType) || !isDicom) {
    return refuse(415, 'Send multipart/related; type="application/dicom"');
  }
  if ((headers.get('content-encoding') ?? 'identity') !== 'identity')
    return refuse(415, 'No content encoding');
  if (Number(headers.get('content-length') ?? 0) > limits.totalBytes) return refuse(413, 'Body too large');
  const accepted = headers.get('accept') ?? '*/*';
  const readable = /\*\/\*|application\/(\*|dicom\+json|json)/i.test(accepted);
  return readable ? null : refuse(406, 'Answers are application/dicom+json');
}

async function storeAll(
  deps: WebStoreDeps,
  limits: WebStoreLimits,
  body: ReadableStream<Uint8Array>,
  boundary: string,
  device: string,
  study: string | null,
): Promise<Response> {
  const stored: StoredInstance[] = [];
  const failed: Array<StoredInstance & { reason: number }> = [];
  const others: number[] = [];
  try {
    for await (const part of readMultipart(watchProgress(body, limits.noProgressMs), boundary, limits)) {
      const { named, kept } = await storePart(deps, limits, part, device, study);
      if (kept.ok) stored.push(named ?? { sopClassUid: '', sopInstanceUid: kept.value.sopInstanceUid });
      else if (named === null) others.push(failureReasonOf(kept.failure));
      else failed.push({ ...named, reason: failureReasonOf(kept.failure) });
    }
  } catch (error) {
    const response = refuseBroken(error);
    if (response === null) throw error;
    // What was kept before is kept, and told as such: a sender that hears a bare 400 would send it all again.
    if (stored.length === 0 && failed.length === 0) return response;
    others.push(0x0110);
    const told = answerStore({ stored, failed, others });
    told.headers.set('connection', 'close');
    return told;
  }
  if (stored.length + failed.length + others.length === 0) return refuse(400, 'No part in the body');
  return answerStore({ stored, failed, others });
}

async function storePart(
  deps: WebStoreDeps,
  limits: WebStoreLimits,
  part: MultipartPart,
  device: string,
  study: string | null,
): Promise<{ named: StoredInstance | null; kept: Result<KeptArrival> }> {
  const { accept } = deps;
  const temporary = accept.store.openTemporary();
  const provenance = { source: 'stow', peer: device } as const;
  const head: Buffer[] = [];
  let looked = 0;
  let oversized = false;
  try {
    for await (const piece of part.body) {
      if (looked < headBytes) head.push(Buffer.from(piece.subarray(0, headBytes - looked)));
      looked = Math.min(headBytes, looked + piece.length);
      oversized ||= temporary.size() + piece.length > limits.partBytes;
      if (!oversized) await temporary.write(Buffer.from(piece));
    }
  } catch (error) {
    await temporary.discard().catch(() => undefined);
    if (!isDiskTrouble(error)) throw error;
    return { named: null, kept: fail(failure('disk-full', { path: String(error.path ?? '') })) };
  }
  const header = readDicomHeader(Buffer.concat(head), { wholeBytes: false });
  const named =
    header.ok && header.value.sopInstanceUid !== ''
      ? { sopClassUid: header.value.sopClassUid, sopInstanceUid: header.value.sopInstanceUid }
      : null;
  const label = { name: named?.sopInstanceUid ?? 'stow', provenance };
  if (oversized) {
    const why = failure('file-too-large', { size: temporary.size(), limit: limits.partBytes });
    await temporary.discard().catch(() => undefined);
    await refuseArrival(accept, null, label, why);
    return { named, kept: fail(why) };
  }
  const found = header.ok ? header.value.studyInstanceUid : '';
  if (study !== null && named !== null && found !== study) {
    const why = failure('study-mismatch', { found, expected: study });
    await refuseArrival(accept, temporary, label, why);
    return { named, kept: fail(why) };
  }
  return { named, kept: await acceptArrival(accept, temporary, label) };
}

function refuseBroken(error: unknown): Response | null {
  if (error instanceof NoProgress) return refuse(408, 'No progress');
  if (error instanceof MultipartBroken) return refuse(error.kind === 'too-large' ? 413 : 400, error.message);
  // The sender went away: nobody hears this.
  return error instanceof Error && /abort|premature|terminated|closed/i.test(`${error.name} ${error.message}`)
    ? refuse(400, 'The connection ended')
    : null;
}

function isDiskTrouble(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** The connection ends with it: a body that nobody wants must not be read to its end. */
function refuse(status: number, why: string, headers: Record<string, string> = {}): Response {
  return new Response(`${why}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', connection: 'close', ...headers },
  });
}
