/** Retention at the exchange: rules, legal holds, runs, and which deposits have let their objects go. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const retentionMigration: Migration = {
  name: '061-retention',
  up: async (trx) => {
    await sql`ALTER TABLE deposit ADD COLUMN "removedAt" INTEGER`.execute(trx);
    await sql`CREATE TABLE "retentionPolicy" (
      "policyId" INTEGER PRIMARY KEY CHECK ("policyId" = 1), document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
    await sql`CREATE TABLE "legalHold" (
      "studyInstanceUid" TEXT PRIMARY KEY, reason TEXT NOT NULL, "memberId" TEXT NOT NULL, "setAt" INTEGER NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE TABLE "retentionRun" (
      "runId" TEXT PRIMARY KEY, "startedAt" INTEGER NOT NULL, "endedAt" INTEGER, "memberId" TEXT, studies INTEGER NOT NULL,
      objects INTEGER NOT NULL, bytes INTEGER NOT NULL, kept INTEGER NOT NULL) STRICT`.execute(trx);
    // Bytes that no row needs any more and that are still on the disk.
    await sql`CREATE TABLE "retiredObject" (sha256 TEXT PRIMARY KEY, "retiredAt" INTEGER NOT NULL) STRICT`.execute(
      trx,
    );
  },
};
