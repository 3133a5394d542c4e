/** Documents beside the images of a deposit (journey step 4): received like images, counted apart from n/m. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const documentsApartMigration: Migration = {
  name: '060-documents-apart',
  up: async (trx) => {
    // What was announced before stays counted as it was: a running deposit keeps the m that its sender said.
    await sql`ALTER TABLE "depositObject" ADD COLUMN document INTEGER NOT NULL DEFAULT 0`.execute(trx);
    await sql`ALTER TABLE deposit ADD COLUMN documents INTEGER NOT NULL DEFAULT 0`.execute(trx);
    await sql`ALTER TABLE deposit ADD COLUMN "announcedDocuments" INTEGER NOT NULL DEFAULT 0`.execute(trx);
  },
};
