/** What goes with a case that is held out to a colleague, or handed over: draft, measurements and view, until the next time. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const batonMigration: Migration = {
  name: '206-baton',
  up: async (trx) => {
    await sql`CREATE TABLE baton (
      "taskId" TEXT PRIMARY KEY REFERENCES task, claim INTEGER NOT NULL, "toId" TEXT, load TEXT NOT NULL,
      "openUntil" INTEGER) STRICT`.execute(trx);
    await sql`CREATE INDEX "batonByOpen" ON baton ("openUntil")`.execute(trx);
  },
};
