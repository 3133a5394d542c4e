/** Every word of the window, gathered from one file per area. */
import { amendWords } from './words/amend.ts';
import { archiveWords } from './words/archive.ts';
import { assignWords } from './words/assign.ts';
import { auditWords } from './words/audit.ts';
import { batonWords } from './words/baton.ts';
import { conflictWords } from './words/conflict.ts';
import { consultationWords } from './words/consultation.ts';
import { criticalWords } from './words/critical.ts';
import { devicesWords } from './words/devices.ts';
import { dispatchWords } from './words/dispatch.ts';
import { displayWords } from './words/display.ts';
import { escalationWords } from './words/escalation.ts';
import { houseWords } from './words/house.ts';
import { intakeWords } from './words/intake.ts';
import { lintWords } from './words/lint.ts';
import { noticeWords } from './words/notice.ts';
import { patientsWords } from './words/patients.ts';
import { peerWords } from './words/peer.ts';
import { policiesWords } from './words/policies.ts';
import { promiseWords } from './words/promise.ts';
import { qualityWords } from './words/quality.ts';
import { readingWords } from './words/reading.ts';
import { referralWords } from './words/referral.ts';
import { reportingWords } from './words/reporting.ts';
import { retakeWords } from './words/retake.ts';
import { retentionWords } from './words/retention.ts';
import { reviewWords } from './words/review.ts';
import { sessionWords } from './words/session.ts';
import { settingsWords } from './words/settings.ts';
import { signingWords } from './words/signing.ts';
import { silenceWords } from './words/silence.ts';
import { statisticsWords } from './words/statistics.ts';
import { talkWords } from './words/talk.ts';
import { templatesWords } from './words/templates.ts';
import { worklistWords } from './words/worklist.ts';

const areas = [
  houseWords,
  sessionWords,
  worklistWords,
  readingWords,
  reportingWords,
  lintWords,
  templatesWords,
  signingWords,
  qualityWords,
  peerWords,
  archiveWords,
  retentionWords,
  conflictWords,
  criticalWords,
  noticeWords,
  talkWords,
  escalationWords,
  silenceWords,
  promiseWords,
  amendWords,
  reviewWords,
  retakeWords,
  batonWords,
  dispatchWords,
  referralWords,
  consultationWords,
  intakeWords,
  devicesWords,
  patientsWords,
  assignWords,
  statisticsWords,
  displayWords,
  settingsWords,
  auditWords,
  policiesWords,
];

export const allWords = {
  'zh-CN': Object.assign({}, ...areas.map((area) => area['zh-CN'])) as Record<string, string>,
  en: Object.assign({}, ...areas.map((area) => area.en)) as Record<string, string>,
};
