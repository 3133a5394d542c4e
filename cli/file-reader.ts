/** Reads one file after the other into the same memory: a folder of ten thousand files takes no more than its largest. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Memory beyond this is given back after the file. */
const keptBytes = 64 * 1024 * 1024;

/**
 * A reader whose answer holds only until the next call. It reads while the caller waits: a command line has nothing else
 * to do, and the way through the thread pool takes longer than most headers. Throws what the system throws.
 */
export function createFileReader(): (path: string) => Uint8Array {
  let kept = new Uint8Array(1024 * 1024);
  return (path) => {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      let memory = kept;
      if (size > memory.length) memory = new Uint8Array(Math.ceil(size * 1.25));
      if (memory.length <= keptBytes) kept = memory;
      let held = 0;
      while (held < size) {
        const read = readSync(file, memory, held, size - held, held);
        if (read === 0) break;
        held += read;
      }
      return memory.subarray(0, held);
    } finally {
      closeSync(file);
    }
  };
}
