/** The loop of a critical value: its picture, and when somebody has to be telephoned next. The loop itself is on its task. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const criticalNoticesMigration: Migration = {
  name: '141-critical-notices',
  up: async (trx) => {
    await sql`CREATE TABLE "criticalNotice" (
      "noticeId" TEXT PRIMARY KEY, "taskId" TEXT NOT NULL REFERENCES task, "raisedAt" INTEGER NOT NULL,
      "nextRungAt" INTEGER, picture TEXT) STRICT`.execute(trx);
    await sql`CREATE INDEX "criticalNoticeByRung" ON "criticalNotice" ("nextRungAt") WHERE "nextRungAt" IS NOT NULL`.execute(
      trx,
    );
  },
};
