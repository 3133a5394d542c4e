/** Journey step 7: a held object as a source of byte ranges, for recordings that are too long to be read whole. */
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { failure } from '#shared/failure.ts';
import type { RangeSource } from '#shared/formats/ecg/read-window.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface OpenedSource {
  readonly source: RangeSource;
  readonly close: () => Promise<void>;
}

/** Opens an object's file until `close`. Fails with `object-not-found`. */
export async function openRangeFile(path: string): Promise<Result<OpenedSource>> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch {
    return fail(failure('object-not-found', { sha256: basename(path) }));
  }
  const { size } = await file.stat();
  return ok({
    source: {
      size,
      name: '',
      read: async (from, to) => {
        const start = Math.min(from, size);
        const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - start));
        let held = 0;
        while (held < bytes.length) {
          const { bytesRead } = await file.read(bytes, held, bytes.length - held, start + held);
          if (bytesRead === 0) break;
          held += bytesRead;
        }
        return bytes.subarray(0, held);
      },
      // Files of one record are one object here (a bundle), in which the reader finds them itself.
      sibling: () => Promise.resolve(null),
    },
    close: () => file.close(),
  });
}
