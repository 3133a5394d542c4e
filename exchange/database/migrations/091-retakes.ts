/** Side move *retake*: what the statistics need to know of it without reading every task's document. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const retakesMigration: Migration = {
  name: '091-retakes',
  up: async (trx) => {
    await sql`ALTER TABLE task ADD COLUMN "pausedAt" INTEGER`.execute(trx);
    await sql`ALTER TABLE task ADD COLUMN retaken INTEGER NOT NULL DEFAULT 0 CHECK (retaken IN (0, 1))`.execute(
      trx,
    );
    await sql`CREATE INDEX "taskByOrder" ON task ("orderId")`.execute(trx);
  },
};
