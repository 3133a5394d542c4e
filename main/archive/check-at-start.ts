/**
 * The quick check of the vault at start, within a bound: are the files there that the index names, is everything that
 * came shortly before the end of the last run really on the disk, and does the index know what lies in the vault?
 */
import { randomBytes } from 'node:crypto';
import type { Sha256 } from '#shared/study/ids.ts';
import { type CheckObjectDeps, checkObject, checkPresence } from './check-object.ts';
import { walkVault } from './walk-vault.ts';

export interface StartCheck {
  readonly looked: number;
  readonly hashed: number;
  readonly missing: number;
  readonly damaged: number;
  /** True when files lie in the vault that the index does not know. */
  readonly hasUnindexed: boolean;
}

interface ObjectRow {
  sha256: Sha256;
  size: number;
}

/** Up to here every file is looked for and every size compared; beyond, so many at random, the rest at night. */
const lookAtMost = 20_000;
const sampled = 2000;
/** Up to here the vault is walked for files the index does not know. */
const walkAtMost = 5000;
/** A power cut may have taken what came this shortly before it, in ms. */
const recentMs = 10 * 60_000;
const hashAtMost = 256 * 1024 * 1024;
const hashSampled = 16;

export async function checkAtStart(deps: CheckObjectDeps): Promise<StartCheck> {
  const { sqlite } = deps.database;
  const count = sqlite.prepare('SELECT count(*) FROM object').pluck().get() as number;
  const rows = count <= lookAtMost ? allRows(deps) : sampleRows(deps, sampled);
  const verdicts = { whole: 0, missing: 0, damaged: 0 };
  for (const row of rows) verdicts[await checkPresence(deps, row)] += 1;
  let hashed = 0;
  let bytes = 0;
  const uneven = count <= lookAtMost ? unevenRows(deps) : [];
  const chosen = [...uneven, ...recentRows(deps), ...sampleRows(deps, hashSampled)];
  for (const row of new Map(chosen.map((one) => [one.sha256, one])).values()) {
    if (bytes + row.size > hashAtMost) break;
    bytes += row.size;
    hashed += 1;
    verdicts[await checkObject(deps, row)] += 1;
  }
  const { missing, damaged } = verdicts;
  const hasUnindexed = count <= walkAtMost && (await findsUnindexed(deps));
  return { looked: rows.length, hashed, missing, damaged, hasUnindexed };
}

function allRows(deps: CheckObjectDeps): ObjectRow[] {
  return deps.database.sqlite.prepare<[], ObjectRow>('SELECT sha256, size FROM object').all();
}

/** Hashes are spread evenly: the next one after a random place is a fair sample. */
function sampleRows(deps: CheckObjectDeps, wanted: number): ObjectRow[] {
  const next = deps.database.sqlite.prepare<[string], ObjectRow>(
    'SELECT sha256, size FROM object WHERE sha256 >= ? ORDER BY sha256 LIMIT 1',
  );
  const found = new Map<string, ObjectRow>();
  for (let tries = 0; tries < wanted; tries += 1) {
    const row = next.get(randomBytes(32).toString('hex'));
    if (row !== undefined) found.set(row.sha256, row);
  }
  return [...found.values()];
}

function recentRows(deps: CheckObjectDeps): ObjectRow[] {
  return deps.database.sqlite
    .prepare<[number], ObjectRow>(
      `SELECT sha256, size FROM object
       WHERE keptAt >= (SELECT max(keptAt) FROM object) - ? ORDER BY keptAt DESC LIMIT 2000`,
    )
    .all(recentMs);
}

/** Objects of which the index tells two sizes: one of them was changed by what no page check sees. */
function unevenRows(deps: CheckObjectDeps): ObjectRow[] {
  return deps.database.sqlite
    .prepare<[], ObjectRow>(
      `SELECT DISTINCT object.sha256, object.size FROM object JOIN instance USING (sha256) WHERE instance.size <> object.size`,
    )
    .all();
}

async function findsUnindexed(deps: CheckObjectDeps): Promise<boolean> {
  const known = deps.database.sqlite.prepare('SELECT 1 FROM object WHERE sha256 = ?').pluck();
  for await (const sha256 of walkVault(deps.vault)) if (known.get(sha256) === undefined) return true;
  return false;
}
