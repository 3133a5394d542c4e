/** Hands an exam over by the watched folder, as devices without a network role do: written aside, then renamed. */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ExamObject } from '../exam.ts';

const prefix = 'practice-';
/** The device's own housekeeping: what it exported so long ago it deletes. */
const keepMs = 60 * 60_000;

/** Writes all objects; each appears under its final name only when it is whole. */
export async function dropIntoFolder(
  objects: readonly ExamObject[],
  folder: string,
  accessionNumber: string,
): Promise<Result<{ readonly stored: number }>> {
  try {
    await mkdir(folder, { recursive: true });
    await clearOld(folder);
    for (const { name, bytes } of objects) {
      const path = join(folder, `${prefix}${accessionNumber}-${name}`);
      const file = await open(`${path}.part`, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${path}.part`, path);
    }
    return ok({ stored: objects.length });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail(failure('practice-push-failed', { detail }));
  }
}

async function clearOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const facts = await stat(join(folder, name)).catch(() => null);
    if (facts?.isFile() && Date.now() - facts.mtimeMs > keepMs) await rm(join(folder, name), { force: true });
  }
}
