/** Compares one held object with its name. What is wrong is set aside, noted as lost and no longer counted as held. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { Vault } from './vault.ts';

export interface CheckObjectDeps {
  readonly database: StationDatabase;
  readonly vault: Vault;
  /** Station time in ms. */
  readonly clock: () => number;
}

export type ObjectVerdict = 'whole' | 'missing' | 'damaged';

/**
 * The name of a file is the hash of its bytes: where they agree and the index tells another size, the index is what is wrong, and
 * is put right. `pause` is awaited between chunks, so that a check at night never stands in the way of an arrival.
 */
export async function checkObject(
  deps: CheckObjectDeps,
  object: { readonly sha256: Sha256; readonly size: number },
  pause: (bytes: number) => Promise<void> | null = () => null,
): Promise<ObjectVerdict> {
  const path = deps.vault.pathOf(object.sha256);
  const facts = await stat(path).catch(() => null);
  if (facts === null) return noteLost(deps, object, 'missing');
  const hash = createHash('sha256');
  // A file that cannot be read (EIO) is as damaged as one with other bytes.
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer);
      const wait = pause((chunk as Buffer).length);
      if (wait !== null) await wait;
    }
    if (hash.digest('hex') === object.sha256) {
      await putSizeRight(deps, object.sha256, facts.size);
      return 'whole';
    }
  } catch {
    // Set aside below.
  }
  await rename(path, deps.vault.refusedPathOf(object.sha256)).catch(() => undefined);
  return noteLost(deps, object, 'damaged');
}

/** Only looks whether a file of the right size lies there: quick enough for thousands at a start. */
export async function checkPresence(
  deps: CheckObjectDeps,
  object: { readonly sha256: Sha256; readonly size: number },
): Promise<ObjectVerdict> {
  const facts = await stat(deps.vault.pathOf(object.sha256)).catch(() => null);
  if (facts?.size === object.size) return 'whole';
  return checkObject(deps, object);
}

async function noteLost(
  deps: CheckObjectDeps,
  { sha256, size }: { readonly sha256: Sha256; readonly size: number },
  why: 'missing' | 'damaged',
): Promise<'missing' | 'damaged'> {
  const { sqlite, commit } = deps.database;
  await commit(() => {
    sqlite.prepare('DELETE FROM object WHERE sha256 = ?').run(sha256);
    sqlite
      .prepare(
        `INSERT INTO lostObject (sha256, size, why, foundAt) VALUES (?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET why = excluded.why, foundAt = excluded.foundAt, restoredAt = NULL`,
      )
      .run(sha256, size, why, deps.clock());
  });
  return why;
}

async function putSizeRight(deps: CheckObjectDeps, sha256: Sha256, size: number): Promise<void> {
  const { sqlite, commit } = deps.database;
  const isWrong = sqlite
    .prepare<[string, number, string, number], 1>(
      `SELECT 1 FROM object WHERE sha256 = ? AND size <> ? UNION ALL SELECT 1 FROM instance WHERE sha256 = ? AND size <> ?`,
    )
    .get(sha256, size, sha256, size);
  if (isWrong === undefined) return;
  await commit(() => {
    sqlite.prepare('UPDATE object SET size = ? WHERE sha256 = ?').run(size, sha256);
    sqlite.prepare('UPDATE instance SET size = ? WHERE sha256 = ?').run(size, sha256);
  });
}
