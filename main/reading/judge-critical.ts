/**
 * Journey step 7: the reader confirms or rejects what the machine called critical, by one key. Goes through the outbox
 * like a signature, also without a link.
 */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type CriticalVerdict, openHits } from '#shared/study/critical.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';

export interface JudgeCriticalDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly findTask: (taskId: string) => Task | null;
}

/** Fails with task-not-found, claim-stale for who neither holds the task nor wrote its report, or what the exchange says. */
export async function judgeCritical(
  deps: JudgeCriticalDeps,
  actor: Actor,
  given: { readonly taskId: string; readonly verdict: CriticalVerdict },
): Promise<Result<Asked>> {
  const { taskId, verdict } = given;
  const { memberId } = actor.member;
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const judge = task.holder?.memberId ?? task.reports.filter((report) => report.adopted).at(-1)?.memberId;
  if (judge !== memberId) return fail(failure('claim-stale', { claim: 0, current: task.claim }));
  const hits = openHits(task).map((hit) => hit.sha256);
  if (hits.length === 0) return ok({ state: 'committed' });
  const at = deps.now();
  const command = {
    what: 'judge-critical',
    // Before the report that may follow it.
    lane: `report:${taskId}`,
    taskId,
    body: { taskId, claim: task.claim, memberId, verdict, hits, at },
    createdAt: at,
  } as const;
  return askExchange(deps, command, () => {
    const detail = hits.map((sha256) => sha256.slice(0, 12)).join(' ');
    deps.audit.append({ memberId, act: `critical-${verdict}`, success: true, object: taskId, detail });
  });
}
