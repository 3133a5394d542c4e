/** Watches the free space of the vault's disk, so that a full disk refuses new arrivals before it harms signing. */
import { statfs } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface SpaceWatch {
  /** Fails with disk-full when `wanted` bytes would reach into the reserve. Looks at the disk at most once a second. */
  readonly check: (wanted: number) => Promise<Result<void>>;
}

const lookEveryMs = 1000;
const largestReserve = 2 * 1024 ** 3;

export function createSpaceWatch(folder: string, reserveBytes?: number): SpaceWatch {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let room = 0;

  async function look(): Promise<void> {
    const disk = await statfs(folder);
    const reserve = reserveBytes ?? Math.min(largestReserve, (disk.blocks * disk.bsize) / 20);
    room = disk.bavail * disk.bsize - reserve;
    lookedAt = performance.now();
  }

  return {
    check: async (wanted) => {
      // A refusal is never given from memory: space may have come back.
      if (performance.now() - lookedAt > lookEveryMs || wanted > room) await look();
      if (wanted > room) return fail(failure('disk-full', { path: folder }));
      room -= wanted;
      return ok(undefined);
    },
  };
}
