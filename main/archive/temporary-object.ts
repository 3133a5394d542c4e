/**
 * An object on its way into the vault: hashed while it is written. Up to a mebibyte it stays in memory, so that a
 * slice costs one write; beyond, it goes to a file in `incoming/` and memory stays flat whatever its size.
 */
import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '#shared/study/ids.ts';

export interface TemporaryObject {
  /** A promise when the writer must wait for the disk, which rejects when the disk refuses; null when it may go on. */
  readonly write: (bytes: Buffer) => Promise<void> | null;
  readonly size: () => number;
  /** All bytes, from memory or read back; the object can still be sealed. */
  readonly bytes: () => Promise<Buffer>;
  /** Ends writing: everything in one fsynced file of that hash. Call once. */
  readonly finish: () => Promise<{ path: string; sha256: Sha256; size: number }>;
  /** Removes every trace; harmless after `finish` and when called twice. */
  readonly discard: () => Promise<void>;
}

const memoryLimit = 1024 * 1024;

/** `folder` must be on the same file system as where the object is to be moved. */
export function openTemporary(folder: string): TemporaryObject {
  const path = join(folder, randomUUID());
  const hash = createHash('sha256');
  let waiting: Buffer[] = [];
  let waitingSize = 0;
  let size = 0;
  let file: FileHandle | null = null;

  async function flush(): Promise<void> {
    const batch = waiting;
    waiting = [];
    waitingSize = 0;
    file ??= await open(path, 'wx+', 0o600);
    await writeAll(file, batch);
  }

  async function close(): Promise<void> {
    const opened = file;
    file = null;
    await opened?.close();
  }

  return {
    write: (bytes) => {
      hash.update(bytes);
      waiting.push(bytes);
      waitingSize += bytes.length;
      size += bytes.length;
      return waitingSize > memoryLimit ? flush() : null;
    },
    size: () => size,
    bytes: async () => {
      if (file === null) {
        const whole = Buffer.concat(waiting, waitingSize);
        waiting = [whole];
        return whole;
      }
      await flush();
      return readBack(file, size);
    },
    finish: async () => {
      await flush();
      await file?.datasync();
      await close();
      return { path, sha256: hash.digest('hex') as Sha256, size };
    },
    discard: async () => {
      waiting = [];
      await close();
      await rm(path, { force: true });
    },
  };
}

/** `writev` may write less than it was given, on a nearly full disk above all. */
async function writeAll(file: FileHandle, batch: Buffer[]): Promise<void> {
  let left = batch.filter((one) => one.length > 0);
  while (left.length > 0) {
    let { bytesWritten } = await file.writev(left);
    while (left[0] !== undefined && bytesWritten >= left[0].length) {
      bytesWritten -= left[0].length;
      left = left.slice(1);
    }
    if (left[0] !== undefined && bytesWritten > 0) left = [left[0].subarray(bytesWritten), ...left.slice(1)];
  }
}

async function readBack(file: FileHandle, size: number): Promise<Buffer> {
  const whole = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(whole, filled, size - filled, filled);
    if (bytesRead === 0) throw new Error('temporary object is shorter than what was written');
    filled += bytesRead;
  }
  return whole;
}
