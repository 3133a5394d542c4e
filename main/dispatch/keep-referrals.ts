/** At the receiving site: a referral is *delivered* once this station has kept the report's PDF, and not before. */
import { randomUUID } from 'node:crypto';
import type { Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { closedReferralStates, type Referral, referralState } from '#shared/study/referral.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface KeepReferralsDeps {
  readonly database: StationDatabase;
  readonly fetchPdf: (sha256: Sha256) => Promise<Result<unknown>>;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly onKept: (referral: Referral) => void;
  readonly onQueued: () => void;
}

export interface ReferralKeeper {
  /** Keeps what it brings and is not here yet. */
  readonly note: (referral: Referral) => void;
  readonly stop: () => void;
}

const againAfterMs = 3000;

export function keepReferrals(deps: KeepReferralsDeps): ReferralKeeper {
  /** By referral: the PDF that is being fetched, or was. */
  const looked = new Map<string, Sha256>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  async function keep(referral: Referral): Promise<void> {
    const { referralId, taskId, report } = referral;
    const fetched = await deps.fetchPdf(report.pdfSha256);
    if (stopped || looked.get(referralId) !== report.pdfSha256) return;
    if (!fetched.ok) {
      again(referral);
      return;
    }
    await deps.database.commit(() => {
      enqueueCommand(deps.database, {
        commandId: randomUUID(),
        what: 'step-referral',
        lane: `referral:${referralId}`,
        taskId,
        body: { taskId, referralId, memberId: null, memberName: '', step: { what: 'delivered' } },
        createdAt: deps.now(),
      });
    });
    deps.onQueued();
    deps.onKept(referral);
  }

  function again(referral: Referral): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      looked.delete(referral.referralId);
      note(referral);
    }, againAfterMs);
    timers.add(timer);
  }

  function note(referral: Referral): void {
    const { referralId, report } = referral;
    if (referral.deliveredAt !== null || closedReferralStates.has(referralState(referral))) return;
    if (looked.get(referralId) === report.pdfSha256) return;
    looked.set(referralId, report.pdfSha256);
    keep(referral).catch(() => again(referral));
  }

  return {
    note,
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
