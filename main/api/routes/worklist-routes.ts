/** worklist.*: the replica as a window lists it, and the claim. */
import type { ListedTask, WorklistTab } from '#shared/contract/worklist.ts';
import { failure } from '#shared/failure.ts';
import type { AmendPurpose, AmendReason } from '#shared/report/amendment.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Colleague, Lying } from '#shared/study/baton.ts';
import type { RungName } from '#shared/study/escalation.ts';
import type { MemberId, TaskId } from '#shared/study/ids.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { RetakeReason } from '#shared/study/retake.ts';
import type { SilenceReason } from '#shared/study/silence.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../../audit/actor.ts';
import type { HandOver } from '../../worklist/claim-task.ts';
import type { TaskList } from '../../worklist/list-tasks.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';

export interface WorklistRoutesDeps {
  readonly now: () => number;
  readonly list: (
    wanted: { readonly tab: WorklistTab; readonly search: string; readonly kind: Kind | null },
    memberId: string,
  ) => TaskList;
  readonly find: (taskId: string) => ListedTask | null;
  readonly describe: (task: Task) => ListedTask;
  readonly claim: (actor: Actor, taskId: TaskId) => Promise<Result<Task>>;
  readonly reserve: (actor: Actor, taskId: TaskId, on: boolean) => Promise<Result<Task>>;
  readonly next: (actor: Actor, kind: Kind | null) => Promise<Result<Task>>;
  readonly release: (actor: Actor, taskId: TaskId, reason: string) => Promise<Result<Task>>;
  readonly retake: (
    actor: Actor,
    given: { readonly taskId: TaskId; readonly reason: RetakeReason; readonly note: string },
  ) => Promise<Result<Task>>;
  readonly amend: (
    actor: Actor,
    given: {
      readonly taskId: TaskId;
      readonly purpose: AmendPurpose;
      readonly reason: AmendReason;
      readonly note: string;
    },
  ) => Promise<Result<Task>>;
  readonly returnFromReview: (actor: Actor, taskId: TaskId, reason: string) => Promise<Result<Task>>;
  readonly handOver: (
    actor: Actor,
    lying: readonly { readonly taskId: TaskId; readonly lying: Lying }[],
  ) => Promise<HandOver>;
  readonly phoned: (
    actor: Actor,
    given: { readonly taskId: TaskId; readonly rung: RungName; readonly contact: string },
  ) => Promise<Result<{ state: 'committed' | 'queued' }>>;
  readonly noteSilence: (
    actor: Actor,
    given: { readonly siteId: string; readonly since: number; readonly reason: SilenceReason },
  ) => Promise<Result<{ done: true }>>;
  readonly colleagues: (actor: Actor, taskId: TaskId) => Promise<Result<Colleague[]>>;
  readonly offerBaton: (
    actor: Actor,
    given: { readonly taskId: TaskId; readonly to: MemberId; readonly lying: Lying | null },
  ) => Promise<Result<Task>>;
  readonly renewBaton: (
    actor: Actor,
    given: { readonly taskId: TaskId; readonly lying: Lying | null },
  ) => Promise<Result<{ done: true }>>;
  readonly takeBaton: (
    actor: Actor,
    given: { readonly taskId: TaskId; readonly claim: number },
  ) => Promise<Result<Task>>;
  readonly declineBaton: (
    actor: Actor,
    given: { readonly taskId: TaskId; readonly claim: number; readonly reason: string },
  ) => Promise<Result<Task>>;
  readonly withdrawBaton: (
    actor: Actor,
    given: { readonly taskId: TaskId; readonly claim: number },
  ) => Promise<Result<Task>>;
  readonly lying: (actor: Actor, taskId: TaskId) => Promise<Lying | null>;
  readonly takeOver: (actor: Actor, taskId: TaskId, from: MemberId) => Promise<Result<Task>>;
}

export function worklistRoutes(deps: WorklistRoutesDeps) {
  const listed = (answer: Result<Task>): Result<ListedTask> =>
    answer.ok ? ok(deps.describe(answer.value)) : answer;
  return {
    list: station.worklist.list.handler(({ input, context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      return ok({ ...deps.list(input, actor.value.member.memberId), now: deps.now() });
    }),
    get: station.worklist.get.handler(({ input, context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      const task = deps.find(input.taskId);
      return task === null ? fail(failure('task-not-found', { task: input.taskId })) : ok(task);
    }),
    claim: station.worklist.claim.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.claim(actor.value, input.taskId)) : actor;
    }),
    reserve: station.worklist.reserve.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.reserve(actor.value, input.taskId, input.on)) : actor;
    }),
    next: station.worklist.next.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.next(actor.value, input.kind)) : actor;
    }),
    release: station.worklist.release.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.release(actor.value, input.taskId, input.reason)) : actor;
    }),
    retake: station.worklist.retake.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.retake(actor.value, input)) : actor;
    }),
    amend: station.worklist.amend.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.amend(actor.value, input)) : actor;
    }),
    returnFromReview: station.worklist.returnFromReview.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.returnFromReview(actor.value, input.taskId, input.reason)) : actor;
    }),
    handOver: station.worklist.handOver.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const { handedOver, kept } = await deps.handOver(actor.value, input.lying);
      return ok({ handedOver: handedOver.map(deps.describe), kept });
    }),
    phoned: station.worklist.phoned.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.phoned(actor.value, input) : actor;
    }),
    noteSilence: station.worklist.noteSilence.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.noteSilence(actor.value, input) : actor;
    }),
    colleagues: station.worklist.colleagues.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.colleagues(actor.value, input.taskId) : actor;
    }),
    offerBaton: station.worklist.offerBaton.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.offerBaton(actor.value, input)) : actor;
    }),
    renewBaton: station.worklist.renewBaton.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.renewBaton(actor.value, input) : actor;
    }),
    takeBaton: station.worklist.takeBaton.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.takeBaton(actor.value, input)) : actor;
    }),
    declineBaton: station.worklist.declineBaton.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.declineBaton(actor.value, input)) : actor;
    }),
    withdrawBaton: station.worklist.withdrawBaton.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.withdrawBaton(actor.value, input)) : actor;
    }),
    lying: station.worklist.lying.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? ok(await deps.lying(actor.value, input.taskId)) : actor;
    }),
    takeOver: station.worklist.takeOver.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? listed(await deps.takeOver(actor.value, input.taskId, input.from)) : actor;
    }),
  };
}
