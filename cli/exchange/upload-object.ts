/** Journey step 4 from the command line: one object over tus, resumed where it stopped. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';

const uploads = '/deposits/objects';
const tus = { 'tus-resumable': '1.0.0' };
const attempts = 5;

export interface ObjectFile {
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
  readonly sopInstanceUid: string;
}

/** Tries five times, each time from what the exchange has. Fails with what it refused, or exchange-unreachable. */
export async function uploadObject(
  access: ExchangeAccess,
  depositId: string,
  object: ObjectFile,
): Promise<Result<void>> {
  let last: unknown = null;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 200 * 2 ** attempt));
    try {
      const offset = (await findOffset(access, object)) ?? (await create(access, depositId, object));
      if (typeof offset !== 'number') return fail(offset);
      const refusal = offset === object.size ? null : await append(access, object, offset);
      return refusal === null ? ok(undefined) : fail(refusal);
    } catch (error) {
      last = error;
    }
  }
  return fail(failure('exchange-unreachable', { address: access.address, detail: String(last) }));
}

async function findOffset(access: ExchangeAccess, object: ObjectFile): Promise<number | null> {
  const found = await access.fetch(`${uploads}/${object.sha256}`, { method: 'HEAD', headers: tus });
  const offset = found.headers.get('upload-offset');
  return found.ok && offset !== null ? Number(offset) : null;
}

async function create(
  access: ExchangeAccess,
  depositId: string,
  object: ObjectFile,
): Promise<number | Failure> {
  const metadata = { depositId, sha256: object.sha256, sopInstanceUid: object.sopInstanceUid };
  const encoded = Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value, 'utf8').toString('base64')}`)
    .join(',');
  const headers = { ...tus, 'upload-length': String(object.size), 'upload-metadata': encoded };
  const made = await access.fetch(uploads, { method: 'POST', headers });
  return made.status === 201 ? 0 : await refusalOf(made);
}

async function append(access: ExchangeAccess, object: ObjectFile, offset: number): Promise<Failure | null> {
  const body = Readable.toWeb(createReadStream(object.path, { start: offset })) as ReadableStream;
  const headers = {
    ...tus,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': String(offset),
    'content-length': String(object.size - offset),
  };
  const init = { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit;
  const sent = await access.fetch(`${uploads}/${object.sha256}`, init);
  if (sent.status === 204) return null;
  // Another offset than thought (a cut just before): look again.
  if (sent.status === 409 || sent.status >= 502) throw new Error(`status ${sent.status}`);
  return refusalOf(sent);
}

async function refusalOf(response: Response): Promise<Failure> {
  const text = await response.text();
  try {
    return (JSON.parse(text) as { failure: Failure }).failure;
  } catch {
    return failure('internal', { detail: `${response.status} ${text.trim()}` });
  }
}
