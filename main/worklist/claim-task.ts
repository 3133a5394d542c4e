/** Journey step 7: a doctor claims a task, gives it back, or takes it over; only the exchange decides, so it needs the link. */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { AmendPurpose, AmendReason } from '#shared/report/amendment.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { BatonLoad } from '#shared/study/baton.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { RetakeReason } from '#shared/study/retake.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import type { OwnClaims } from './own-claims.ts';
import type { TaskReplica } from './task-replica.ts';

export interface ClaimTaskDeps {
  readonly client: ExchangeClient;
  readonly replica: TaskReplica;
  readonly claims: OwnClaims;
  readonly audit: AuditTrail;
  readonly isLinked: () => boolean;
}

export interface HandOver {
  readonly handedOver: Task[];
  /** What could not be given on, with the reason. */
  readonly kept: Array<{ taskId: TaskId; failure: Failure }>;
}

/** Fails with claim-needs-link, not-signed-in, or what the exchange says: task-taken, right-missing, move-illegal. */
export function claimTask(deps: ClaimTaskDeps, actor: Actor, taskId: TaskId): Promise<Result<Task>> {
  return move(deps, actor, taskId, 'claimed', (context) =>
    deps.client.tasks.claim({ commandId: randomUUID(), taskId }, { context }),
  );
}

/** 下一例. Fails with claim-needs-link, or what the exchange says: nothing-waiting, off-duty. */
export function nextTask(deps: ClaimTaskDeps, actor: Actor, kind: Kind | null): Promise<Result<Task>> {
  return move(deps, actor, null, 'dealt', (context) =>
    deps.client.tasks.next({ commandId: randomUUID(), kind }, { context }),
  );
}

/** 预留. Fails with claim-needs-link, or what the exchange says: task-reserved, reservation-late, reservations-full. */
export function reserveTask(
  deps: ClaimTaskDeps,
  actor: Actor,
  taskId: TaskId,
  on: boolean,
): Promise<Result<Task>> {
  return move(deps, actor, taskId, on ? 'reserved' : 'unreserved', (context) =>
    deps.client.tasks.reserve({ commandId: randomUUID(), taskId, on }, { context }),
  );
}

/** Fails with claim-needs-link, claim-stale when the person does not hold it, or what the exchange says. */
export async function releaseTask(
  deps: ClaimTaskDeps,
  actor: Actor,
  taskId: TaskId,
  reason: string,
): Promise<Result<Task>> {
  const own = deps.claims.of(taskId, actor.member.memberId);
  if (own === null) {
    const current = deps.replica.get(taskId)?.claim ?? 0;
    return fail(failure('claim-stale', { claim: 0, current }));
  }
  return move(deps, actor, taskId, 'released', (context) =>
    deps.client.tasks.release({ commandId: randomUUID(), taskId, claim: own.claim, reason }, { context }),
  );
}

/** 请求重拍: the claim ends and the clock stands. Fails with claim-needs-link, claim-stale, or what the exchange says. */
export async function retakeTask(
  deps: ClaimTaskDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly reason: RetakeReason; readonly note: string },
): Promise<Result<Task>> {
  const { taskId, reason, note } = given;
  const own = deps.claims.of(taskId, actor.member.memberId);
  if (own === null) {
    const current = deps.replica.get(taskId)?.claim ?? 0;
    return fail(failure('claim-stale', { claim: 0, current }));
  }
  const { claim } = own;
  return move(deps, actor, taskId, 'retake-asked', (context) =>
    deps.client.tasks.retake({ commandId: randomUUID(), taskId, claim, reason, note }, { context }),
  );
}

/** 更正, 撤回, 补充: a claim of a signed report. Fails with claim-needs-link, or what the exchange says: right-missing, task-taken. */
export function amendReport(
  deps: ClaimTaskDeps,
  actor: Actor,
  given: {
    readonly taskId: TaskId;
    readonly purpose: AmendPurpose;
    readonly reason: AmendReason;
    readonly note: string;
  },
): Promise<Result<Task>> {
  return move(deps, actor, given.taskId, 'amendment-begun', (context) =>
    deps.client.tasks.beginAmendment({ commandId: randomUUID(), ...given }, { context }),
  );
}

/** 退回修改: the writer holds it again, with the reason. Fails with claim-needs-link, claim-stale, or what the exchange says. */
export async function returnFromReview(
  deps: ClaimTaskDeps,
  actor: Actor,
  taskId: TaskId,
  reason: string,
): Promise<Result<Task>> {
  const own = deps.claims.of(taskId, actor.member.memberId);
  if (own === null) {
    const current = deps.replica.get(taskId)?.claim ?? 0;
    return fail(failure('claim-stale', { claim: 0, current }));
  }
  const { claim } = own;
  return move(deps, actor, taskId, 'review-returned', (context) =>
    deps.client.tasks.returnFromReview({ commandId: randomUUID(), taskId, claim, reason }, { context }),
  );
}

/** 交班: gives back all that the person holds here, one after the other; drafts stay for whoever goes on. */
export async function handOverTasks(
  deps: ClaimTaskDeps,
  actor: Actor,
  /** What goes with each of them. */
  loadOf: (task: Task) => BatonLoad,
): Promise<HandOver> {
  const handedOver: Task[] = [];
  const kept: Array<{ taskId: TaskId; failure: Failure }> = [];
  for (const { taskId, claim } of deps.claims.heldBy(actor.member.memberId)) {
    const task = deps.replica.get(taskId);
    // A claim of a task that is done, or that another holds by now, is nothing to hand over.
    if (task?.holder?.memberId !== actor.member.memberId) continue;
    const given = await move(deps, actor, task.taskId, 'handed-over', (context) =>
      deps.client.tasks.release(
        { commandId: randomUUID(), taskId: task.taskId, claim, handOver: true, load: loadOf(task) },
        { context },
      ),
    );
    if (given.ok) handedOver.push(given.value);
    else kept.push({ taskId: task.taskId, failure: given.failure });
  }
  return { handedOver, kept };
}

/** Fails with claim-needs-link, holder-alive, or what else the exchange says. */
export function takeOverTask(
  deps: ClaimTaskDeps,
  actor: Actor,
  taskId: TaskId,
  from: MemberId,
): Promise<Result<Task>> {
  return move(deps, actor, taskId, 'took-over', (context) =>
    deps.client.tasks.takeOver({ commandId: randomUUID(), taskId, from }, { context }),
  );
}

/** Says something about a task without a claim of it. */
const keepsNone: ReadonlySet<string> = new Set([
  'reserved',
  'unreserved',
  'baton-offered',
  'baton-declined',
  'baton-withdrawn',
]);
const givesUp: ReadonlySet<string> = new Set(['released', 'handed-over', 'retake-asked', 'review-returned']);

/** Asks the exchange in the person's name, and keeps what it answers: task, claim, and a line in the audit. */
export async function move(
  deps: ClaimTaskDeps,
  actor: Actor,
  /** Null while only the exchange knows which. */
  taskId: TaskId | null,
  act: string,
  ask: (context: { person: string }) => Promise<Result<Task>>,
): Promise<Result<Task>> {
  const { memberId } = actor.member;
  if (!deps.isLinked()) return fail(failure('claim-needs-link'));
  if (actor.token === null) return fail(failure('token-expired'));
  const answer = await ask({ person: actor.token });
  await deps.audit.record({
    memberId,
    act,
    success: answer.ok,
    object: answer.ok ? answer.value.taskId : (taskId ?? ''),
    detail: answer.ok ? '' : answer.failure.code,
  });
  if (!answer.ok) {
    const unreachable = answer.failure.code === 'exchange-unreachable';
    return unreachable ? fail(failure('claim-needs-link')) : answer;
  }
  const task = answer.value;
  await deps.replica.keepTask(task);
  if (givesUp.has(act)) await deps.claims.drop(task.taskId, memberId);
  else if (!keepsNone.has(act)) await deps.claims.keep(task, memberId);
  return ok(task);
}
