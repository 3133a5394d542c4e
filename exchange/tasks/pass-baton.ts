/** 转交: who holds a case holds it out to a named colleague; nothing changes hands until he takes it, and then all of it does at once. */
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import {
  type Baton,
  type BatonLoad,
  type BatonRenewal,
  batonAt,
  batonForMs,
  lastBaton,
} from '#shared/study/baton.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { closeLoad, giveDraft, keepLoad, renewLoad } from './baton-load.ts';
import { type ClaimRules, isHolder, refuseReviewer, take, taskForReader } from './claim-task.ts';
import { colleaguesOf } from './list-colleagues.ts';
import type { Attendance } from './next-task.ts';

/** Fails with task-not-found, claim-stale, move-illegal, or colleague-gone where he is at no window or may not read it. */
export async function offerBaton(
  deps: Parts & ClaimRules & Attendance,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly to: MemberId;
    readonly load: BatonLoad;
  },
): Promise<Result<Task>> {
  const { taskId, claim, to, load } = input;
  const spec = {
    caller,
    act: 'baton-offered',
    commandId: input.commandId,
    input,
    object: taskId,
    detail: to,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const { holder } = task;
    if (holder === null || task.claim !== claim || !isHolder(caller, task)) {
      return fail(failure('claim-stale', { claim, current: task.claim }));
    }
    // A correction is its author's own.
    if (legalMove('take-over', task.state) === null || task.amending !== undefined) {
      return fail(failure('move-illegal', { state: task.state, move: 'take-over' }));
    }
    const colleague = (await colleaguesOf(deps, trx, task, now)).find((one) => one.memberId === to);
    if (colleague === undefined) return fail(failure('colleague-gone'));
    const { memberId, name } = holder;
    const until = now + batonForMs;
    const from = { memberId, name };
    const baton: Baton = { from, to: { memberId: to, name: colleague.name }, claim, at: now, until };
    await keepLoad(trx, { taskId, claim, toId: to, openUntil: until, load });
    return ok(await commitTask(trx, { ...task, baton }, now));
  });
}

/**
 * What goes along is what lies there when it is taken: its giver works on while he holds it out. Fails with task-not-found or
 * baton-gone.
 */
export function renewBaton(
  deps: Parts,
  caller: Caller,
  input: BatonRenewal & { readonly taskId: string; readonly claim: number },
): Promise<Result<{ done: true }>> {
  const { taskId, claim, marks, lying } = input;
  return deps.write(async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    if (batonAt(task, now)?.claim !== claim || !isHolder(caller, task)) return fail(failure('baton-gone'));
    await renewLoad(trx, taskId, { marks, lying });
    return ok({ done: true as const });
  });
}

/**
 * The colleague takes it: the claim rises, and the draft is his from then on, by the same transaction; the clock runs on. Fails
 * with task-not-found, right-missing, review-own, move-illegal or baton-gone.
 */
export async function takeBaton(
  deps: Parts & ClaimRules,
  caller: Caller,
  input: { readonly commandId: string; readonly taskId: string; readonly claim: number },
): Promise<Result<Task>> {
  const { taskId, claim } = input;
  const spec = {
    caller,
    act: 'baton-taken',
    commandId: input.commandId,
    input,
    object: taskId,
    outcome: (task: Task) => `#${task.claim} ${task.handedOver?.memberId ?? ''}`,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const found = await taskForReader(deps, trx, caller, taskId, now);
    if (!found.ok) return found;
    const { task, person } = found.value;
    const baton = batonAt(task, now);
    if (baton?.claim !== claim || baton.to.memberId !== person.memberId) return fail(failure('baton-gone'));
    if (legalMove('take-over', task.state) === null) {
      return fail(failure('move-illegal', { state: task.state, move: 'take-over' }));
    }
    const unfit = await refuseReviewer(deps, trx, person, task, now);
    if (unfit !== null) return fail(unfit);
    const { memberId, name } = baton.from;
    const taken = await take(trx, caller, person, { ...task, handedOver: { memberId, name, at: now } }, now);
    await giveDraft(trx, taken, person, memberId, now);
    await closeLoad(trx, taskId);
    return ok(taken);
  });
}

/** By whom it is held out to: the giver reads the reason. Fails with task-not-found or baton-gone. */
export async function declineBaton(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly reason: string;
  },
): Promise<Result<Task>> {
  const { commandId, taskId, claim, reason } = input;
  const spec = { caller, act: 'baton-declined', commandId, input, object: taskId, detail: reason };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const baton = batonAt(task, now);
    if (baton?.claim !== claim || baton.to.memberId !== caller.person?.memberId)
      return fail(failure('baton-gone'));
    return ok(await end(trx, task, { ...baton, ended: { why: 'declined', reason, at: now } }, now));
  });
}

/** Taken back by its giver. Fails with task-not-found or baton-gone. */
export async function withdrawBaton(
  deps: Parts,
  caller: Caller,
  input: { readonly commandId: string; readonly taskId: string; readonly claim: number },
): Promise<Result<Task>> {
  const { commandId, taskId, claim } = input;
  const spec = { caller, act: 'baton-withdrawn', commandId, input, object: taskId };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, taskId);
    if (task === null) return fail(failure('task-not-found', { task: taskId }));
    const baton = batonAt(task, now);
    if (baton?.claim !== claim || !isHolder(caller, task)) return fail(failure('baton-gone'));
    return ok(await end(trx, task, undefined, now));
  });
}

/** What nobody took in time stays with whoever holds it; answers how many. */
export async function watchBatons(deps: Parts): Promise<number> {
  const due = await deps.db
    .selectFrom('baton')
    .select('taskId')
    .where('openUntil', '<=', deps.clock.now())
    .execute();
  for (const { taskId } of due) {
    await deps.write(async (trx, now) => {
      const task = await readTask(trx, taskId);
      const baton = task && lastBaton(task);
      // Whoever took the case over, or signed it, ended it as well.
      if (task === null || baton === null || baton.ended !== undefined) await closeLoad(trx, taskId);
      else if (baton.until <= now) {
        await end(trx, task, { ...baton, ended: { why: 'lapsed', reason: '', at: now } }, now);
        const { memberId: detail } = baton.to;
        await appendAudit(trx, {
          at: now,
          memberId: null,
          stationId: null,
          act: 'baton-lapsed',
          success: true,
          object: taskId,
          detail,
        });
      }
      return ok(undefined);
    });
  }
  return due.length;
}

async function end(
  trx: ExchangeTransaction,
  task: Task,
  baton: Baton | undefined,
  now: number,
): Promise<Task> {
  const { baton: _over, ...kept } = task;
  await closeLoad(trx, task.taskId);
  return commitTask(trx, baton === undefined ? kept : { ...kept, baton }, now);
}
