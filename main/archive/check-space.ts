/** Watches the free space of the vault's disk, so that a full disk refuses new arrivals before it harms signing. */
import { statfs } from 'node:fs/promises';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface SpaceState {
  /** Bytes. */
  readonly total: number;
  readonly free: number;
  /** What stays free for signing and returning. */
  readonly reserve: number;
  readonly used: number;
  /** Null: as much as the disk holds. */
  readonly quota: number | null;
}

export interface SpaceWatch {
  /**
   * Fails with disk-full when `wanted` bytes would reach into the reserve or over the quota, or with what the store is
   * in trouble with. Looks at the disk at most once a second.
   */
  readonly check: (wanted: number) => Promise<Result<void>>;
  /** Nothing new is taken while there is trouble; null when it is over. */
  readonly setTrouble: (trouble: Failure | null) => void;
  readonly trouble: () => Failure | null;
  /** `used` is asked at each look. */
  readonly setQuota: (quota: number | null, used: () => number) => void;
  readonly look: () => Promise<SpaceState>;
}

const lookEveryMs = 1000;
const largestReserve = 2 * 1024 ** 3;
/** Names of files left below which a disk counts as full, whatever its free bytes. */
const fewestFiles = 64;

export function createSpaceWatch(folder: string, reserveBytes?: number): SpaceWatch {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let room = 0;
  let trouble: Failure | null = null;
  let quota: number | null = null;
  let used = () => 0;

  /** What is used is summed up only where it is asked for. */
  async function look(needsUsed = true): Promise<SpaceState> {
    const disk = await statfs(folder);
    const total = disk.blocks * disk.bsize;
    const free = disk.bavail * disk.bsize;
    const reserve = reserveBytes ?? Math.min(largestReserve, total / 20);
    const state = { total, free, reserve, used: needsUsed || quota !== null ? used() : 0, quota };
    // File systems without a table of files say 0 of 0.
    const hasNames = disk.files === 0 || disk.ffree >= fewestFiles;
    room = hasNames
      ? Math.min(free - reserve, quota === null ? Number.POSITIVE_INFINITY : quota - state.used)
      : -1;
    lookedAt = performance.now();
    return state;
  }

  return {
    check: async (wanted) => {
      if (trouble !== null) return fail(trouble);
      // A refusal is never given from memory: space may have come back.
      if (performance.now() - lookedAt > lookEveryMs || wanted > room) await look(false);
      if (wanted > room) return fail(failure('disk-full', { path: folder }));
      room -= wanted;
      return ok(undefined);
    },
    setTrouble: (next) => {
      trouble = next;
    },
    trouble: () => trouble,
    setQuota: (next, nextUsed) => {
      quota = next;
      used = nextUsed;
      lookedAt = Number.NEGATIVE_INFINITY;
    },
    look: () => look(),
  };
}
