/** Tables of the vault's checks: what was found missing or damaged until it is here again, and the report of each check. */
import type { Migration } from '../migrations.ts';

export const vaultChecksMigration: Migration = {
  name: '060-vault-checks',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE lostObject (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        size INTEGER NOT NULL,
        why TEXT NOT NULL CHECK (why IN ('missing', 'damaged')),
        foundAt INTEGER NOT NULL,
        triedAt INTEGER,
        -- FailureCode of the last try to fetch it again.
        lastFailure TEXT,
        restoredAt INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE vaultCheck (
        checkId INTEGER PRIMARY KEY,
        startedAt INTEGER NOT NULL,
        endedAt INTEGER,
        -- Where it goes on after a restart.
        upTo TEXT NOT NULL DEFAULT '',
        objects INTEGER NOT NULL DEFAULT 0,
        bytes INTEGER NOT NULL DEFAULT 0,
        damaged INTEGER NOT NULL DEFAULT 0,
        missing INTEGER NOT NULL DEFAULT 0
      ) STRICT;
    `);
  },
};
