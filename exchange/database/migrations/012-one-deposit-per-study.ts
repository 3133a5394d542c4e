/** A site deposits a study once, whoever races: the index says so, not only the code that looks first. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const oneDepositPerStudyMigration: Migration = {
  name: '012-one-deposit-per-study',
  up: async (trx) => {
    await sql`DROP INDEX "depositByStudy"`.execute(trx);
    await sql`CREATE UNIQUE INDEX "depositByStudy" ON deposit ("siteId", "studyInstanceUid")`.execute(trx);
  },
};
