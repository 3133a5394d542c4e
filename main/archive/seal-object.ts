/**
 * Moves a finished temporary object to its name for good, in the order that survives a power cut. Only the syncs are
 * asynchronous: the rest is quicker done than handed to another thread.
 */
import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { syncFolder } from './sync-folder.ts';
import type { TemporaryObject } from './temporary-object.ts';

export interface SealedObject {
  readonly sha256: Sha256;
  readonly size: number;
  /** True when the same bytes lay there before. */
  readonly alreadyHeld: boolean;
}

export interface Folders {
  /** Makes `folder` below `root` where it is missing; not durable yet. */
  readonly make: (folder: string) => void;
  /** Makes what was renamed into `folder` durable, with every folder up to `root` that was not so before. */
  readonly settle: (root: string, folder: string) => Promise<void>;
}

/**
 * A parent is synced at its first use in this run even when it was there: an earlier run may have been killed, or
 * another arrival may be in the midst of making it. The syncs run side by side, so that the file system's journal
 * takes them in one go.
 */
export function makeFolders(): Folders {
  const durable = new Set<string>();
  return {
    make: (folder) => {
      if (!durable.has(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    },
    settle: async (root, folder) => {
      const unsettled: string[] = [];
      for (let child = folder; child !== root && !durable.has(child); child = dirname(child)) {
        unsettled.push(child);
      }
      await Promise.all([syncFolder(folder), ...unsettled.map((child) => syncFolder(dirname(child)))]);
      for (const child of unsettled) durable.add(child);
    },
  };
}

export interface SealPlace {
  readonly root: string;
  /** Folders below `root`. */
  readonly names: (sha256: Sha256) => readonly string[];
  /**
   * The name for good is durable at the return. False where the start of the next run finds what a power cut left under
   * its temporary name, which is durable before the rename: a rename leaves one of the two.
   */
  readonly settles: boolean;
}

/** Finishes and moves to `root`/…names/<hash>; durable under one of its names, the same bytes twice end in one file. */
export async function sealObject(
  temporary: TemporaryObject,
  folders: Folders,
  { root, names, settles }: SealPlace,
): Promise<Result<SealedObject>> {
  try {
    const { path, sha256, size } = await temporary.finish();
    const folder = join(root, ...names(sha256));
    const target = join(folder, sha256);
    const alreadyHeld = statSync(target, { throwIfNoEntry: false })?.size === size;
    if (!alreadyHeld) moveInto(folders, folder, path, target);
    // Also for a file that was there: who wrote it may not have come to the fsync of the folder yet.
    if (settles || alreadyHeld) await folders.settle(root, folder);
    if (alreadyHeld) rmSync(path, { force: true });
    return ok({ sha256, size, alreadyHeld });
  } catch (error) {
    await temporary.discard().catch(() => undefined);
    return fail(vaultFailure(error));
  }
}

/** In a vault of some size nearly every folder is there, so that it is only made when the move finds it missing. */
function moveInto(folders: Folders, folder: string, path: string, target: string): void {
  try {
    renameSync(path, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    folders.make(folder);
    renameSync(path, target);
  }
}

/** What the file system said, as a Failure. */
export function vaultFailure(error: unknown): Failure {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const path = (error as NodeJS.ErrnoException | null)?.path ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL') return failure('disk-full', { path });
  const detail = error instanceof Error ? error.message : String(error);
  // `passing`: taken again as soon as the disk can be written; after an error of the disk only a restart checks it.
  if (/^(EROFS|SQLITE_READONLY)/.test(code ?? ''))
    return failure('store-failing', { path, detail, passing: 1 });
  if (/^(EIO|SQLITE_(IOERR|CORRUPT))/.test(code ?? ''))
    return failure('store-failing', { path, detail, passing: 0 });
  return failure('internal', { detail });
}
