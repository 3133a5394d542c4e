/** Electron's fuses are bytes inside its binary, '0' or '1', behind a sentinel, a version byte and a length byte. */
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const chunkBytes = 16 * 1024 * 1024;

/** Sets one fuse of an Electron binary by its number; throws when the binary has no fuse wire. */
export function setFuse(binary: string, fuse: number, on: boolean): void {
  const file = openSync(binary, 'r+');
  try {
    const at = findSentinel(file, fstatSync(file).size);
    if (at === -1) throw new Error(`${binary} has no fuses`);
    writeSync(file, Buffer.from(on ? '1' : '0'), 0, 1, at + sentinel.length + 2 + fuse);
  } finally {
    closeSync(file);
  }
}

function findSentinel(file: number, size: number): number {
  const chunk = Buffer.alloc(chunkBytes + sentinel.length);
  for (let start = 0; start < size; start += chunkBytes) {
    const read = readSync(file, chunk, 0, chunk.length, start);
    const found = chunk.subarray(0, read).indexOf(sentinel);
    if (found !== -1) return start + found;
  }
  return -1;
}
