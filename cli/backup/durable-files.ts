/** Writes and copies files so that they are on the disk before anybody relies on them; objects are hashed on the way. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const chunkSize = 1024 * 1024;

export async function writeDurably(path: string, content: string | Buffer, mode = 0o600): Promise<void> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(`${path}.new`, 'w', mode);
  await file
    .writeFile(content)
    .then(() => file.sync())
    .finally(() => file.close());
  renameSync(`${path}.new`, path);
  await syncFolder(dirname(path));
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

export interface CopiedFile {
  readonly sha256: string;
  readonly size: number;
}

/** Copies, syncs and hashes one file; null when it is not there. The copy of a file with another hash is removed. */
export async function copyHashed(
  from: string,
  to: string,
  expected: string | null,
): Promise<CopiedFile | null> {
  const source = await open(from, 'r').catch(() => null);
  if (source === null) return null;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const temporary = `${to}.new`;
  const target = await open(temporary, 'w', 0o600);
  let copied: CopiedFile;
  try {
    copied = await pump(source, target);
    await target.sync();
  } finally {
    await source.close();
    await target.close();
  }
  if (expected !== null && copied.sha256 !== expected) rmSync(temporary);
  else renameSync(temporary, to);
  return copied;
}

/** A second name for the same bytes where both lie on one file system; false where they do not. */
export function linkFile(from: string, to: string): boolean {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  try {
    linkSync(from, to);
    return true;
  } catch {
    return false;
  }
}

export async function hashFile(path: string): Promise<CopiedFile | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  return pump(file, null).finally(() => file.close());
}

export function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}

/** `objects/ab/cd/<sha256>` below a folder, as both programs keep it. */
export function objectPath(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
}

async function pump(source: FileHandle, target: FileHandle | null): Promise<CopiedFile> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(chunkSize);
  let size = 0;
  for (;;) {
    const { bytesRead } = await source.read(buffer, 0, chunkSize, size);
    if (bytesRead === 0) return { sha256: hash.digest('hex'), size };
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    size += bytesRead;
    for (let done = 0; target !== null && done < bytesRead; ) {
      done += (await target.write(chunk, done, bytesRead - done)).bytesWritten;
    }
  }
}
