/** The station's migrations in the order they are applied. Add at the end; never change one that was released. */
import type Sqlite from 'better-sqlite3';
import { archiveMigration } from './migrations/001-archive.ts';
import { intakeMigration } from './migrations/002-intake.ts';
import { linkMigration } from './migrations/010-link.ts';
import { worklistMigration } from './migrations/011-worklist.ts';
import { depositMigration } from './migrations/012-deposit.ts';
import { rejectedDevicesMigration } from './migrations/020-rejected-devices.ts';
import { devicesMigration } from './migrations/030-devices.ts';
import { procedureStepsMigration } from './migrations/031-procedure-steps.ts';
import { storageCommitmentMigration } from './migrations/032-storage-commitment.ts';
import { forwardMigration } from './migrations/033-forward.ts';
import { instanceFormatMigration } from './migrations/040-instance-format.ts';
import { pictureStudiesMigration } from './migrations/050-picture-studies.ts';
import { vaultChecksMigration } from './migrations/060-vault-checks.ts';
import { refusalSettlingMigration } from './migrations/061-refusal-settling.ts';
import { recompressionMigration } from './migrations/070-recompression.ts';
import { versionsMigration } from './migrations/071-versions.ts';
import { documentsApartMigration } from './migrations/090-documents-apart.ts';
import { retentionMigration } from './migrations/091-retention.ts';
import { patientIssuerMigration } from './migrations/092-patient-issuer.ts';
import { ownRhythmsMigration } from './migrations/110-own-rhythms.ts';
import { marksMigration } from './migrations/111-marks.ts';
import { otherPatientIdsMigration } from './migrations/120-other-patient-ids.ts';
import { criticalLooksMigration } from './migrations/121-critical-looks.ts';
import { attachmentsMigration } from './migrations/122-attachments.ts';
import { noticePicturesMigration } from './migrations/140-notice-pictures.ts';
import { judgingMigration } from './migrations/160-judging.ts';
import { acquiredUntilMigration } from './migrations/170-acquired-until.ts';
import { talkSeenMigration } from './migrations/180-talk-seen.ts';
import { referralsMigration } from './migrations/200-referrals.ts';
import { consultationsMigration } from './migrations/201-consultations.ts';
import { signerKeysMigration } from './migrations/204-signer-keys.ts';
import { outboxFailuresMigration } from './migrations/206-outbox-failures.ts';
import { instancePlaceMigration } from './migrations/207-instance-place.ts';

export interface Migration {
  /** Unique, never renamed; the number is only for reading. */
  readonly name: string;
  /** Runs inside the migration's transaction. All tables STRICT. */
  readonly up: (sqlite: Sqlite.Database) => void;
}

export const migrations: readonly Migration[] = [
  archiveMigration,
  intakeMigration,
  linkMigration,
  worklistMigration,
  depositMigration,
  vaultChecksMigration,
  refusalSettlingMigration,
  rejectedDevicesMigration,
  devicesMigration,
  procedureStepsMigration,
  storageCommitmentMigration,
  forwardMigration,
  recompressionMigration,
  instanceFormatMigration,
  pictureStudiesMigration,
  versionsMigration,
  documentsApartMigration,
  retentionMigration,
  patientIssuerMigration,
  ownRhythmsMigration,
  otherPatientIdsMigration,
  criticalLooksMigration,
  marksMigration,
  attachmentsMigration,
  judgingMigration,
  acquiredUntilMigration,
  noticePicturesMigration,
  talkSeenMigration,
  referralsMigration,
  signerKeysMigration,
  consultationsMigration,
  outboxFailuresMigration,
  instancePlaceMigration,
];
