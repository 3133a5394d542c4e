/** 静默报警: each silence of a site, told once; and its deposits in the order of time, by which its habits are read. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const silenceMigration: Migration = {
  name: '181-silence',
  up: async (trx) => {
    await sql`CREATE TABLE silence (
      "siteId" TEXT NOT NULL REFERENCES member ("memberId"), since INTEGER NOT NULL, usual REAL NOT NULL,
      "toldAt" INTEGER NOT NULL, noted TEXT, "endedAt" INTEGER, PRIMARY KEY ("siteId", since)) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "depositByFirstByte" ON deposit ("firstByteAt")`.execute(trx);
  },
};
