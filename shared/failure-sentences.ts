/** Every failure's sentences in both languages, gathered from one file per area of the house. */
import { archiveFailures } from './failures/archive.ts';
import { auditFailures } from './failures/audit.ts';
import { commandFailures } from './failures/command.ts';
import { depositFailures } from './failures/deposits.ts';
import { formatFailures } from './failures/formats.ts';
import { intakeFailures } from './failures/intake.ts';
import { linkFailures } from './failures/link.ts';
import { marksFailures } from './failures/marks.ts';
import { memberFailures } from './failures/members.ts';
import { patientFailures } from './failures/patients.ts';
import { peerFailures } from './failures/peer.ts';
import { peerReviewFailures } from './failures/peer-review.ts';
import { practiceFailures } from './failures/practice.ts';
import { referralFailures } from './failures/referrals.ts';
import { reportFailures } from './failures/reports.ts';
import { retentionFailures } from './failures/retention.ts';
import { talkFailures } from './failures/talk.ts';
import { taskFailures } from './failures/tasks.ts';

export interface Sentence {
  readonly message: string;
  readonly remedy: string;
}

export type BilingualSentence = Readonly<Record<'zh-CN' | 'en', Sentence>>;

export const failureSentences = {
  ...archiveFailures,
  ...auditFailures,
  ...commandFailures,
  ...depositFailures,
  ...formatFailures,
  ...intakeFailures,
  ...linkFailures,
  ...memberFailures,
  ...patientFailures,
  ...peerFailures,
  ...practiceFailures,
  ...referralFailures,
  ...reportFailures,
  ...marksFailures,
  ...retentionFailures,
  ...peerReviewFailures,
  ...talkFailures,
  ...taskFailures,
} as const;

export type FailureCode = keyof typeof failureSentences;
