/** A report that was set aside may be signed anew under the same claim: each signature has a row, and one at most is adopted. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const signedAnewMigration: Migration = {
  name: '211-signed-anew',
  up: async (trx) => {
    await sql`CREATE TABLE "reportAnew" (
      "reportId" TEXT NOT NULL, version INTEGER NOT NULL, "taskId" TEXT NOT NULL REFERENCES task, status TEXT NOT NULL,
      claim INTEGER NOT NULL, "memberId" TEXT NOT NULL, "memberName" TEXT NOT NULL,
      adopted INTEGER NOT NULL CHECK (adopted IN (0, 1)), "committedAt" INTEGER NOT NULL, "pdfSha256" TEXT NOT NULL,
      "reportHash" TEXT NOT NULL, "bodyHash" TEXT NOT NULL, document TEXT NOT NULL,
      PRIMARY KEY ("reportId", version, "taskId", claim, "reportHash")) STRICT`.execute(trx);
    await sql`INSERT INTO "reportAnew" ("reportId", version, "taskId", status, claim, "memberId", "memberName", adopted,
        "committedAt", "pdfSha256", "reportHash", "bodyHash", document)
      SELECT "reportId", version, "taskId", status, claim, "memberId", "memberName", adopted,
        "committedAt", "pdfSha256", "reportHash", "bodyHash", document FROM report`.execute(trx);
    await sql`DROP TABLE report`.execute(trx);
    await sql`ALTER TABLE "reportAnew" RENAME TO report`.execute(trx);
    await sql`CREATE INDEX "reportByTask" ON report ("taskId", "committedAt")`.execute(trx);
    await sql`CREATE INDEX "reportByTime" ON report ("committedAt")`.execute(trx);
    await sql`CREATE UNIQUE INDEX "reportAdopted" ON report ("reportId", version, "taskId", claim)
      WHERE adopted = 1`.execute(trx);
  },
};
