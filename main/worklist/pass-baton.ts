/** 转交: a case is held out to a colleague, and taken, with draft, measurements and view; only the exchange moves it, so it needs the link. */
import { randomUUID } from 'node:crypto';
import type { Draft } from '#shared/contract/exchange/tasks.ts';
import { failure } from '#shared/failure.ts';
import { eventsOf, type MarkEvent, type Marks } from '#shared/measure/marking.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { BatonLoad, Colleague, Lying } from '#shared/study/baton.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import { type ClaimTaskDeps, move } from './claim-task.ts';

export interface PassBatonDeps extends ClaimTaskDeps {
  readonly draftsOf: (taskId: string) => readonly Draft[];
  /** Keeps a draft that came from the exchange, unless a later one lies here. */
  readonly keepDraft: (draft: Draft) => Promise<void>;
  readonly marks: {
    readonly find: (studyInstanceUid: string, memberId: string) => Marks | null;
    readonly add: (studyInstanceUid: string, memberId: string, events: readonly MarkEvent[]) => Promise<void>;
  };
  /** What the exchange was told last of a case that is held out, by task. */
  readonly renewed: Map<string, string>;
}

/** What this person leaves of a case that he gives on: marks, and how it lay where it is open in his window. */
export function loadOf(
  deps: Pick<PassBatonDeps, 'draftsOf' | 'marks'>,
  actor: Actor,
  task: Task,
  lying: Lying | null,
): BatonLoad {
  const { memberId } = actor.member;
  const draft = deps
    .draftsOf(task.taskId)
    .find((one) => one.memberId === memberId && one.claim === task.claim);
  return {
    draft: draft === undefined ? null : { content: draft.content, revision: draft.revision },
    marks: deps.marks.find(task.studyInstanceUid, memberId),
    lying,
  };
}

/** Fails with claim-needs-link, or what the exchange says: task-not-found for a case that the person does not hold. */
export async function listColleagues(
  deps: ClaimTaskDeps,
  actor: Actor,
  taskId: TaskId,
): Promise<Result<Colleague[]>> {
  if (!deps.isLinked()) return fail(failure('claim-needs-link'));
  if (actor.token === null) return fail(failure('token-expired'));
  return deps.client.tasks.colleagues({ taskId }, { context: { person: actor.token } });
}

/** Fails with claim-needs-link, claim-stale, or what the exchange says: colleague-gone. */
export async function offerBaton(
  deps: PassBatonDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly to: MemberId; readonly lying: Lying | null },
): Promise<Result<Task>> {
  const { taskId, to, lying } = given;
  const own = deps.claims.of(taskId, actor.member.memberId);
  const task = deps.replica.get(taskId);
  if (own === null || task === null) {
    return fail(failure('claim-stale', { claim: 0, current: task?.claim ?? 0 }));
  }
  const load = loadOf(deps, actor, task, lying);
  deps.renewed.delete(taskId);
  const { claim } = own;
  return move(deps, actor, taskId, 'baton-offered', (context) =>
    deps.client.tasks.offerBaton({ commandId: randomUUID(), taskId, claim, to, load }, { context }),
  );
}

/**
 * While the person holds it out: marks and view go along as they lie now. Asked again and again, it tells the exchange only what
 * is new. Fails with claim-needs-link, claim-stale, or what the exchange says: baton-gone.
 */
export async function renewBaton(
  deps: PassBatonDeps,
  actor: Actor,
  { taskId, lying }: { readonly taskId: TaskId; readonly lying: Lying | null },
): Promise<Result<{ done: true }>> {
  const { memberId } = actor.member;
  const own = deps.claims.of(taskId, memberId);
  const task = deps.replica.get(taskId);
  if (own === null || task === null) {
    return fail(failure('claim-stale', { claim: 0, current: task?.claim ?? 0 }));
  }
  if (!deps.isLinked()) return fail(failure('claim-needs-link'));
  if (actor.token === null) return fail(failure('token-expired'));
  const { claim } = own;
  const renewal = { marks: deps.marks.find(task.studyInstanceUid, memberId), lying };
  const told = JSON.stringify([claim, renewal]);
  if (deps.renewed.get(taskId) === told) return ok({ done: true });
  const answer = await deps.client.tasks.renewBaton(
    { taskId, claim, ...renewal },
    { context: { person: actor.token } },
  );
  if (answer.ok) deps.renewed.set(taskId, told);
  return answer;
}

/**
 * What went along lies here before the answer, as far as the link carries it; the room asks for the rest when it opens. Fails with
 * claim-needs-link, or what the exchange says: baton-gone, right-missing.
 */
export async function takeBaton(
  deps: PassBatonDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly claim: number },
): Promise<Result<Task>> {
  const { taskId, claim } = given;
  const taken = await move(deps, actor, taskId, 'baton-taken', (context) =>
    deps.client.tasks.takeBaton({ commandId: randomUUID(), taskId, claim }, { context }),
  );
  if (taken.ok) await receiveLoad(deps, actor, taken.value);
  return taken;
}

/** Fails with claim-needs-link, or what the exchange says: baton-gone. */
export function declineBaton(
  deps: ClaimTaskDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly claim: number; readonly reason: string },
): Promise<Result<Task>> {
  return move(deps, actor, given.taskId, 'baton-declined', (context) =>
    deps.client.tasks.declineBaton({ commandId: randomUUID(), ...given }, { context }),
  );
}

/** Fails with claim-needs-link, or what the exchange says: baton-gone. */
export function withdrawBaton(
  deps: ClaimTaskDeps,
  actor: Actor,
  given: { readonly taskId: TaskId; readonly claim: number },
): Promise<Result<Task>> {
  return move(deps, actor, given.taskId, 'baton-withdrawn', (context) =>
    deps.client.tasks.withdrawBaton({ commandId: randomUUID(), ...given }, { context }),
  );
}

/**
 * Keeps here what went with a case that this person holds since, as often as it is asked for: his claim and draft, and the marks
 * unless he has some of his own. Answers how the case lay; null where nothing went along, or without the link.
 */
export async function receiveLoad(deps: PassBatonDeps, actor: Actor, task: Task): Promise<Lying | null> {
  const { taskId, studyInstanceUid, holder, handedOver } = task;
  const { memberId } = actor.member;
  if (holder?.memberId !== memberId || handedOver == null) return null;
  if (actor.token === null || !deps.isLinked()) return null;
  const context = { person: actor.token };
  const [load, drafts] = await Promise.all([
    deps.client.tasks.batonLoad({ taskId }, { context }),
    deps.client.tasks.drafts({ taskId }, { context }),
  ]);
  const draft = drafts.ok ? drafts.value.find((one) => one.memberId === memberId) : undefined;
  if (draft !== undefined) await deps.keepDraft(draft);
  if (!load.ok || load.value === null) return null;
  // The answer that said so may have been lost on the way.
  await deps.claims.keep(task, memberId);
  const { marks, lying } = load.value;
  if (marks !== null && deps.marks.find(studyInstanceUid, memberId) === null) {
    await deps.marks.add(studyInstanceUid, memberId, eventsOf(marks));
  }
  return lying;
}
