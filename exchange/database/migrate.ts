/** Brings an exchange database to this program's tables, or refuses one that a newer program has written. */
import { type Kysely, sql, type Transaction } from 'kysely';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { membersMigration } from './migrations/001-members.ts';
import { journeyMigration } from './migrations/002-journey.ts';
import { recordsMigration } from './migrations/003-records.ts';
import { patientsMigration } from './migrations/010-patients.ts';
import { patientMergesMigration } from './migrations/011-patient-merges.ts';
import { oneDepositPerStudyMigration } from './migrations/012-one-deposit-per-study.ts';
import { objectVersionsMigration } from './migrations/050-object-versions.ts';
import { identityConflictsMigration } from './migrations/051-identity-conflicts.ts';
import { documentsApartMigration } from './migrations/060-documents-apart.ts';
import { retentionMigration } from './migrations/061-retention.ts';
import { objectChecksMigration } from './migrations/062-object-checks.ts';
import { lateImagesMigration } from './migrations/090-late-images.ts';
import { retakesMigration } from './migrations/091-retakes.ts';
import { furtherIdsMigration } from './migrations/100-further-ids.ts';
import { amendedReportsMigration } from './migrations/130-amended-reports.ts';
import { reviewsMigration } from './migrations/131-reviews.ts';
import { escalationMigration } from './migrations/140-escalation.ts';
import { criticalNoticesMigration } from './migrations/141-critical-notices.ts';
import { savedMarksMigration } from './migrations/150-saved-marks.ts';
import { revokedCertificatesMigration } from './migrations/160-revoked-certificates.ts';
import { assignmentMigration } from './migrations/170-assignment.ts';
import { taskStampsMigration } from './migrations/171-task-stamps.ts';
import { imageQualityMigration } from './migrations/180-image-quality.ts';
import { silenceMigration } from './migrations/181-silence.ts';
import { auditViewMigration } from './migrations/190-audit-view.ts';
import { policyChangesMigration } from './migrations/191-policy-changes.ts';
import { criticalBoardMigration } from './migrations/192-critical-board.ts';
import { siteTiersMigration } from './migrations/200-site-tiers.ts';
import { referralsMigration } from './migrations/201-referrals.ts';
import { consultationsMigration } from './migrations/202-consultations.ts';
import { peerReviewMigration } from './migrations/204-peer-review.ts';
import { signaturePolicyMigration } from './migrations/205-signature-policy.ts';
import { batonMigration } from './migrations/206-baton.ts';
import { worklistOrderMigration } from './migrations/210-worklist-order.ts';
import { signedAnewMigration } from './migrations/211-signed-anew.ts';
import { taskByDepositMigration } from './migrations/212-task-by-deposit.ts';
import type { ExchangeTables } from './tables.ts';

export interface Migration {
  /** Unique, never renamed. */
  readonly name: string;
  readonly up: (trx: Transaction<ExchangeTables>) => Promise<void>;
}

/** In the order they are applied. Add at the end; never change one that was released. */
const migrations: readonly Migration[] = [
  membersMigration,
  journeyMigration,
  recordsMigration,
  patientsMigration,
  patientMergesMigration,
  oneDepositPerStudyMigration,
  objectVersionsMigration,
  identityConflictsMigration,
  documentsApartMigration,
  retentionMigration,
  objectChecksMigration,
  lateImagesMigration,
  retakesMigration,
  furtherIdsMigration,
  escalationMigration,
  amendedReportsMigration,
  savedMarksMigration,
  reviewsMigration,
  criticalNoticesMigration,
  revokedCertificatesMigration,
  assignmentMigration,
  taskStampsMigration,
  auditViewMigration,
  policyChangesMigration,
  criticalBoardMigration,
  imageQualityMigration,
  silenceMigration,
  siteTiersMigration,
  referralsMigration,
  peerReviewMigration,
  signaturePolicyMigration,
  consultationsMigration,
  batonMigration,
  worklistOrderMigration,
  signedAnewMigration,
  taskByDepositMigration,
];

/** Applies what is missing in one transaction; fails with database-too-new. */
export async function migrate(db: Kysely<ExchangeTables>): Promise<Result<void>> {
  return await db.transaction().execute(async (trx) => {
    await sql`CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, "appliedAt" INTEGER NOT NULL) STRICT`.execute(
      trx,
    );
    await sql`CREATE TABLE IF NOT EXISTS opening (id INTEGER PRIMARY KEY, "openedAt" INTEGER NOT NULL) STRICT`.execute(
      trx,
    );
    const applied = new Set(
      (await trx.selectFrom('migration').select('name').execute()).map((row) => row.name),
    );
    const unknown = [...applied].filter((name) => !migrations.some((one) => one.name === name)).sort();
    const newest = unknown.at(-1);
    if (newest !== undefined) {
      return fail(failure('database-too-new', { found: newest, known: migrations.at(-1)?.name ?? '' }));
    }
    for (const one of migrations.filter((candidate) => !applied.has(candidate.name))) {
      await one.up(trx);
      await trx.insertInto('migration').values({ name: one.name, appliedAt: Date.now() }).execute();
    }
    return ok(undefined);
  });
}
