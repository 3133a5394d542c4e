/** The board asks for the critical values of a period. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const criticalBoardMigration: Migration = {
  name: '192-critical-board',
  up: async (trx) => {
    await sql`CREATE INDEX "criticalNoticeByTime" ON "criticalNotice" ("raisedAt")`.execute(trx);
  },
};
