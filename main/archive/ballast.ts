/**
 * A file that is there to be given up: when the disk is full to the last byte, whoever filled it, its space lets what was
 * begun be signed and sent home. It is made again when there is room.
 */
import { rmSync, statfsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';

export interface Ballast {
  readonly size: number;
  readonly held: () => boolean;
  /** At once; false when there was nothing to give up. */
  readonly release: () => boolean;
  /** Written and synced, so that its blocks are really taken; half of one is given up again. */
  readonly make: () => Promise<boolean>;
}

const least = 1024 * 1024;
const most = 16 * 1024 * 1024;
const chunk = Buffer.alloc(256 * 1024, 0x59);

/** `size` 0: there is none. By default a fiftieth of the disk, 1 to 16 MiB. */
export function createBallast(path: string, folder: string, wanted?: number): Ballast {
  const size = wanted ?? defaultSize(folder);
  let held = size > 0 && statSync(path, { throwIfNoEntry: false })?.size === size;

  function release(): boolean {
    const had = held;
    held = false;
    rmSync(path, { force: true });
    return had;
  }

  return {
    size,
    held: () => held,
    release,
    make: async () => {
      if (held || size === 0) return held;
      try {
        const file = await open(path, 'w', 0o600);
        try {
          for (let at = 0; at < size; at += chunk.length) {
            await file.write(chunk, 0, Math.min(chunk.length, size - at));
          }
          await file.sync();
        } finally {
          await file.close();
        }
        held = statSync(path).size === size;
      } catch {
        held = false;
      }
      if (!held) rmSync(path, { force: true });
      return held;
    },
  };
}

function defaultSize(folder: string): number {
  const { blocks, bsize } = statfsSync(folder);
  return Math.round(Math.min(most, Math.max(least, (blocks * bsize) / 50)));
}
