/** 图像质量: the score of each exam, counted by month and site, and the policy that says where one is required. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const imageQualityMigration: Migration = {
  name: '180-image-quality',
  up: async (trx) => {
    await sql`CREATE TABLE "qualityScore" (
      "taskId" TEXT PRIMARY KEY REFERENCES task, grade TEXT NOT NULL CHECK (grade IN ('A', 'B', 'C')),
      reason TEXT, "memberId" TEXT NOT NULL, "scoredAt" INTEGER NOT NULL) STRICT`.execute(trx);
    await sql`CREATE TABLE "qualityPolicy" (
      "policyId" INTEGER PRIMARY KEY CHECK ("policyId" = 1), document TEXT NOT NULL, "setAt" INTEGER NOT NULL,
      "memberId" TEXT NOT NULL) STRICT`.execute(trx);
  },
};
