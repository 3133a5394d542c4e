/** A worklist in the order of change, of the centre, of a site or of a state, reads as many rows as it shows. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const worklistOrderMigration: Migration = {
  name: '210-worklist-order',
  up: async (trx) => {
    await sql`CREATE INDEX "taskBySeq" ON task (seq)`.execute(trx);
    await sql`CREATE INDEX "taskBySite" ON task ("siteId", seq)`.execute(trx);
    await sql`CREATE INDEX "taskByStateSeq" ON task (state, seq)`.execute(trx);
    await sql`CREATE INDEX "taskByOpen" ON task (closed, seq)`.execute(trx);
    await sql`CREATE INDEX "taskBySiteOpen" ON task ("siteId", closed, seq)`.execute(trx);
    await sql`CREATE INDEX "taskBySiteState" ON task ("siteId", state, seq)`.execute(trx);
  },
};
