/** The board asks for the phases of thousands of tasks at once: their stamps stand in columns. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const stamps = ['firstByteAt', 'openedAt', 'claimedAt', 'signedAt', 'deliveredAt', 'receivedAt'] as const;

export const taskStampsMigration: Migration = {
  name: '171-task-stamps',
  up: async (trx) => {
    for (const stamp of stamps) {
      await sql`ALTER TABLE task ADD COLUMN ${sql.ref(stamp)} INTEGER`.execute(trx);
      await sql`UPDATE task SET ${sql.ref(stamp)} = json_extract(document, ${`$.stamps.${stamp}`})`.execute(
        trx,
      );
    }
  },
};
