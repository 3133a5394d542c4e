/** Journey step 7: exactly one of many callers gets the task; every claim has a rising number and a lease. */
import type { Member } from '#shared/contract/exchange/members.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { legalMove, type MoveName } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { reservationAt } from '#shared/study/assignment.ts';
import type { BatonLoad } from '#shared/study/baton.ts';
import { underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';
import { keepLoad } from './baton-load.ts';
import type { KeepingRules } from './keep-report.ts';

/** Without a heartbeat for this long the task is 可接手. */
export const leaseMs = 15_000;

export interface ClaimRules extends KeepingRules {
  /** Null when the member may write on this kind at this site now. */
  readonly refuseWriting: (member: Member, task: Task, now: number) => Failure | null;
}

/** Needs a person with the right to write. Fails with task-not-found, right-missing, task-taken, offered-first or move-illegal. */
export async function claimTask(
  deps: Parts & ClaimRules,
  caller: Caller,
  input: { readonly commandId: string; readonly taskId: string },
): Promise<Result<Task>> {
  const spec = { caller, act: 'claimed', commandId: input.commandId, input, object: input.taskId };
  return runCommand(deps, spec, async (trx, now) => {
    const found = await taskForReader(deps, trx, caller, input.taskId, now);
    if (!found.ok) return found;
    const { task, person } = found.value;
    const { holder } = task;
    if (task.state === 'arriving' && !task.identity.settled) return fail(failure('identity-unsettled'));
    if (holder !== null) {
      if (holder.memberId !== person.memberId) return fail(failure('task-taken', { holder: holder.name }));
      if (holder.stationId === (caller.station?.memberId ?? null)) return ok(task);
    }
    const reserved = task.state === 'waiting' ? reservationAt(task, now) : null;
    if (reserved !== null && reserved.memberId !== person.memberId) {
      return fail(failure('task-reserved', { member: reserved.name }));
    }
    const { followUp } = task;
    const isOffered = (followUp?.offeredUntil ?? 0) > now && followUp?.offeredTo !== person.memberId;
    if (followUp !== undefined && isOffered && task.state === 'waiting') {
      return fail(failure('offered-first', { member: followUp.offeredToName }));
    }
    const unfit = await refuseReviewer(deps, trx, person, task, now);
    if (unfit !== null) return fail(unfit);
    const isOwn = holder !== null && holder.memberId === person.memberId;
    const illegal = illegalMove(isOwn ? takeOverMove(task) : claimMove(task), task);
    return illegal === null ? ok(await take(trx, caller, person, task, now)) : fail(illegal);
  });
}

/** Only when the lease of `from` has run out. Fails with holder-alive, claim-stale when another holds it by now. */
export async function takeOverTask(
  deps: Parts & ClaimRules,
  caller: Caller,
  input: { readonly commandId: string; readonly taskId: string; readonly from: string },
): Promise<Result<Task>> {
  const spec = {
    caller,
    act: 'taken-over',
    commandId: input.commandId,
    input,
    object: input.taskId,
    detail: input.from,
  };
  return runCommand(deps, spec, async (trx, now) => {
    const found = await taskForReader(deps, trx, caller, input.taskId, now);
    if (!found.ok) return found;
    const { task, person } = found.value;
    const move = takeOverMove(task);
    const illegal = illegalMove(move, task);
    if (illegal !== null) return fail(illegal);
    if (task.holder === null) return fail(failure('move-illegal', { state: task.state, move }));
    const unfit = await refuseReviewer(deps, trx, person, task, now);
    if (unfit !== null) return fail(unfit);
    const isWritten = task.amending !== undefined && underReview(task) === null;
    const refusal = isWritten ? await deps.refuseSigning(trx, person.memberId, task, 'sign', now) : null;
    if (refusal !== null) return fail(refusal);
    if (task.holder.memberId !== input.from) return fail(failure('task-taken', { holder: task.holder.name }));
    if (task.holder.leaseUntil > now) return fail(failure('holder-alive', { holder: task.holder.name }));
    return ok(await take(trx, caller, person, task, now));
  });
}

/**
 * Gives the task back to the list with the reason, at the change of shift with the name of who hands it over; an amendment is
 * let be, and the report stands; under review it waits for another reviewer. Fails with claim-stale when the claim is not the
 * current one.
 */
export async function releaseTask(
  deps: Parts,
  caller: Caller,
  input: {
    readonly commandId: string;
    readonly taskId: string;
    readonly claim: number;
    readonly handOver?: boolean | undefined;
    readonly reason?: string | undefined;
    readonly load?: BatonLoad | undefined;
  },
): Promise<Result<Task>> {
  const act = input.handOver === true ? 'handed-over' : 'released';
  const reason = input.reason?.trim() ?? '';
  const spec = { caller, act, commandId: input.commandId, input, object: input.taskId, detail: reason };
  return runCommand(deps, spec, async (trx, now) => {
    const task = await readTask(trx, input.taskId);
    if (task === null) return fail(failure('task-not-found', { task: input.taskId }));
    if (task.claim !== input.claim || task.holder === null || !isHolder(caller, task)) {
      return fail(failure('claim-stale', { claim: input.claim, current: task.claim }));
    }
    if (task.amending !== undefined) {
      const illegal = illegalMove(leaveMove(task), task);
      return illegal === null ? ok(await commitTask(trx, leaveAmendment(task), now)) : fail(illegal);
    }
    const move = legalMove('release', task.state);
    if (move === null) return fail(failure('move-illegal', { state: task.state, move: 'release' }));
    const { memberId, name } = task.holder;
    const handedOver = input.handOver === true ? { memberId, name, at: now } : (task.handedOver ?? null);
    if (input.handOver === true && input.load !== undefined) {
      const { taskId, claim, load } = input;
      await keepLoad(trx, { taskId, claim, toId: null, openUntil: null, load });
    }
    const released = input.handOver === true || reason === '' ? null : { memberId, name, at: now, reason };
    return ok(await commitTask(trx, { ...task, state: move.to, holder: null, handedOver, released }, now));
  });
}

/** The calling person holds it, or the calling station holds it for one of its people. */
export function isHolder(caller: Caller, task: Task): boolean {
  if (task.holder === null) return false;
  if (caller.person !== null) return task.holder.memberId === caller.person.memberId;
  return caller.station !== null && task.holder.stationId === caller.station.memberId;
}

export async function taskForReader(
  deps: ClaimRules,
  trx: ExchangeTransaction,
  caller: Caller,
  taskId: string,
  now: number,
): Promise<Result<{ task: Task; person: Member }>> {
  const { person } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const task = await readTask(trx, taskId);
  if (task === null || !mayView(visibleSites(caller), task.siteId)) {
    return fail(failure('task-not-found', { task: taskId }));
  }
  const refusal = deps.refuseWriting(person, task, now);
  return refusal === null ? ok({ task, person }) : fail(refusal);
}

/** What was submitted is for somebody else with the right to review. */
export async function refuseReviewer(
  deps: KeepingRules,
  trx: ExchangeTransaction,
  person: Member,
  task: Task,
  now: number,
): Promise<Failure | null> {
  const submitted = underReview(task);
  if (submitted === null) return null;
  if (submitted.memberId === person.memberId) return failure('review-own');
  return deps.refuseSigning(trx, person.memberId, task, 'review', now);
}

/** What is amended and held by nobody waits for a second doctor. */
function claimMove(task: Task): MoveName {
  return task.amending === undefined ? 'claim' : 'review-amendment';
}

function leaveMove(task: Task): MoveName {
  return underReview(task) === null ? 'drop-amendment' : 'release-amendment';
}

/** What its reviewer lets be waits for another one, and so does what a withdrawal had interrupted. */
function leaveAmendment(task: Task): Task {
  const { amending, ...kept } = task;
  const waiting = underReview(task) === null ? amending?.interrupts : amending;
  return { ...kept, holder: null, ...(waiting === undefined ? {} : { amending: waiting }) };
}

/** A correction is taken over as such: the report under it stands. */
function takeOverMove(task: Task): MoveName {
  return task.amending === undefined ? 'take-over' : 'take-over-amendment';
}

function illegalMove(move: MoveName, task: Task): Failure | null {
  return legalMove(move, task.state) === null ? failure('move-illegal', { state: task.state, move }) : null;
}

/** The next claim, with its lease; what else `task` says stays. */
export async function take(
  trx: ExchangeTransaction,
  caller: Caller,
  person: Member,
  task: Task,
  now: number,
): Promise<Task> {
  const claim = task.claim + 1;
  const { reserved: _reserved, group: _group, baton: _baton, ...free } = task;
  const stationId = caller.station?.memberId ?? null;
  const taken: Task = {
    ...free,
    state: task.state === 'waiting' ? 'reading' : task.state,
    claim,
    holder: {
      memberId: person.memberId,
      name: person.name,
      stationId,
      claimedAt: now,
      leaseUntil: now + leaseMs,
      alive: true,
    },
    stamps: { ...task.stamps, claimedAt: task.stamps.claimedAt ?? now },
    // Under review it stays its writer's.
    ...(task.amending === undefined || underReview(task) !== null
      ? {}
      : { amending: { ...task.amending, memberId: person.memberId, name: person.name } }),
  };
  // What came late for an earlier reader is there for this one from the beginning.
  if (task.state === 'waiting' && task.followUp === undefined) delete taken.lateImages;
  const committed = await commitTask(trx, taken, now);
  await trx
    .insertInto('claim')
    .values({ taskId: task.taskId, number: claim, memberId: person.memberId, stationId, claimedAt: now })
    .execute();
  return committed;
}
