/** 图像质量 beside the signature: through the outbox before the report that may follow it, also without a link. */
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Quality, Score } from '#shared/study/quality.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, type Asked, askExchange } from '../database/ask-exchange.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ScoreQualityDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly findTask: (taskId: string) => Task | null;
}

/** Fails with task-not-found, claim-stale for who neither holds the task nor wrote its report, or what the exchange says. */
export async function scoreQuality(
  deps: ScoreQualityDeps,
  actor: Actor,
  given: { readonly taskId: string; readonly score: Score },
): Promise<Result<Asked>> {
  const { taskId, score } = given;
  const { memberId, name } = actor.member;
  const task = deps.findTask(taskId);
  if (task === null) return fail(failure('task-not-found', { task: taskId }));
  const judge = task.holder?.memberId ?? task.reports.filter((report) => report.adopted).at(-1)?.memberId;
  if (judge !== memberId) return fail(failure('claim-stale', { claim: 0, current: task.claim }));
  const command = {
    what: 'score-quality',
    lane: `report:${taskId}`,
    taskId,
    body: { taskId, claim: task.claim, memberId, memberName: name, score },
    createdAt: deps.now(),
  } as const;
  return askExchange(deps, command, () => {
    const detail = [score.grade, score.reason ?? ''].filter(Boolean).join(' ');
    deps.audit.append({ memberId, act: 'quality-scored', success: true, object: taskId, detail });
  });
}

/** The returned act answers the score of a task as this station knows it: what waits for the link counts. */
export function prepareKnownQuality(database: StationDatabase): (task: Task) => Quality | null {
  const queued = database.sqlite.prepare<[string], { body: string; createdAt: number }>(
    `SELECT body, createdAt FROM outbox WHERE taskId = ? AND what = 'score-quality' AND refused = 0
     ORDER BY itemId DESC LIMIT 1`,
  );
  return (task) => {
    const waiting = queued.get(task.taskId);
    if (waiting === undefined) return task.quality ?? null;
    const { memberId, memberName, score } = JSON.parse(waiting.body) as {
      memberId: Quality['memberId'];
      memberName: string;
      score: Score;
    };
    return { ...score, memberId, name: memberName, at: waiting.createdAt };
  };
}
