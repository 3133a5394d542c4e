/** Gives out the bytes of a held object, whole or in part, as they were received. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { Vault } from './vault.ts';

export interface ByteRange {
  /** First byte. */
  readonly from: number;
  /** One past the last byte; to the end when left out. */
  readonly to?: number;
}

export interface OpenObject {
  readonly stream: ReadableStream<Uint8Array>;
  /** Bytes of the whole object. */
  readonly size: number;
  readonly range: { readonly from: number; readonly to: number };
}

const notFound = (sha256: Sha256) => fail(failure('object-not-found', { sha256 }));

/** A stream over the object; cancel it to let the file go. Fails with object-not-found or invalid-input. */
export async function openObject(
  vault: Vault,
  sha256: Sha256,
  range: ByteRange = { from: 0 },
): Promise<Result<OpenObject>> {
  return openFile(vault.pathOf(sha256), sha256, range);
}

/** A stream over a file that holds the object, or a copy made from it. */
export async function openFile(path: string, sha256: Sha256, range: ByteRange): Promise<Result<OpenObject>> {
  const size = await stat(path).then(
    (facts) => facts.size,
    () => null,
  );
  if (size === null) return notFound(sha256);
  const from = range.from;
  const to = Math.min(range.to ?? size, size);
  if (!Number.isInteger(from) || from < 0 || from > to) {
    return fail(failure('invalid-input', { detail: `bytes ${from}-${to} of ${size}` }));
  }
  const stream =
    from === to
      ? Readable.from([])
      : createReadStream(path, { start: from, end: to - 1, highWaterMark: 262_144 });
  return ok({ stream: Readable.toWeb(stream) as ReadableStream<Uint8Array>, size, range: { from, to } });
}

/** The whole object in memory. Fails with object-not-found. */
export async function readObject(vault: Vault, sha256: Sha256): Promise<Result<Buffer>> {
  try {
    return ok(await readFile(vault.pathOf(sha256)));
  } catch {
    return notFound(sha256);
  }
}

/**
 * Hashes the object again. A damaged one is moved to `refused/` and no longer counted as held, so that it is
 * fetched or sent again. Fails with object-not-found or object-damaged.
 */
export async function verifyObject(
  deps: { readonly vault: Vault; readonly database: StationDatabase },
  sha256: Sha256,
): Promise<Result<{ size: number }>> {
  const path = deps.vault.pathOf(sha256);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer);
      size += (chunk as Buffer).length;
    }
  } catch {
    return notFound(sha256);
  }
  if (hash.digest('hex') === sha256) return ok({ size });
  await rename(path, deps.vault.refusedPathOf(sha256));
  await deps.database.query.deleteFrom('object').where('sha256', '=', sha256).execute();
  return fail(failure('object-damaged', { sha256 }));
}
