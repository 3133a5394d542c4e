/** Journey step 7: a doctor confirms or rejects what the machine called critical; rejected, the task goes back to its place. */
import type { Member } from '#shared/contract/exchange/members.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { CriticalVerdict } from '#shared/study/critical.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';

export interface JudgingRules {
  readonly isHolder: (caller: Caller, task: Task) => boolean;
  /** Null when the member might issue a report on the task's kind and site at that instant: he says as much. */
  readonly refuseSigning: (
    trx: ExchangeTransaction,
    memberId: string,
    task: Task,
    action: 'issue',
    at: number,
  ) => Promise<Failure | null>;
}

/** The first verdict on a hit stands. Fails with task-not-found, claim-stale or right-missing. */
export async function judgeCritical(
  deps: Parts & JudgingRules,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly memberId: MemberId;
    readonly verdict: CriticalVerdict;
    readonly hits: readonly string[];
    readonly at: number;
  },
): Promise<Result<Task>> {
  const { taskId, claim, memberId, verdict } = input;
  const spec = {
    caller,
    act: verdict === 'confirmed' ? 'critical-confirmed' : 'critical-rejected',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: input.hits.map((sha256) => sha256.slice(0, 12)).join(' '),
    memberId: memberId as Member['memberId'],
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const name = judgeOf(deps, caller, task, { claim, memberId });
    if (name === null) return fail(failure('claim-stale', { claim, current: task.claim }));
    const refusal = await deps.refuseSigning(trx, memberId, task, 'issue', Math.min(input.at, now));
    if (refusal !== null) return fail(refusal);
    const judged = new Set(input.hits);
    const isDue = (hit: { readonly sha256: string; readonly verdict: unknown }): boolean =>
      hit.verdict === null && judged.has(hit.sha256);
    const hits = task.critical ?? [];
    if (!hits.some(isDue)) return ok(task);
    const critical = hits.map((hit) =>
      isDue(hit) ? { ...hit, verdict: { what: verdict, memberId, name, at: now } } : hit,
    );
    return ok(await commitTask(trx, { ...task, critical }, now));
  });
}

/** The name of who may judge: the holder under his claim, or the author of the report that stands. */
export function judgeOf(
  deps: Pick<JudgingRules, 'isHolder'>,
  caller: Caller,
  task: Task,
  { claim, memberId }: { readonly claim: number; readonly memberId: string },
): string | null {
  const { holder } = task;
  if (holder !== null) {
    const holds = holder.memberId === memberId && task.claim === claim && deps.isHolder(caller, task);
    return holds ? holder.name : null;
  }
  // A station of the centre speaks for the people who sign there; a person only for himself.
  const speaks =
    caller.person === null ? caller.station?.siteId === null : caller.person.memberId === memberId;
  const standing = task.reports.filter((report) => report.adopted).at(-1);
  return speaks && standing?.memberId === memberId ? standing.memberName : null;
}
