/** Objects that readers save beside the images they read (SR, key objects, presentation states): in no deposit's count and in no image set. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const savedMarksMigration: Migration = {
  name: '150-saved-marks',
  up: async (trx) => {
    await sql`CREATE TABLE "savedMark" (
      "depositId" TEXT NOT NULL REFERENCES deposit, "sopInstanceUid" TEXT NOT NULL, sha256 TEXT NOT NULL,
      series TEXT NOT NULL, instance TEXT NOT NULL, "memberId" TEXT NOT NULL, "savedAt" INTEGER NOT NULL,
      PRIMARY KEY ("depositId", "sopInstanceUid")) STRICT`.execute(trx);
    await sql`CREATE INDEX "savedMarkByObject" ON "savedMark" (sha256)`.execute(trx);
  },
};
