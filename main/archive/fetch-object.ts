/** Journey step 6: a reader station fetches an object, goes on where the last try was cut, and keeps it by its hash. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { vaultFailure } from './seal-object.ts';
import type { Vault } from './vault.ts';

export interface WantedObject {
  readonly sha256: Sha256;
  readonly size: number;
}

/** Opens the bytes of an object from `offset` on; `offset` in the answer is where the stream really starts. */
export type OpenDownload = (
  sha256: Sha256,
  offset: number,
) => Promise<Result<{ readonly offset: number; readonly stream: AsyncIterable<Uint8Array> }>>;

export interface FetchObjectDeps {
  readonly database: StationDatabase;
  readonly vault: Vault;
  readonly clock: () => number;
}

/** Two fetches of one object would write into the same partial file: the second joins the first. */
const underWay = new WeakMap<Vault, Map<Sha256, Promise<Result<WantedObject>>>>();

/**
 * Fetches and keeps one object; its instance rows should be there from `expectStudy`. Does nothing when it is held.
 * Fails with hash-mismatch (the partial is thrown away), object-too-large, disk-full, or what `download` said; a cut
 * keeps the partial for the next try.
 */
export function fetchObject(
  deps: FetchObjectDeps,
  download: OpenDownload,
  wanted: WantedObject,
): Promise<Result<WantedObject>> {
  const fetches = underWay.get(deps.vault) ?? new Map<Sha256, Promise<Result<WantedObject>>>();
  underWay.set(deps.vault, fetches);
  const joined = fetches.get(wanted.sha256);
  if (joined !== undefined) return joined;
  const fetch = fetchAlone(deps, download, wanted).finally(() => fetches.delete(wanted.sha256));
  fetches.set(wanted.sha256, fetch);
  return fetch;
}

async function fetchAlone(
  deps: FetchObjectDeps,
  download: OpenDownload,
  wanted: WantedObject,
): Promise<Result<WantedObject>> {
  const { sha256, size } = wanted;
  if (await deps.vault.holds(sha256)) return markHeld(deps, wanted);
  const partial = deps.vault.partialPath(sha256);
  const have = await stat(partial).then(
    (facts) => facts.size,
    () => 0,
  );
  const space = await deps.vault.space.check(Math.max(0, size - have));
  if (!space.ok) return space;
  if (have < size) {
    const downloaded = await download(sha256, have);
    if (!downloaded.ok) return downloaded;
    const written = await appendTo(partial, downloaded.value, size);
    if (!written.ok) return written;
  }
  return keepFetchedFile(deps, partial, wanted);
}

async function appendTo(
  path: string,
  from: { readonly offset: number; readonly stream: AsyncIterable<Uint8Array> },
  size: number,
): Promise<Result<void>> {
  const file = await open(path, from.offset === 0 ? 'w' : 'r+', 0o600);
  try {
    let at = from.offset;
    for await (const chunk of from.stream) {
      if (at + chunk.length > size)
        return fail(failure('object-too-large', { size: at + chunk.length, limit: size }));
      let written = 0;
      while (written < chunk.length) {
        const { bytesWritten } = await file.write(chunk, written, chunk.length - written, at);
        written += bytesWritten;
        at += bytesWritten;
      }
    }
    return at === size ? ok(undefined) : fail(failure('link-lost'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return fail(code === 'ENOSPC' || code === 'EDQUOT' ? vaultFailure(error) : failure('link-lost'));
  } finally {
    await file.close();
  }
}

/** Verifies the hash of a downloaded file and moves it into the vault; throws a wrong one away. */
export async function keepFetchedFile(
  deps: FetchObjectDeps,
  path: string,
  wanted: WantedObject,
): Promise<Result<WantedObject>> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    size += (chunk as Buffer).length;
  }
  const found = hash.digest('hex') as Sha256;
  if (found !== wanted.sha256) {
    await rm(path, { force: true });
    return fail(failure('hash-mismatch', { expected: wanted.sha256, found }));
  }
  const sealed = await deps.vault.seal({
    write: () => null,
    size: () => size,
    written: () => Promise.resolve({ path, size }),
    sync: () => Promise.resolve(),
    discard: () => Promise.resolve(),
    finish: async () => {
      const file = await open(path, 'r+');
      await file.datasync().finally(() => file.close());
      return { path, sha256: found, size };
    },
  });
  return sealed.ok ? markHeld(deps, wanted) : sealed;
}

/**
 * Keeps bytes that are in memory already: a report's PDF, which must go through on a disk that takes no new study any
 * more, so the reserve is there for it. Fails with hash-mismatch or disk-full.
 */
export async function keepFetchedObject(
  deps: FetchObjectDeps,
  bytes: Buffer,
  wanted: WantedObject,
): Promise<Result<WantedObject>> {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== wanted.sha256) {
    return fail(failure('hash-mismatch', { expected: wanted.sha256, found }));
  }
  const kept = await sealBytes(deps, bytes);
  if (kept.ok || kept.failure.code !== 'disk-full' || !deps.vault.ballast.release()) {
    return kept.ok ? markHeld(deps, wanted) : kept;
  }
  const again = await sealBytes(deps, bytes);
  return again.ok ? markHeld(deps, wanted) : again;
}

async function sealBytes(deps: FetchObjectDeps, bytes: Buffer): Promise<Result<unknown>> {
  const temporary = deps.vault.openTemporary();
  try {
    await temporary.write(bytes);
  } catch (error) {
    await temporary.discard();
    return fail(vaultFailure(error));
  }
  return deps.vault.seal(temporary);
}

async function markHeld(deps: FetchObjectDeps, wanted: WantedObject): Promise<Result<WantedObject>> {
  await deps.database.query
    .insertInto('object')
    .values({ sha256: wanted.sha256, size: wanted.size, keptAt: deps.clock() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ok(wanted);
}
