/** The escalation ladder: its policy, and when each running task has to be looked at next. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const escalationMigration: Migration = {
  name: '140-escalation',
  up: async (trx) => {
    await sql`CREATE TABLE "escalationPolicy" (
      "policyId" INTEGER PRIMARY KEY CHECK ("policyId" = 1), document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
    await sql`ALTER TABLE task ADD COLUMN "lookAt" INTEGER`.execute(trx);
    await sql`UPDATE task SET "lookAt" = 0
      WHERE closed = 0 AND "startedAt" IS NOT NULL AND "stoppedAt" IS NULL AND "pausedAt" IS NULL`.execute(
      trx,
    );
    await sql`CREATE INDEX "taskByLook" ON task ("lookAt") WHERE "lookAt" IS NOT NULL`.execute(trx);
    await sql`CREATE INDEX "taskByStop" ON task (kind, "stoppedAt")`.execute(trx);
  },
};
