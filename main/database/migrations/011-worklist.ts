/** Tables of the replica and of what readers make from it: tasks, orders, alerts, claims, drafts, reports, keys. */
import type { Migration } from '../migrations.ts';

export const worklistMigration: Migration = {
  name: '011-worklist',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE taskReplica (
        taskId TEXT PRIMARY KEY,
        seq INTEGER NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE orderReplica (
        orderId TEXT PRIMARY KEY,
        accessionNumber TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX orderByAccession ON orderReplica (accessionNumber);
      CREATE TABLE alert (
        taskId TEXT NOT NULL,
        alert TEXT NOT NULL,
        firedAt INTEGER NOT NULL,
        PRIMARY KEY (taskId, alert)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE ownClaim (
        taskId TEXT NOT NULL,
        memberId TEXT NOT NULL,
        claim INTEGER NOT NULL,
        imageSetSha256 TEXT,
        PRIMARY KEY (taskId, memberId)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE manifest (
        taskId TEXT PRIMARY KEY,
        studyInstanceUid TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE shownImage (
        taskId TEXT NOT NULL,
        memberId TEXT NOT NULL,
        sopInstanceUid TEXT NOT NULL,
        PRIMARY KEY (taskId, memberId, sopInstanceUid)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE draft (
        taskId TEXT NOT NULL,
        memberId TEXT NOT NULL,
        memberName TEXT NOT NULL,
        claim INTEGER NOT NULL,
        revision INTEGER NOT NULL,
        content TEXT NOT NULL,
        savedAt INTEGER NOT NULL,
        PRIMARY KEY (taskId, memberId)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE phrase (
        phraseId TEXT PRIMARY KEY,
        sort TEXT NOT NULL CHECK (sort IN ('template', 'snippet')),
        memberId TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE report (
        reportId TEXT NOT NULL,
        version INTEGER NOT NULL,
        taskId TEXT NOT NULL,
        memberId TEXT NOT NULL,
        body TEXT NOT NULL,
        pdfSha256 TEXT NOT NULL,
        -- queued: signed here, not yet answered; committed; refused: see the outbox.
        state TEXT NOT NULL CHECK (state IN ('queued', 'committed', 'refused')),
        adopted INTEGER NOT NULL CHECK (adopted IN (0, 1)),
        committedAt INTEGER,
        verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
        verifiedAt INTEGER,
        openedAt INTEGER,
        PRIMARY KEY (reportId, version, pdfSha256)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX reportByTask ON report (taskId);
      -- Reports the feed has told of and this station does not hold yet.
      CREATE TABLE wantedReport (
        reportId TEXT NOT NULL,
        version INTEGER NOT NULL,
        taskId TEXT NOT NULL,
        adopted INTEGER NOT NULL,
        lastFailure TEXT,
        PRIMARY KEY (reportId, version)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE signingKey (
        memberId TEXT PRIMARY KEY,
        memberName TEXT NOT NULL,
        member TEXT NOT NULL,
        publicKey TEXT NOT NULL,
        certificate TEXT,
        notAfter INTEGER,
        sealedByPassword TEXT NOT NULL,
        sealedByPin TEXT,
        wrongPins INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX signingKeyByName ON signingKey (memberName);
    `);
  },
};
