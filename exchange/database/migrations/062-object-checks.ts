/** The exchange's nightly re-hash: its reports, and the objects that are not here as they should be. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const objectChecksMigration: Migration = {
  name: '062-object-checks',
  up: async (trx) => {
    await sql`CREATE TABLE "objectCheck" (
      "checkId" TEXT PRIMARY KEY, "startedAt" INTEGER NOT NULL, "endedAt" INTEGER, "upTo" TEXT NOT NULL,
      objects INTEGER NOT NULL, bytes INTEGER NOT NULL, damaged INTEGER NOT NULL, missing INTEGER NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE TABLE "lostObject" (
      sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, why TEXT NOT NULL CHECK (why IN ('missing', 'damaged')),
      "foundAt" INTEGER NOT NULL, "restoredAt" INTEGER) STRICT`.execute(trx);
  },
};
