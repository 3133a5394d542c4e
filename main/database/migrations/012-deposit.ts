/** Tables of the deposit (journey step 4): what is on its way to the exchange, so that any kill can be resumed. */
import type { Migration } from '../migrations.ts';

export const depositMigration: Migration = {
  name: '012-deposit',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE deposit (
        depositId TEXT PRIMARY KEY,
        studyInstanceUid TEXT NOT NULL UNIQUE,
        -- Joined by hand at this station before the deposit was opened; null: the exchange joins by accession number.
        orderId TEXT,
        opened INTEGER NOT NULL DEFAULT 0,
        -- Answer of the exchange, as it last was.
        state TEXT,
        -- Why it closes and at how many; null while objects may still come. \`closedCount\`: what the exchange was told.
        closeReason TEXT,
        wantedCount INTEGER,
        closedCount INTEGER,
        firstByteAt INTEGER NOT NULL,
        refusal TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE depositObject (
        rowOrder INTEGER PRIMARY KEY,
        depositId TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        sopInstanceUid TEXT NOT NULL,
        size INTEGER NOT NULL,
        announced INTEGER NOT NULL DEFAULT 0,
        uploaded INTEGER NOT NULL DEFAULT 0,
        UNIQUE (depositId, sha256, sopInstanceUid)
      ) STRICT;
    `);
  },
};
