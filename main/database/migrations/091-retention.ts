/** Retention at a station: legal holds, runs, which studies have let their bytes go, and bytes still to be deleted. */
import type { Migration } from '../migrations.ts';

export const retentionMigration: Migration = {
  name: '091-retention',
  up: (sqlite) => {
    sqlite.exec(`
      ALTER TABLE study ADD COLUMN removedAt INTEGER;
      CREATE TABLE legalHold (
        studyInstanceUid TEXT PRIMARY KEY,
        reason TEXT NOT NULL,
        memberId TEXT NOT NULL,
        setAt INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE retentionRun (
        runId INTEGER PRIMARY KEY,
        startedAt INTEGER NOT NULL,
        endedAt INTEGER,
        memberId TEXT,
        studies INTEGER NOT NULL,
        objects INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        kept INTEGER NOT NULL
      ) STRICT;
      -- Bytes that no row needs any more and that are still on the disk.
      CREATE TABLE retiredObject (sha256 TEXT PRIMARY KEY, retiredAt INTEGER NOT NULL) STRICT;
    `);
  },
};
