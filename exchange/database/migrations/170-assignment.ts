/** 派诊: the duty roster with skills and weights. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const assignmentMigration: Migration = {
  name: '170-assignment',
  up: async (trx) => {
    await sql`CREATE TABLE "assignmentPolicy" (
      "policyId" INTEGER PRIMARY KEY CHECK ("policyId" = 1), document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
    await sql`CREATE INDEX "taskByHolder" ON task ("holderId") WHERE "holderId" IS NOT NULL`.execute(trx);
    await sql`CREATE INDEX "reportByTime" ON report ("committedAt")`.execute(trx);
  },
};
