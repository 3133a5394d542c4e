/** A step of the loop of a critical value: each in its order, each by who may take it, none without a name. */
import { assertNever } from '#shared/assert-never.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { afterStep } from '#shared/study/after-step.ts';
import { type CriticalNotice, mayStep, type NoticeStep, noticeState } from '#shared/study/critical-notice.ts';
import type { MemberId } from '#shared/study/ids.ts';
import { readBackDiffers } from '#shared/study/read-back.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import type { JudgingRules } from './judge-critical.ts';
import { commitNotice } from './notice-rows.ts';

export interface NoticeRules extends JudgingRules {
  /** True for a person with the clinic office at that site. */
  readonly mayReceive: (memberId: string, siteId: string) => Promise<boolean>;
}

interface StepInput {
  readonly commandId: string;
  readonly taskId: string;
  readonly noticeId: string;
  /** Null for the station's own step: delivered. */
  readonly memberId: MemberId | null;
  readonly step: NoticeStep;
}

/** Fails with notice-not-found, notice-order, right-missing, or read-back-differs that names what differs. */
export async function advanceNotice(
  deps: Parts & NoticeRules,
  caller: Caller,
  input: StepInput,
): Promise<Result<Task>> {
  const { taskId, noticeId, memberId, step } = input;
  const spec = {
    caller,
    act: `critical-${step.what}`,
    commandId: input.commandId,
    input,
    object: taskId,
    detail: detailOf(noticeId, step),
    memberId,
  };
  const home = sendingSite(caller);
  const receives = memberId !== null && home !== null && (await deps.mayReceive(memberId, home));
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    const notice = task?.notices?.find((one) => one.noticeId === noticeId);
    if (task === null || notice === undefined || !mayView(visibleSites(caller), task.siteId)) {
      return fail(failure('notice-not-found', { notice: noticeId }));
    }
    // Said again, or by a second person at the same time: the first one stands.
    if (isDone(notice, step)) return ok(task);
    if (!mayStep(notice, step.what)) {
      return fail(failure('notice-order', { state: noticeState(notice), step: step.what }));
    }
    const isHimself = caller.person === null || caller.person.memberId === memberId;
    const refusal = isHimself
      ? await refuseStep(deps, trx, { caller, task, notice, memberId, step, receives, now })
      : failure('right-missing', { right: 'clinic' });
    if (refusal !== null) return fail(refusal);
    const name = memberId === null ? '' : await nameOf(trx, memberId);
    const next = afterStep(notice, step, { memberId, name, at: now });
    return ok(await commitNotice(trx, task, next, now));
  });
}

function isDone(notice: CriticalNotice, step: NoticeStep): boolean {
  switch (step.what) {
    case 'delivered':
      return notice.deliveredAt !== null;
    case 'opened':
      return notice.opened !== null;
    case 'read-back':
      return notice.readBack !== null;
    case 'acted':
      return notice.acted !== null;
    case 'closed':
      return notice.closed !== null;
    case 'called':
      return false;
  }
}

async function refuseStep(
  deps: NoticeRules,
  trx: ExchangeTransaction,
  given: {
    readonly caller: Caller;
    readonly task: Task;
    readonly notice: CriticalNotice;
    readonly memberId: MemberId | null;
    readonly step: NoticeStep;
    readonly receives: boolean;
    readonly now: number;
  },
): Promise<Failure | null> {
  const { caller, task, memberId, step, now } = given;
  const atHome = sendingSite(caller) === task.siteId;
  switch (step.what) {
    case 'delivered':
      return atHome && caller.station !== null ? null : failure('right-missing', { right: 'station' });
    case 'opened':
    case 'acted':
      return atHome && given.receives ? null : failure('right-missing', { right: 'clinic' });
    case 'read-back': {
      if (!atHome || !given.receives) return failure('right-missing', { right: 'clinic' });
      const differs = readBackDiffers(step, task.order.patient.name, given.notice.finding);
      return differs.length === 0 ? null : failure('read-back-differs', { what: differs.join(' ') });
    }
    case 'called':
      if (memberId === null) return failure('right-missing', { right: 'clinic' });
      if (atHome) return given.receives ? null : failure('right-missing', { right: 'clinic' });
      return deps.refuseSigning(trx, memberId, task, 'issue', now);
    case 'closed':
      if (memberId === null || atHome) return failure('right-missing', { right: `issue:${task.kind}` });
      return deps.refuseSigning(trx, memberId, task, 'issue', now);
    default:
      return assertNever(step, 'step');
  }
}

async function nameOf(trx: ExchangeTransaction, memberId: string): Promise<string> {
  const row = await trx
    .selectFrom('member')
    .select('name')
    .where('memberId', '=', memberId)
    .executeTakeFirst();
  return row?.name ?? '';
}

function detailOf(noticeId: string, step: NoticeStep): string {
  if (step.what === 'called')
    return `${noticeId} ${step.contact} ${step.recipient}${step.repeated ? ' repeated' : ''}`;
  if (step.what === 'acted') return `${noticeId} ${step.action}`;
  return noticeId;
}
