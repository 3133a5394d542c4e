/**
 * The vault: the received bytes, untouched, named by their SHA-256 under `objects/ab/cd/`. It gives out temporary
 * objects to write into, seals them durably, and sets aside what was refused or found damaged.
 */
import { rmSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { adoptIncoming } from './adopt-incoming.ts';
import { type Ballast, createBallast } from './ballast.ts';
import { createSpaceWatch, type SpaceWatch } from './check-space.ts';
import { createPreparedFiles } from './prepared-files.ts';
import { makeFolders, type SealedObject, sealObject } from './seal-object.ts';
import { createSharedSync } from './sync-folder.ts';
import { createBufferPool, openTemporary, type TemporaryObject } from './temporary-object.ts';

export interface Vault {
  readonly folder: string;
  /** A temporary object under `incoming/`; small ones stay in memory until they are sealed. */
  readonly openTemporary: () => TemporaryObject;
  /**
   * For bytes that came here first: temporary file → fsync of it and of `incoming/` → rename. After it they survive a power cut,
   * once the index names them: what the cut left in `incoming/` is moved again at the next start.
   */
  readonly sealArrival: (temporary: TemporaryObject) => Promise<Result<SealedObject>>;
  /** For bytes from elsewhere: fsync → rename → fsync of the folder. After it they survive a power cut. */
  readonly seal: (temporary: TemporaryObject) => Promise<Result<SealedObject>>;
  /** Keeps refused bytes under `refused/`, as durably; nothing is dropped in silence. */
  readonly setAside: (temporary: TemporaryObject) => Promise<Result<SealedObject>>;
  /** Path of a partial download, kept over restarts so that it can be resumed. */
  readonly partialPath: (sha256: Sha256) => string;
  /** Copies made for the window, which cannot load deflated objects; emptied at start. */
  readonly windowFolder: string;
  readonly pathOf: (sha256: Sha256) => string;
  readonly refusedPathOf: (sha256: Sha256) => string;
  /** Deletes the bytes at once; false for what was sealed a moment ago, whose rows may still be on their way. */
  readonly retire: (sha256: Sha256) => boolean;
  readonly holds: (sha256: Sha256) => Promise<boolean>;
  readonly space: SpaceWatch;
  readonly ballast: Ballast;
  /** Removes what was made ahead for arrivals; nothing is taken afterwards. */
  readonly close: () => void;
}

export interface VaultOptions {
  /** Bytes of the disk that stay free for signing and returning; default 5 % of it, at most 2 GiB. */
  readonly reserveBytes?: number;
  /** Bytes that are given up when the disk is full to the last; without a reserve there is none. */
  readonly ballastBytes?: number;
  /**
   * Whether the index names these bytes. Given by who has the folder alone: what a crash left in `incoming/` is then moved
   * to its name or cleared; otherwise it is left alone.
   */
  readonly isIndexed?: (sha256: Sha256) => boolean;
}

/** Opens the vault in `folder`, making it when absent. Fails with folder-unusable. */
export async function openVault(folder: string, options: VaultOptions = {}): Promise<Result<Vault>> {
  const incoming = join(folder, 'incoming');
  const folders = makeFolders();
  try {
    for (const name of ['incoming', 'objects', 'refused', 'partial']) {
      await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
    }
    if (options.isIndexed !== undefined) {
      await adoptIncoming(incoming, options.isIndexed, async (path, sha256) => {
        const to = join(folder, 'objects', ...namesOf(sha256));
        folders.make(to);
        await rename(path, join(to, sha256));
        await folders.settle(join(folder, 'objects'), to);
      });
      await rm(join(folder, 'window'), { recursive: true, force: true });
    }
  } catch (error) {
    return fail(failure('folder-unusable', { path: folder, detail: String(error) }));
  }
  const pool = createBufferPool();
  const prepared = createPreparedFiles(incoming, createSharedSync(incoming));
  const sealed = new Map<string, number>();
  const pathOf = (sha256: Sha256) => join(folder, 'objects', ...namesOf(sha256), sha256);
  const place = {
    root: join(folder, 'objects'),
    names: (sha256: Sha256) => {
      noteSealed(sealed, sha256);
      return namesOf(sha256);
    },
  };
  const refusedPathOf = (sha256: Sha256) => join(folder, 'refused', sha256);
  return ok({
    folder,
    openTemporary: () => openTemporary(prepared, pool),
    sealArrival: (temporary) => sealObject(temporary, folders, { ...place, settles: false }),
    seal: (temporary) => sealObject(temporary, folders, { ...place, settles: true }),
    setAside: (temporary) =>
      sealObject(temporary, folders, { root: join(folder, 'refused'), names: () => [], settles: true }),
    partialPath: (sha256) => join(folder, 'partial', sha256),
    windowFolder: join(folder, 'window'),
    pathOf,
    refusedPathOf,
    retire: (sha256) => {
      if (performance.now() - (sealed.get(sha256) ?? Number.NEGATIVE_INFINITY) < settledAfterMs) return false;
      rmSync(pathOf(sha256), { force: true });
      return true;
    },
    holds: async (sha256) => {
      try {
        return (await stat(pathOf(sha256))).isFile();
      } catch {
        return false;
      }
    },
    space: createSpaceWatch(folder, options.reserveBytes),
    ballast: createBallast(
      join(folder, 'ballast'),
      folder,
      options.ballastBytes ?? (options.reserveBytes === 0 ? 0 : undefined),
    ),
    close: prepared.close,
  });
}

function namesOf(sha256: Sha256): readonly string[] {
  return [sha256.slice(0, 2), sha256.slice(2, 4)];
}

/** From the sealing of bytes to the commit of their rows never takes longer, in ms. */
const settledAfterMs = 10 * 60_000;

/** Bytes that come again while retention lets them go must not be deleted between their sealing and their commit. */
function noteSealed(sealed: Map<string, number>, sha256: string): void {
  const now = performance.now();
  // The oldest stand first.
  sealed.delete(sha256);
  sealed.set(sha256, now);
  if (sealed.size < 10_000) return;
  for (const [one, at] of sealed) {
    if (now - at < settledAfterMs) break;
    sealed.delete(one);
  }
}
