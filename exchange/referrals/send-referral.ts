/** 上转: a site sends a patient up with a report that came home; the receiving site hears of it in the same moment. */
import { failure } from '#shared/failure.ts';
import type { Report } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import { freshReferral, type Referral, type ReferralGiven } from '#shared/study/referral.ts';
import { mayReferTo } from '#shared/study/site-tier.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';
import { commitReferral, openReferrals, readReferral } from './commit-referral.ts';
import { personAtSite } from './person-at-site.ts';
import { readSites } from './read-sites.ts';

export interface ReferralRules {
  /** The newest adopted report of a task; null while there is none. */
  readonly newestReport: (trx: ExchangeTransaction, taskId: string) => Promise<Report | null>;
}

/**
 * The report goes in its newest version, whichever the sender had before him. Fails with task-not-found, referral-other-site,
 * referral-no-report, site-not-found, referral-tier or referral-open.
 */
export async function sendReferral(
  deps: Parts & ReferralRules,
  caller: Caller,
  input: ReferralGiven & {
    readonly commandId: string;
    readonly referralId: string;
    readonly memberId: MemberId;
    readonly writtenAt: number;
  },
): Promise<Result<Referral>> {
  const { taskId, referralId, memberId, toSiteId } = input;
  const spec = {
    caller,
    act: 'referral-sent',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: [referralId, toSiteId, input.green ? 'green-channel' : ''].filter(Boolean).join(' '),
    memberId,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('task-not-found', { task: taskId }));
    }
    const name = await personAtSite(trx, caller, memberId, task.siteId);
    if (name === null) return fail(failure('referral-other-site', { site: task.siteName }));
    const known = await readReferral(trx, referralId);
    if (known !== null) return ok(known);
    const report = await deps.newestReport(trx, taskId);
    if (report === null || report.status === 'withdrawn') return fail(failure('referral-no-report'));
    const sites = await readSites(trx);
    const from = sites.find((site) => site.siteId === task.siteId);
    const to = sites.find((site) => site.siteId === toSiteId);
    if (from === undefined || to === undefined) return fail(failure('site-not-found', { site: toSiteId }));
    if (!mayReferTo(from.tier, to.tier)) return fail(failure('referral-tier', { site: to.name }));
    const [open] = await openReferrals(trx, taskId);
    if (open !== undefined) return fail(failure('referral-open', { site: open.to.name }));
    const sent = { memberId, name, at: now, writtenAt: Math.min(input.writtenAt, now) };
    const begun = { referralId, task, report, from, to, sent };
    return ok(await commitReferral(trx, freshReferral(begun, input), now));
  });
}
