/** What only grows: events, audit, answers to commands, cursors. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const recordsMigration: Migration = {
  name: '003-records',
  up: async (trx) => {
    await sql`CREATE TABLE event (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, "siteId" TEXT NOT NULL, change TEXT NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE TABLE audit (
      number INTEGER PRIMARY KEY, at INTEGER NOT NULL, "memberId" TEXT, "stationId" TEXT, act TEXT NOT NULL,
      success INTEGER NOT NULL CHECK (success IN (0, 1)), object TEXT NOT NULL, detail TEXT NOT NULL,
      hash TEXT NOT NULL) STRICT`.execute(trx);
    await sql`CREATE TABLE command (
      "callerId" TEXT NOT NULL, "commandId" TEXT NOT NULL, name TEXT NOT NULL, "bodyHash" TEXT NOT NULL,
      answer TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY ("callerId", "commandId")) STRICT`.execute(trx);
    await sql`CREATE INDEX "commandByAge" ON command (at)`.execute(trx);
    await sql`CREATE TABLE "feedCursor" (
      "memberId" TEXT PRIMARY KEY, cursor INTEGER NOT NULL, at INTEGER NOT NULL) STRICT`.execute(trx);
  },
};
