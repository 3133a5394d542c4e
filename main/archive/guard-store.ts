/**
 * Guards the store: gives the ballast up when the disk is full and makes it again when space returns, and stops taking
 * anything new once the disk answers with errors, since a failed sync says nothing about what comes after it.
 */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '#shared/failure.ts';
import type { Vault } from './vault.ts';

export interface StoreGuardDeps {
  readonly vault: Vault;
  /** Trouble began or ended, or the ballast was given up or made again. */
  readonly onChanged: (trouble: Failure | null) => void;
  readonly log: {
    readonly warn: (facts: object, message: string) => void;
    readonly error: (facts: object, message: string) => void;
  };
}

export interface StoreGuard {
  /** What failed while keeping an object; only store-failing stops the station from taking more. */
  readonly note: (why: Failure) => void;
  /** Gives the ballast up at once; true when there was one. */
  readonly makeRoom: () => boolean;
  /** One look at the disk; it happens by itself every two seconds. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const lookEveryMs = 2000;
/** Given up before the last bytes are gone: SQLite's log must still grow when a signature is committed. */
const lastBytes = 512 * 1024;

export function guardStore(deps: StoreGuardDeps): StoreGuard {
  const { vault } = deps;
  const { space, ballast } = vault;
  let looking: Promise<void> = Promise.resolve();

  function makeRoom(): boolean {
    if (!ballast.release()) return false;
    deps.log.warn({ bytes: ballast.size }, 'the disk is full: the ballast was given up');
    deps.onChanged(space.trouble());
    return true;
  }

  async function lookNow(): Promise<void> {
    const { free, reserve } = await space.look();
    if (ballast.held() && free < lastBytes) makeRoom();
    else if (!ballast.held() && free > reserve + 2 * ballast.size && (await ballast.make())) {
      deps.onChanged(space.trouble());
    }
    // A disk that was remounted for writing takes again; after an error of the disk itself only a restart helps.
    const trouble = space.trouble();
    if (trouble?.params.passing === 1 && (await canWrite(vault))) {
      space.setTrouble(null);
      deps.onChanged(null);
    }
  }

  const look = (): Promise<void> => {
    looking = looking.then(lookNow).catch(() => undefined);
    return looking;
  };
  const timer = setInterval(() => void look(), lookEveryMs);
  return {
    note: (why) => {
      if (why.code !== 'store-failing' || space.trouble() !== null) return;
      space.setTrouble(why);
      deps.log.error({ ...why.params }, why.message);
      deps.onChanged(why);
    },
    makeRoom,
    look,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}

async function canWrite(vault: Vault): Promise<boolean> {
  const path = join(vault.folder, 'incoming', 'probe');
  try {
    const file = await open(path, 'w', 0o600);
    await file
      .writeFile('probe')
      .then(() => file.sync())
      .finally(() => file.close());
    await rm(path);
    return true;
  } catch {
    return false;
  }
}
