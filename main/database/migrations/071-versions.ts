/** What was found when several contents claim one SOP Instance UID (journey step 3); can be judged again from the vault. */
import type { Migration } from '../migrations.ts';

export const versionsMigration: Migration = {
  name: '071-versions',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE instanceVersion (
        sopInstanceUid TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        -- The content that came first, which it was compared with.
        keptSha256 TEXT NOT NULL,
        judgement TEXT NOT NULL CHECK (judgement IN ('harmless', 'conflict')),
        -- JSON of VersionDifference[].
        differs TEXT NOT NULL,
        judgedAt INTEGER NOT NULL,
        PRIMARY KEY (sopInstanceUid, sha256)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
