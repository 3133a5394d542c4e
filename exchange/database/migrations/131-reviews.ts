/** Two doctors: the policy that asks for them, and what a writer has submitted to the second one. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const reviewsMigration: Migration = {
  name: '131-reviews',
  up: async (trx) => {
    await sql`CREATE TABLE "reviewPolicy" (
      "policyId" INTEGER PRIMARY KEY CHECK ("policyId" = 1), document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
    await sql`CREATE TABLE submission (
      "taskId" TEXT NOT NULL REFERENCES task, claim INTEGER NOT NULL, "memberId" TEXT NOT NULL,
      "bodyHash" TEXT NOT NULL, "submittedAt" INTEGER NOT NULL, document TEXT NOT NULL,
      PRIMARY KEY ("taskId", claim)) STRICT`.execute(trx);
  },
};
