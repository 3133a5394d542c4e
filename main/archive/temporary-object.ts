/**
 * An object on its way into the vault: hashed while it is written. Up to a mebibyte it stays in one reused buffer, so
 * that a slice costs one write; beyond, it goes to a file in `incoming/` and memory stays flat whatever its size.
 * Only what may wait for the disk is asynchronous: every hop to another thread costs more than a cheap call.
 */
import { createHash } from 'node:crypto';
import { closeSync, fdatasync, write, writeSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Sha256 } from '#shared/study/ids.ts';
import type { PreparedFile, PreparedFiles } from './prepared-files.ts';

export interface TemporaryObject {
  /**
   * A promise when the writer must wait for the disk before it writes again, which rejects when the disk refuses;
   * null when it may go on. The bytes may be reused afterwards.
   */
  readonly write: (bytes: Buffer) => Promise<void> | null;
  readonly size: () => number;
  /** Ends writing: the file with all bytes in it, to be read until `finish` or `discard`; not durable yet. */
  readonly written: () => Promise<{ path: string; size: number }>;
  /** Makes bytes and name durable, once; `finish` waits for it and begins it where nobody has. */
  readonly sync: () => Promise<void>;
  /** Everything in one file of that hash, durable under this path. Call once. */
  readonly finish: () => Promise<{ path: string; sha256: Sha256; size: number }>;
  /** Removes every trace; harmless after `finish` and when called twice. */
  readonly discard: () => Promise<void>;
}

/** Buffers that are handed from one object to the next, so that receiving makes no garbage. */
export interface BufferPool {
  readonly take: () => Buffer;
  readonly giveBack: (buffer: Buffer) => void;
}

const memoryLimit = 1024 * 1024;
const keptBuffers = 32;
const writeAt = promisify(write);
const datasync = promisify(fdatasync);

export function createBufferPool(): BufferPool {
  const free: Buffer[] = [];
  return {
    take: () => free.pop() ?? Buffer.allocUnsafeSlow(memoryLimit),
    giveBack: (buffer) => {
      if (free.length < keptBuffers) free.push(buffer);
    },
  };
}

/** `files` must be on the same file system as where the object is to be moved. */
export function openTemporary(files: Pick<PreparedFiles, 'take'>, pool: BufferPool): TemporaryObject {
  const hash = createHash('sha256');
  let memory: Buffer | null = null;
  let waiting = 0;
  let size = 0;
  let taken: PreparedFile | null = null;
  let isOpen = false;
  let spilling: Promise<void> = Promise.resolve();
  let syncing: Promise<void> | null = null;

  /** The file, with everything in it that came so far: at most a mebibyte, which the system takes at once. */
  function flush(): PreparedFile {
    if (taken === null) {
      taken = files.take();
      isOpen = true;
    }
    if (memory !== null) {
      for (let done = 0; done < waiting; ) done += writeSync(taken.file, memory, done, waiting - done, null);
    }
    waiting = 0;
    return taken;
  }

  async function spill(bytes: Buffer): Promise<void> {
    const { file } = flush();
    await writeAll(file, bytes);
  }

  async function syncOnce(): Promise<void> {
    const { file, named } = flush();
    // Side by side, so that the file system's journal takes both in one go; nothing is left running when one fails.
    const synced = await Promise.allSettled([datasync(file), named()]);
    for (const one of synced) if (one.status === 'rejected') throw one.reason;
  }

  function sync(): Promise<void> {
    syncing ??= syncOnce();
    return syncing;
  }

  function close(): void {
    if (taken !== null && isOpen) closeSync(taken.file);
    isOpen = false;
    if (memory !== null) pool.giveBack(memory);
    memory = null;
    waiting = 0;
  }

  return {
    write: (bytes) => {
      hash.update(bytes);
      size += bytes.length;
      memory ??= pool.take();
      if (waiting + bytes.length > memory.length) {
        spilling = spill(bytes);
        return spilling;
      }
      bytes.copy(memory, waiting);
      waiting += bytes.length;
      return null;
    },
    size: () => size,
    written: async () => {
      const { path } = flush();
      return { path, size };
    },
    sync,
    finish: async () => {
      await sync();
      const { path } = flush();
      close();
      return { path, sha256: hash.digest('hex') as Sha256, size };
    },
    discard: async () => {
      // Closing under a write would let it land in whatever file gets the number next.
      await spilling.catch(() => undefined);
      await syncing?.catch(() => undefined);
      close();
      if (taken !== null) await rm(taken.path, { force: true });
    },
  };
}

/** A write may take less than it was given, on a nearly full disk above all. */
async function writeAll(file: number, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await writeAt(file, bytes, done, bytes.length - done, null);
    done += bytesWritten;
  }
}
