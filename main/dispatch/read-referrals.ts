/** Referrals as this station knows them: what was sent or done here and still waits for the link counts, and says so. */
import type { ListedReferral } from '#shared/contract/referrals.ts';
import type { Report } from '#shared/report/report.ts';
import { afterReferralStep, mayStepReferral } from '#shared/study/after-referral-step.ts';
import type { MemberId } from '#shared/study/ids.ts';
import {
  freshReferral,
  type Referral,
  type ReferralGiven,
  type ReferralStep,
} from '#shared/study/referral.ts';
import type { AddressedSite } from '#shared/study/site-tier.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { ReferralReplica } from './referral-replica.ts';

export interface QueuedReferral extends ReferralGiven {
  readonly referralId: string;
  readonly memberId: MemberId;
  readonly memberName: string;
  readonly writtenAt: number;
}

export interface QueuedReferralStep {
  readonly referralId: string;
  readonly memberId: MemberId | null;
  readonly memberName: string;
  readonly step: ReferralStep;
}

export interface ReadReferralsDeps {
  readonly database: StationDatabase;
  readonly replica: ReferralReplica;
  readonly findTask: (taskId: string) => Task | null;
  readonly findReport: (reportId: string, version: number) => Report | null;
  readonly siteOf: (siteId: string) => AddressedSite | null;
}

interface OutboxRow {
  readonly what: 'send-referral' | 'step-referral';
  readonly body: string;
  readonly createdAt: number;
  readonly refused: number;
}

type Known = Omit<ListedReferral, 'hasPdf'>;

/** The returned act answers all of them, the newest first. */
export function prepareReferrals(deps: ReadReferralsDeps): () => ListedReferral[] {
  const { sqlite } = deps.database;
  const queued = sqlite.prepare<[], OutboxRow>(
    `SELECT what, body, createdAt, refused FROM outbox
     WHERE what = 'send-referral' OR (what = 'step-referral' AND refused = 0) ORDER BY itemId`,
  );
  const holds = sqlite.prepare<[string], number>('SELECT 1 FROM object WHERE sha256 = ?').pluck();

  function previewOf(given: QueuedReferral): Referral | null {
    const task = deps.findTask(given.taskId);
    const report = deps.findReport(given.reportId, given.version);
    const [from, to] = [deps.siteOf(task?.siteId ?? ''), deps.siteOf(given.toSiteId)];
    if (task === null || report === null || from === null || to === null) return null;
    const { memberId, memberName: name, writtenAt } = given;
    const sent = { memberId, name, at: writtenAt, writtenAt };
    return freshReferral({ referralId: given.referralId, task, report, from, to, sent }, given);
  }

  return () => {
    const known = new Map<string, Known>();
    for (const referral of deps.replica.all()) {
      known.set(referral.referralId, { ...referral, queued: false, refused: false });
    }
    for (const { what, body, createdAt, refused } of queued.all()) {
      if (what === 'send-referral') {
        const given = JSON.parse(body) as QueuedReferral;
        const preview = known.has(given.referralId) ? null : previewOf(given);
        if (preview === null) continue;
        known.set(given.referralId, { ...preview, queued: refused === 0, refused: refused === 1 });
      } else {
        const { referralId, memberId, memberName: name, step } = JSON.parse(body) as QueuedReferralStep;
        const before = known.get(referralId);
        if (before === undefined || !mayStepReferral(before, step.what)) continue;
        const after = afterReferralStep(before, step, { memberId, name, at: createdAt });
        known.set(referralId, { ...before, ...after, queued: before.queued || memberId !== null });
      }
    }
    return [...known.values()]
      .sort((one, other) => other.sent.at - one.sent.at)
      .map((one) => ({ ...one, hasPdf: holds.get(one.report.pdfSha256) !== undefined }));
  };
}
