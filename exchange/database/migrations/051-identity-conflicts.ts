/** Instances that came with two contents which differ in patient, side, date or pixels (journey step 4). */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const identityConflictsMigration: Migration = {
  name: '051-identity-conflicts',
  up: async (trx) => {
    await sql`CREATE TABLE "identityConflict" (
      "depositId" TEXT NOT NULL REFERENCES deposit, "sopInstanceUid" TEXT NOT NULL, "keptSha256" TEXT NOT NULL,
      "otherSha256" TEXT NOT NULL, differs TEXT NOT NULL, "foundAt" INTEGER NOT NULL, settled TEXT,
      PRIMARY KEY ("depositId", "sopInstanceUid", "otherSha256")) STRICT`.execute(trx);
  },
};
