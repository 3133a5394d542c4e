/** Journey step 7: a doctor claims a task, gives it back, or takes it over; only the exchange decides, so it needs the link. */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
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

/** Fails with claim-needs-link, not-signed-in, or what the exchange says: task-taken, right-missing, move-illegal. */
export function claimTask(deps: ClaimTaskDeps, actor: Actor, taskId: TaskId): Promise<Result<Task>> {
  return move(deps, actor, taskId, 'claimed', (context) =>
    deps.client.tasks.claim({ commandId: randomUUID(), taskId }, { context }),
  );
}

/** Fails with claim-needs-link, claim-stale when the person does not hold it, or what the exchange says. */
export async function releaseTask(deps: ClaimTaskDeps, actor: Actor, taskId: TaskId): Promise<Result<Task>> {
  const own = deps.claims.of(taskId, actor.member.memberId);
  if (own === null) {
    const current = deps.replica.get(taskId)?.claim ?? 0;
    return fail(failure('claim-stale', { claim: 0, current }));
  }
  return move(deps, actor, taskId, 'released', (context) =>
    deps.client.tasks.release({ commandId: randomUUID(), taskId, claim: own.claim }, { context }),
  );
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

async function move(
  deps: ClaimTaskDeps,
  actor: Actor,
  taskId: TaskId,
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
    object: taskId,
    detail: answer.ok ? '' : answer.failure.code,
  });
  if (!answer.ok) {
    const unreachable = answer.failure.code === 'exchange-unreachable';
    return unreachable ? fail(failure('claim-needs-link')) : answer;
  }
  const task = answer.value;
  await deps.replica.keepTask(task);
  if (act === 'released') await deps.claims.drop(taskId, memberId);
  else await deps.claims.keep(task, memberId);
  return ok(task);
}
