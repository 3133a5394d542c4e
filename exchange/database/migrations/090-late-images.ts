/** Image sets that a task was read with, so that a report signed before the last images came still has its place (journey step 10). */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const lateImagesMigration: Migration = {
  name: '090-late-images',
  up: async (trx) => {
    await sql`CREATE TABLE "taskImageSet" (
      "taskId" TEXT NOT NULL REFERENCES task, "imageSetSha256" TEXT NOT NULL, received INTEGER NOT NULL,
      at INTEGER NOT NULL, PRIMARY KEY ("taskId", "imageSetSha256")) STRICT`.execute(trx);
  },
};
