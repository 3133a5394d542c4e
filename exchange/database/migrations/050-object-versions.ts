/** Objects that come in another encoding than the device's, and several contents under one SOP Instance UID (journey step 4). */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const objectVersionsMigration: Migration = {
  name: '050-object-versions',
  up: async (trx) => {
    // What the device sent, where the object is a lossless recompression of it; else the object itself.
    await sql`ALTER TABLE "depositObject" ADD COLUMN "originalSha256" TEXT NOT NULL DEFAULT ''`.execute(trx);
    await sql`ALTER TABLE "depositObject" ADD COLUMN "originalSize" INTEGER NOT NULL DEFAULT 0`.execute(trx);
    await sql`UPDATE "depositObject" SET "originalSha256" = sha256, "originalSize" = size`.execute(trx);
    await sql`ALTER TABLE deposit ADD COLUMN "originalBytes" INTEGER NOT NULL DEFAULT 0`.execute(trx);
    await sql`UPDATE deposit SET "originalBytes" = "announcedBytes"`.execute(trx);
    // 0: in the set that is read; 1, 2, …: other bytes under the same UID, kept beside it.
    await sql`ALTER TABLE "depositObject" ADD COLUMN variant INTEGER NOT NULL DEFAULT 0`.execute(trx);
  },
};
