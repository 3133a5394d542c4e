/** A step of a critical value's loop by a named person at this station: opened, read back, acted, telephoned, closed. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type CriticalNotice, mayStep, type NoticeStep, noticeState } from '#shared/study/critical-notice.ts';
import { readBackDiffers } from '#shared/study/read-back.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface StepNoticeDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  /** The task with the loop as it stands here, steps that wait for the link included. */
  readonly find: (taskId: string, noticeId: string) => { task: Task; notice: CriticalNotice } | null;
}

/** Fails with notice-not-found, notice-order, read-back-differs, or what the exchange says within two seconds. */
export async function stepNotice(
  deps: StepNoticeDeps,
  actor: Actor,
  given: { readonly taskId: string; readonly noticeId: string; readonly step: NoticeStep },
): Promise<Result<Asked>> {
  const { taskId, noticeId, step } = given;
  const { memberId, name } = actor.member;
  const found = deps.find(taskId, noticeId);
  if (found === null) return fail(failure('notice-not-found', { notice: noticeId }));
  const { task, notice } = found;
  if (step.what === 'opened' && notice.opened !== null) return ok({ state: 'committed' });
  if (!mayStep(notice, step.what))
    return fail(failure('notice-order', { state: noticeState(notice), step: step.what }));
  if (step.what === 'read-back') {
    const differs = readBackDiffers(step, task.order.patient.name, notice.finding);
    if (differs.length > 0) {
      const what = differs.join(' ');
      await deps.audit.record({
        memberId,
        act: 'critical-read-back',
        success: false,
        object: taskId,
        detail: what,
      });
      return fail(failure('read-back-differs', { what }));
    }
  }
  const command = {
    what: 'step-notice',
    lane: `notice:${noticeId}`,
    taskId,
    body: { taskId, noticeId, memberId, memberName: name, step },
    createdAt: deps.now(),
  } as const;
  return askExchange(deps, command, () => {
    const act = `critical-${step.what}` as const;
    deps.audit.append({ memberId, act, success: true, object: taskId, detail: noticeId });
  });
}
