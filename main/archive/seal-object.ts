/** Moves a finished temporary object to its name for good, in the order that survives a power cut. */
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { TemporaryObject } from './temporary-object.ts';

export interface SealedObject {
  readonly sha256: Sha256;
  readonly size: number;
  /** True when the same bytes lay there before. */
  readonly alreadyHeld: boolean;
}

export interface Folders {
  /** Makes `root`/a/b durably; remembered, so it costs once for each run of the program. */
  readonly make: (root: string, names: readonly string[]) => Promise<void>;
}

/**
 * Folders are synced into their parents at their first use in this run even when they were there: an earlier run may
 * have been killed, or another arrival may be in the midst of making them.
 */
export function makeFolders(): Folders {
  const made = new Map<string, Promise<void>>();

  async function makeOne(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(dirname(folder));
  }

  return {
    make: async (root, names) => {
      let folder = root;
      for (const name of names) {
        folder = join(folder, name);
        const known = made.get(folder) ?? makeOne(folder);
        made.set(folder, known);
        await known.catch((error: unknown) => {
          made.delete(folder);
          throw error;
        });
      }
    },
  };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Finishes, moves to `root`/…names/<hash> and makes that durable; the same bytes twice end in one file. */
export async function sealObject(
  temporary: TemporaryObject,
  folders: Folders,
  root: string,
  namesOf: (sha256: Sha256) => readonly string[],
): Promise<Result<SealedObject>> {
  try {
    const { path, sha256, size } = await temporary.finish();
    const names = namesOf(sha256);
    const folder = join(root, ...names);
    const target = join(folder, sha256);
    const alreadyHeld = (await sizeOf(target)) === size;
    if (alreadyHeld) {
      await rm(path, { force: true });
    } else {
      await folders.make(root, names);
      await rename(path, target);
    }
    // Also for a file that was there: its writer may not have come to its own fsync yet.
    await syncFolder(folder);
    return ok({ sha256, size, alreadyHeld });
  } catch (error) {
    await temporary.discard().catch(() => undefined);
    return fail(vaultFailure(error));
  }
}

/** What the file system said, as a Failure. */
export function vaultFailure(error: unknown): Failure {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const path = (error as NodeJS.ErrnoException | null)?.path ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return failure('disk-full', { path });
  return failure('internal', { detail: error instanceof Error ? error.message : String(error) });
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch {
    return null;
  }
}
