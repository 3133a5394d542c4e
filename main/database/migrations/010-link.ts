/** Tables of the link: settings and cursor, the durable outbox, the audit chain, windows that were let in. */
import type { Migration } from '../migrations.ts';

export const linkMigration: Migration = {
  name: '010-link',
  up: (sqlite) => {
    sqlite.exec(`
      CREATE TABLE setting (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE outbox (
        itemId INTEGER PRIMARY KEY AUTOINCREMENT,
        commandId TEXT NOT NULL UNIQUE,
        what TEXT NOT NULL,
        -- Items of one lane are sent one after the other; lanes do not wait for each other.
        lane TEXT NOT NULL,
        taskId TEXT,
        body TEXT NOT NULL,
        createdAt INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        lastFailure TEXT,
        refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1))
      ) STRICT;
      CREATE INDEX outboxByLane ON outbox (lane, itemId);
      CREATE TABLE auditRecord (
        number INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        memberId TEXT,
        stationId TEXT,
        act TEXT NOT NULL,
        success INTEGER NOT NULL CHECK (success IN (0, 1)),
        object TEXT NOT NULL,
        detail TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER auditStays BEFORE DELETE ON auditRecord BEGIN SELECT RAISE(ABORT, 'append-only'); END;
      CREATE TRIGGER auditKeeps BEFORE UPDATE ON auditRecord BEGIN SELECT RAISE(ABORT, 'append-only'); END;
      CREATE TABLE windowGrant (
        -- SHA-256 of the window's cookie value.
        windowHash TEXT PRIMARY KEY,
        grantedAt INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
