/** 同行评议: drawn reports and edits with their scores, the key of the draw, and how many are drawn. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const peerReviewMigration: Migration = {
  name: '204-peer-review',
  up: async (trx) => {
    await sql`CREATE TABLE "peerReview" (
      "reviewId" TEXT PRIMARY KEY, source TEXT NOT NULL CHECK (source IN ('sample', 'edit')),
      "taskId" TEXT NOT NULL REFERENCES task, "reportId" TEXT NOT NULL, version INTEGER NOT NULL,
      kind TEXT NOT NULL, "siteId" TEXT NOT NULL, "authorId" TEXT NOT NULL, signers TEXT NOT NULL,
      "openedAt" INTEGER NOT NULL, change TEXT, "reviewerId" TEXT, "takenAt" INTEGER, declined TEXT NOT NULL,
      score INTEGER CHECK (score BETWEEN 1 AND 4), significant INTEGER NOT NULL, note TEXT NOT NULL,
      "scoredAt" INTEGER, answer TEXT, "answeredAt" INTEGER) STRICT`.execute(trx);
    await sql`CREATE UNIQUE INDEX "peerReviewByReport" ON "peerReview" ("reportId", version, source)`.execute(
      trx,
    );
    await sql`CREATE INDEX "peerReviewByTime" ON "peerReview" ("openedAt")`.execute(trx);
    await sql`CREATE INDEX "peerReviewOpen" ON "peerReview" ("openedAt") WHERE "scoredAt" IS NULL`.execute(
      trx,
    );
    await sql`CREATE INDEX "peerReviewUnanswered" ON "peerReview" ("authorId") WHERE "answeredAt" IS NULL`.execute(
      trx,
    );
    await sql`CREATE TABLE "peerReviewState" (
      "stateId" INTEGER PRIMARY KEY CHECK ("stateId" = 1), "drawKey" TEXT NOT NULL, changes INTEGER NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`INSERT INTO "peerReviewState" VALUES (1, hex(randomblob(32)), 0)`.execute(trx);
    await sql`CREATE TABLE "peerReviewPolicy" (
      "policyId" INTEGER PRIMARY KEY CHECK ("policyId" = 1), document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
  },
};
