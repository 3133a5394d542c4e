/** Sending studies on to other DICOM nodes: the nodes, what was asked, and where each instance stands. */
import type { Migration } from '../migrations.ts';

export const forwardMigration: Migration = {
  name: '033-forward',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE forwardNode (
        nodeId TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        aet TEXT NOT NULL,
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        tls INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE forward (
        forwardId TEXT PRIMARY KEY,
        studyInstanceUid TEXT NOT NULL,
        aet TEXT NOT NULL,
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        tls INTEGER NOT NULL,
        requestedBy TEXT NOT NULL,
        requestedAt INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        nextAttemptAt INTEGER,
        -- Why the last association failed as a whole: a failure as JSON.
        trouble TEXT,
        endedAt INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE forwardInstance (
        forwardId TEXT NOT NULL REFERENCES forward ON DELETE CASCADE,
        sopInstanceUid TEXT NOT NULL,
        sopClassUid TEXT NOT NULL,
        transferSyntaxUid TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
        sentSyntaxUid TEXT,
        -- A failure as JSON.
        trouble TEXT,
        PRIMARY KEY (forwardId, sopInstanceUid)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
