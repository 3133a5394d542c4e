/** Orders, deposits, tasks, claims, drafts and reports. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const journeyMigration: Migration = {
  name: '002-journey',
  up: async (trx) => {
    await sql`CREATE TABLE "order" (
      "orderId" TEXT PRIMARY KEY, "siteId" TEXT NOT NULL REFERENCES member ("memberId"), "accessionNumber" TEXT NOT NULL,
      "studyInstanceUid" TEXT, "depositId" TEXT, "placedAt" INTEGER NOT NULL, document TEXT NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "orderByAccession" ON "order" ("siteId", "accessionNumber")`.execute(trx);
    await sql`CREATE TABLE deposit (
      "depositId" TEXT PRIMARY KEY, "siteId" TEXT NOT NULL REFERENCES member ("memberId"), "memberId" TEXT NOT NULL,
      kind TEXT NOT NULL, "studyInstanceUid" TEXT NOT NULL, modality TEXT NOT NULL, "bodyPart" TEXT NOT NULL,
      study TEXT NOT NULL, "orderId" TEXT REFERENCES "order", "taskId" TEXT, state TEXT NOT NULL, expected INTEGER,
      received INTEGER NOT NULL, "receivedBytes" INTEGER NOT NULL, "announcedBytes" INTEGER NOT NULL,
      "firstByteAt" INTEGER NOT NULL, "lastProgressAt" INTEGER, "completeAt" INTEGER, "incompleteReason" TEXT,
      "toldAt" INTEGER NOT NULL) STRICT`.execute(trx);
    await sql`CREATE INDEX "depositByStudy" ON deposit ("siteId", "studyInstanceUid")`.execute(trx);
    await sql`CREATE INDEX "depositByState" ON deposit (state)`.execute(trx);
    await sql`CREATE TABLE "depositObject" (
      "depositId" TEXT NOT NULL REFERENCES deposit, "sopInstanceUid" TEXT NOT NULL, sha256 TEXT NOT NULL,
      size INTEGER NOT NULL, series TEXT NOT NULL, instance TEXT NOT NULL, "receivedAt" INTEGER,
      late INTEGER NOT NULL CHECK (late IN (0, 1)), PRIMARY KEY ("depositId", "sopInstanceUid", sha256)) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "depositObjectByHash" ON "depositObject" (sha256)`.execute(trx);
    await sql`CREATE TABLE object (
      sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, "keptAt" INTEGER NOT NULL) STRICT`.execute(trx);
    await sql`CREATE TABLE "objectSite" (
      sha256 TEXT NOT NULL REFERENCES object, "siteId" TEXT NOT NULL, PRIMARY KEY (sha256, "siteId")) STRICT`.execute(
      trx,
    );
    await sql`CREATE TABLE upload (
      "uploadId" TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, "memberId" TEXT NOT NULL, "siteId" TEXT,
      "depositId" TEXT, metadata TEXT NOT NULL, "createdAt" INTEGER NOT NULL) STRICT`.execute(trx);
    await sql`CREATE TABLE task (
      "taskId" TEXT PRIMARY KEY, "depositId" TEXT NOT NULL REFERENCES deposit, "orderId" TEXT NOT NULL REFERENCES "order",
      "siteId" TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL, closed INTEGER NOT NULL, claim INTEGER NOT NULL,
      "holderId" TEXT, "leaseUntil" INTEGER, "holderAlive" INTEGER NOT NULL, "startedAt" INTEGER, "stoppedAt" INTEGER,
      "targetMs" INTEGER NOT NULL, "pausedMs" INTEGER NOT NULL, seq INTEGER NOT NULL, document TEXT NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "taskByState" ON task (closed, state)`.execute(trx);
    await sql`CREATE INDEX "taskByLease" ON task ("holderAlive", "leaseUntil")`.execute(trx);
    await sql`CREATE INDEX "taskByStart" ON task ("startedAt")`.execute(trx);
    await sql`CREATE TABLE claim (
      "taskId" TEXT NOT NULL REFERENCES task, number INTEGER NOT NULL, "memberId" TEXT NOT NULL, "stationId" TEXT,
      "claimedAt" INTEGER NOT NULL, PRIMARY KEY ("taskId", number)) STRICT`.execute(trx);
    await sql`CREATE TABLE draft (
      "taskId" TEXT NOT NULL REFERENCES task, "memberId" TEXT NOT NULL, "memberName" TEXT NOT NULL,
      claim INTEGER NOT NULL, revision INTEGER NOT NULL, content TEXT NOT NULL, "savedAt" INTEGER NOT NULL,
      PRIMARY KEY ("taskId", "memberId")) STRICT`.execute(trx);
    await sql`CREATE TABLE report (
      "reportId" TEXT NOT NULL, version INTEGER NOT NULL, "taskId" TEXT NOT NULL REFERENCES task, status TEXT NOT NULL,
      claim INTEGER NOT NULL, "memberId" TEXT NOT NULL, "memberName" TEXT NOT NULL,
      adopted INTEGER NOT NULL CHECK (adopted IN (0, 1)), "committedAt" INTEGER NOT NULL, "pdfSha256" TEXT NOT NULL,
      "reportHash" TEXT NOT NULL, "bodyHash" TEXT NOT NULL, document TEXT NOT NULL,
      PRIMARY KEY ("reportId", version, claim)) STRICT`.execute(trx);
    await sql`CREATE INDEX "reportByTask" ON report ("taskId", "committedAt")`.execute(trx);
    await sql`CREATE TABLE delivery (
      "reportId" TEXT NOT NULL, version INTEGER NOT NULL, "deliveredAt" INTEGER NOT NULL, "stationId" TEXT NOT NULL,
      "receivedAt" INTEGER, "receivedBy" TEXT, "openedAt" INTEGER, PRIMARY KEY ("reportId", version)) STRICT`.execute(
      trx,
    );
  },
};
