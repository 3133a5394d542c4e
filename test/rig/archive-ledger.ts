/** What was acknowledged, kept outside the store, and the proof that a data folder still holds all of it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { filesBelow } from '../main/intake/rig/test-station.ts';

export interface LedgerProof {
  readonly acknowledged: number;
  readonly instances: number;
  readonly lost: readonly string[];
  /** Rows whose file is not what its name says, or is not there. */
  readonly wrongFiles: readonly string[];
  /** UIDs that have more than one row. */
  readonly doubled: readonly string[];
  /** Instances without study or series, and the other way round. */
  readonly halfStudies: number;
  readonly integrity: string;
  readonly incoming: readonly string[];
}

/** `ledger`: SOP Instance UID → SHA-256 (hex) of its data set, noted when success was answered. */
export function proveLedger(folder: string, ledger: ReadonlyMap<string, string>): LedgerProof {
  const sqlite = new Sqlite(join(folder, 'station.sqlite'));
  try {
    const rows = sqlite
      .prepare<[], { sopInstanceUid: string; sha256: string; size: number }>(
        'SELECT sopInstanceUid, sha256, size FROM instance',
      )
      .all();
    const wrongFiles: string[] = [];
    const dataSets = new Map<string, string>();
    for (const { sopInstanceUid, sha256, size } of rows) {
      const path = join(folder, 'vault', 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
      const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      if (bytes.length !== size || hashOf(bytes) !== sha256) wrongFiles.push(sopInstanceUid);
      else dataSets.set(sopInstanceUid, hashOf(bytes.subarray(144 + bytes.readUInt32LE(140))));
    }
    const half = (sql: string): number => sqlite.prepare(sql).pluck().get() as number;
    const uids = rows.map((row) => row.sopInstanceUid);
    return {
      acknowledged: ledger.size,
      instances: rows.length,
      lost: [...ledger].filter(([uid, hash]) => dataSets.get(uid) !== hash).map(([uid]) => uid),
      wrongFiles,
      doubled: doublesOf(uids),
      halfStudies:
        half(
          'SELECT count(*) FROM instance i LEFT JOIN series s USING (studyInstanceUid, seriesInstanceUid) WHERE s.modality IS NULL',
        ) +
        half(
          'SELECT count(*) FROM series s LEFT JOIN study t USING (studyInstanceUid) WHERE t.kind IS NULL',
        ) +
        half(
          'SELECT count(*) FROM study WHERE studyInstanceUid NOT IN (SELECT studyInstanceUid FROM instance)',
        ),
      integrity: String(sqlite.pragma('integrity_check', { simple: true })),
      incoming: filesBelow(join(folder, 'vault', 'incoming')),
    };
  } finally {
    sqlite.close();
  }
}

/** What a proof must say when nothing is wrong. */
export const soundProof = {
  lost: [],
  wrongFiles: [],
  doubled: [],
  halfStudies: 0,
  integrity: 'ok',
  incoming: [],
};

export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function doublesOf(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const again = seen.has(name);
    seen.add(name);
    return again;
  });
}
