/**
 * Contract between a window and its station, served by oRPC under `/rpc` (pipe, protocol.handle and HTTP alike).
 * Beside it: GET `/objects/<sha256>` (raw Part 10 bytes, deflated ones inflated), GET `/reports/<reportId>/<version>.pdf`,
 * POST `/dicom-web/studies` (STOW-RS, with a device's token), POST `/arrivals` (one file per request, name in `x-file-name`, percent-encoded).
 */
import { archiveContract } from './archive.ts';
import { auditContract } from './audit.ts';
import { consultationsContract } from './consultations.ts';
import { criticalContract } from './critical.ts';
import { devicesContract } from './devices.ts';
import { dispatchContract } from './dispatch.ts';
import { eventsContract } from './events.ts';
import { intakeContract } from './intake.ts';
import { patientsContract } from './patients.ts';
import { peerReviewContract } from './peer-review.ts';
import { policiesContract } from './policies.ts';
import { practiceContract } from './practice.ts';
import { readingContract } from './reading.ts';
import { referralsContract } from './referrals.ts';
import { reportingContract } from './reporting.ts';
import { retentionContract } from './retention.ts';
import { sessionContract } from './session.ts';
import { settingsContract } from './settings.ts';
import { signingContract } from './signing.ts';
import { statisticsContract } from './statistics.ts';
import { talkContract } from './talk.ts';
import { worklistContract } from './worklist.ts';

export const stationContract = {
  session: sessionContract,
  worklist: worklistContract,
  reading: readingContract,
  reporting: reportingContract,
  signing: signingContract,
  dispatch: dispatchContract,
  critical: criticalContract,
  talk: talkContract,
  consultations: consultationsContract,
  referrals: referralsContract,
  intake: intakeContract,
  devices: devicesContract,
  patients: patientsContract,
  archive: archiveContract,
  retention: retentionContract,
  audit: auditContract,
  policies: policiesContract,
  peerReview: peerReviewContract,
  events: eventsContract,
  statistics: statisticsContract,
  settings: settingsContract,
  practice: practiceContract,
};
