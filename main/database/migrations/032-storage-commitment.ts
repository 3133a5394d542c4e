/** Storage commitment (journey step 3): what a device asked to be sure of, what was found, and whether it heard of it. */
import type { Migration } from '../migrations.ts';

export const storageCommitmentMigration: Migration = {
  name: '032-storage-commitment',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE commitment (
        commitmentId INTEGER PRIMARY KEY,
        transactionUid TEXT NOT NULL,
        callingAet TEXT NOT NULL,
        host TEXT NOT NULL,
        -- JSON: [{ sopClassUid, sopInstanceUid }] as asked.
        wanted TEXT NOT NULL,
        -- JSON: the failures by reason, or null while the vault is being read.
        outcome TEXT,
        requestedAt INTEGER NOT NULL,
        settledAt INTEGER,
        deliveredAt INTEGER,
        attempts INTEGER NOT NULL DEFAULT 0,
        nextAttemptAt INTEGER,
        lastTrouble TEXT NOT NULL DEFAULT '',
        UNIQUE (callingAet, transactionUid)
      ) STRICT;
    `);
  },
};
