/** Proposals that two records are one person, merges with their undoing, and what reports quote. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const patientMergesMigration: Migration = {
  name: '011-patient-merges',
  up: async (trx) => {
    await sql`CREATE TABLE "patientProposal" (
      "proposalId" TEXT PRIMARY KEY, one TEXT NOT NULL REFERENCES patient ("patientId"),
      other TEXT NOT NULL REFERENCES patient ("patientId"), confidence REAL NOT NULL, reasons TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'merged', 'dismissed', 'withdrawn')),
      "createdAt" INTEGER NOT NULL, "changedAt" INTEGER NOT NULL, "decidedBy" TEXT, note TEXT NOT NULL,
      UNIQUE (one, other), CHECK (one < other)) STRICT`.execute(trx);
    await sql`CREATE INDEX "patientProposalByState" ON "patientProposal" (state, confidence)`.execute(trx);
    await sql`CREATE TABLE "patientMerge" (
      "mergeId" TEXT PRIMARY KEY, one TEXT NOT NULL REFERENCES patient ("patientId"),
      other TEXT NOT NULL REFERENCES patient ("patientId"), confidence REAL NOT NULL, reasons TEXT NOT NULL,
      "mergedAt" INTEGER NOT NULL, "mergedBy" TEXT, note TEXT NOT NULL, "undoneAt" INTEGER, "undoneBy" TEXT,
      "undoNote" TEXT NOT NULL, CHECK (one < other)) STRICT`.execute(trx);
    await sql`CREATE UNIQUE INDEX "patientMergeStanding" ON "patientMerge" (one, other)
      WHERE "undoneAt" IS NULL`.execute(trx);
    await sql`CREATE INDEX "patientMergeByOther" ON "patientMerge" (other)`.execute(trx);
    await sql`CREATE TABLE "reportQuote" (
      "reportId" TEXT NOT NULL, version INTEGER NOT NULL, claim INTEGER NOT NULL, "taskId" TEXT NOT NULL REFERENCES task,
      "depositId" TEXT NOT NULL REFERENCES deposit, quote TEXT NOT NULL,
      PRIMARY KEY ("reportId", version, claim, "depositId")) STRICT`.execute(trx);
    await sql`CREATE INDEX "reportQuoteByDeposit" ON "reportQuote" ("depositId")`.execute(trx);
    await sql`CREATE INDEX "reportQuoteByTask" ON "reportQuote" ("taskId")`.execute(trx);
  },
};
