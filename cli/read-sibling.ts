/** Another file of the same record, beside the one a command was given: WFDB keeps header and signals apart. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Reads files of the folder of `path` by their bare name; null for one that is not there or names another folder. */
export function readSibling(path: string): (name: string) => Uint8Array | null {
  return (name) => {
    if (name !== basename(name) || name === '' || name.startsWith('..')) return null;
    try {
      return new Uint8Array(readFileSync(join(dirname(path), name)));
    } catch {
      return null;
    }
  };
}
