/** 双向转诊: each referral between two sites, found by its task, by the PDF its receiver may fetch, and by its number. */
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

export const referralsMigration: Migration = {
  name: '201-referrals',
  up: async (trx) => {
    await sql`CREATE TABLE referral (
      "referralId" TEXT PRIMARY KEY, "taskId" TEXT NOT NULL REFERENCES task, "fromSiteId" TEXT NOT NULL REFERENCES member ("memberId"),
      "toSiteId" TEXT NOT NULL REFERENCES member ("memberId"), closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
      "pdfSha256" TEXT NOT NULL, document TEXT NOT NULL) STRICT`.execute(trx);
    await sql`CREATE INDEX "referralByTask" ON referral ("taskId")`.execute(trx);
    await sql`CREATE INDEX "referralByPdf" ON referral ("pdfSha256", "toSiteId")`.execute(trx);
  },
};
