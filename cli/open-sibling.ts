/** Other files of one record, beside the one that was named: WFDB keeps header and signals apart, ISHNE its beats. */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const mostBytes = 2 * 1024 * 1024 * 1024 - 1;

/** Not a copy: the same memory, without Buffer's own ways. */
const plainBytes = ({ buffer, byteOffset, length }: Buffer) => new Uint8Array(buffer, byteOffset, length);

/** How a format opens what lies beside `path`. Names come from inside the file: none may lead out of its folder. */
export function besidePath(path: string): {
  readonly fileName: string;
  readonly sibling: (name: string) => Uint8Array | null;
} {
  return {
    fileName: basename(path),
    sibling: (name) => {
      if (name !== basename(name) || name === '' || name.includes('\\') || name.startsWith('.')) return null;
      try {
        const beside = join(dirname(path), name);
        const found = statSync(beside);
        return found.isFile() && found.size <= mostBytes ? plainBytes(readFileSync(beside)) : null;
      } catch {
        return null;
      }
    },
  };
}
