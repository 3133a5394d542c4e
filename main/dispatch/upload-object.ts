/** Journey step 4: one object to the exchange by tus 1.0, from the vault, going on where the last try was cut. */
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';

export interface UploadObjectDeps {
  /** HTTP to the exchange in the station's name. */
  readonly ask: (path: string, init: RequestInit) => Promise<Response>;
  readonly readBytes: (sha256: Sha256) => Promise<Result<Uint8Array>>;
  readonly openFrom: (sha256: Sha256, offset: number) => Promise<Result<ReadableStream<Uint8Array>>>;
  /** Bytes that went out, as they go. */
  readonly onSent: (bytes: number) => void;
}

export interface ObjectToUpload {
  readonly depositId: string;
  readonly sha256: Sha256;
  readonly sopInstanceUid: string;
  readonly size: number;
}

const path = '/deposits/objects';
/** Up to here an object goes in one request: a cut costs at most this much again. */
const wholeUpTo = 640 * 1024;
/** No byte taken by the exchange for so long means the link is dead, in ms; a slow township's hour-long upload lives. */
const silenceMs = 30_000;
const octets = 'application/offset+octet-stream';

/** Fails with exchange-unreachable or link-lost (try again), disk-full, or what the exchange refused. */
export async function uploadObject(deps: UploadObjectDeps, object: ObjectToUpload): Promise<Result<void>> {
  const watch = watchSilence();
  try {
    if (object.size <= wholeUpTo) return await sendWhole(deps, object, watch);
    const offset = await findOffset(deps, object, watch);
    if (!offset.ok) return offset;
    return offset.value === object.size ? ok(undefined) : await sendRest(deps, object, offset.value, watch);
  } catch (error) {
    return fail(failure('exchange-unreachable', { address: path, detail: String(error) }));
  } finally {
    watch.end();
  }
}

type Watch = ReturnType<typeof watchSilence>;

function watchSilence() {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('no progress')), silenceMs);
  return { signal: silence.signal, alive: () => timer.refresh(), end: () => clearTimeout(timer) };
}

function createHeaders(object: ObjectToUpload): Record<string, string> {
  const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
  const metadata = {
    depositId: object.depositId,
    sha256: object.sha256,
    sopInstanceUid: object.sopInstanceUid,
  };
  return {
    'tus-resumable': '1.0.0',
    'upload-length': String(object.size),
    'upload-metadata': Object.entries(metadata)
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(','),
  };
}

/** creation-with-upload: one round trip for a slice. */
async function sendWhole(
  deps: UploadObjectDeps,
  object: ObjectToUpload,
  watch: Watch,
): Promise<Result<void>> {
  const bytes = await deps.readBytes(object.sha256);
  if (!bytes.ok) return bytes;
  const response = await deps.ask(path, {
    method: 'POST',
    headers: { ...createHeaders(object), 'content-type': octets },
    body: new Uint8Array(bytes.value),
    signal: watch.signal,
  });
  const answered = await judge(response, [200, 201]);
  if (answered.ok) deps.onSent(object.size);
  return answered;
}

/** Where to go on; makes the upload when the exchange does not know it. */
async function findOffset(
  deps: UploadObjectDeps,
  object: ObjectToUpload,
  watch: Watch,
): Promise<Result<number>> {
  const head = await deps.ask(`${path}/${object.sha256}`, {
    method: 'HEAD',
    headers: { 'tus-resumable': '1.0.0' },
    signal: watch.signal,
  });
  await head.body?.cancel();
  const offset = Number(head.headers.get('upload-offset') ?? Number.NaN);
  if (head.ok && Number.isInteger(offset)) return ok(offset);
  const made = await deps.ask(path, { method: 'POST', headers: createHeaders(object), signal: watch.signal });
  const answered = await judge(made, [200, 201]);
  return answered.ok ? ok(0) : answered;
}

async function sendRest(
  deps: UploadObjectDeps,
  object: ObjectToUpload,
  offset: number,
  watch: Watch,
): Promise<Result<void>> {
  const opened = await deps.openFrom(object.sha256, offset);
  if (!opened.ok) return opened;
  const counted = opened.value.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, out) => {
        watch.alive();
        deps.onSent(chunk.length);
        out.enqueue(chunk);
      },
    }),
  );
  const init: RequestInit & { duplex: 'half' } = {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': octets,
      'content-length': String(object.size - offset),
    },
    body: counted,
    duplex: 'half',
    signal: watch.signal,
  };
  const response = await deps.ask(`${path}/${object.sha256}`, init);
  const reached = Number(response.headers.get('upload-offset') ?? object.size);
  const answered = await judge(response, [200, 204]);
  if (!answered.ok) return answered;
  return reached >= object.size ? answered : fail(failure('link-lost'));
}

async function judge(response: Response, good: readonly number[]): Promise<Result<void>> {
  const text = await response.text();
  if (good.includes(response.status)) return ok(undefined);
  const told = readFailure(text);
  if (told !== null) return fail(told);
  return fail(failure('exchange-unreachable', { address: path, detail: `HTTP ${response.status}` }));
}

function readFailure(text: string): Failure | null {
  try {
    const answer = JSON.parse(text) as { failure?: Failure };
    return typeof answer.failure?.code === 'string' ? answer.failure : null;
  } catch {
    return null;
  }
}
