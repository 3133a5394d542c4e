/** 会诊: beside what stands on the task, who may see the case while it is open, until when, and the draft that went along. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const consultationsMigration: Migration = {
  name: '202-consultations',
  up: async (trx) => {
    await sql`CREATE TABLE consultation (
      "consultationId" TEXT PRIMARY KEY, "taskId" TEXT NOT NULL REFERENCES task,
      "toSiteId" TEXT REFERENCES member ("memberId"), "toMemberId" TEXT REFERENCES member ("memberId"),
      open INTEGER NOT NULL CHECK (open IN (0, 1)), "answerBy" INTEGER NOT NULL, "caseState" TEXT NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE INDEX "consultationByOpen" ON consultation (open, "answerBy")`.execute(trx);
    await sql`CREATE INDEX "consultationBySite" ON consultation ("toSiteId", open)`.execute(trx);
  },
};
