/** The audit is searched by time, object, person, act and refusal at a million records, and what was proved of it is kept. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const auditViewMigration: Migration = {
  name: '190-audit-view',
  up: async (trx) => {
    await sql`CREATE INDEX "auditByTime" ON audit (at)`.execute(trx);
    await sql`CREATE INDEX "auditByObject" ON audit (object, at)`.execute(trx);
    await sql`CREATE INDEX "auditByMember" ON audit ("memberId", at)`.execute(trx);
    await sql`CREATE INDEX "auditByAct" ON audit (act, at)`.execute(trx);
    await sql`CREATE INDEX "auditByRefusal" ON audit (at) WHERE success = 0`.execute(trx);
    await sql`CREATE TABLE "auditProof" (
      "proofId" INTEGER PRIMARY KEY, "checkedAt" INTEGER NOT NULL, "memberId" TEXT, "fromNumber" INTEGER NOT NULL,
      number INTEGER NOT NULL, hash TEXT NOT NULL, "brokenAt" INTEGER) STRICT`.execute(trx);
    await sql`CREATE TABLE "auditAnchor" (
      number INTEGER PRIMARY KEY, hash TEXT NOT NULL, "brokenAt" INTEGER NOT NULL, "memberId" TEXT NOT NULL,
      reason TEXT NOT NULL, at INTEGER NOT NULL) STRICT`.execute(trx);
  },
};
