/** Lists tasks for a window: the replica's snapshots with what this station knows beside them. */
import { type ListedTask, type WorklistTab, worklistTabs } from '#shared/contract/worklist.ts';
import { lastBaton } from '#shared/study/baton.ts';
import { rungToPhone } from '#shared/study/escalation.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import { compareTasks, isUnderTab } from './order-tasks.ts';
import { patientPinyin } from './patient-pinyin.ts';
import { matchesSearch } from './search-tasks.ts';
import type { TaskReplica } from './task-replica.ts';

export interface ListTasksDeps {
  readonly replica: TaskReplica;
  readonly heldOf: (task: Task) => ListedTask['held'];
  readonly progressOf: (task: Task) => ListedTask['progress'];
  /** Verdicts given here that wait for the link count as given. */
  readonly asAnswered: (task: Task) => Task;
  /** A signature of this member on the task that waits for the link; of anybody when null. */
  readonly hasQueuedSignature: (taskId: string, memberId: string | null) => boolean;
}

export interface TaskList {
  readonly tasks: ListedTask[];
  readonly counts: Record<WorklistTab, number>;
  readonly toPhone: ListedTask[];
  readonly batons: ListedTask[];
}

/** More rows than a person reads; the search finds the others. */
const mostListed = 1000;
/** More than a person can telephone for. */
const mostToPhone = 20;

export function describeTask(deps: ListTasksDeps, task: Task): ListedTask {
  return {
    ...deps.asAnswered(task),
    held: deps.heldOf(task),
    pinyin: patientPinyin(task.order.patient.name),
    progress: deps.progressOf(task),
    queuedSignature: deps.hasQueuedSignature(task.taskId, null),
  };
}

/** Counts are of all tasks of the kind, whatever the search. */
export function listTasks(
  deps: ListTasksDeps,
  wanted: { readonly tab: WorklistTab; readonly search: string; readonly kind: Kind | null },
  memberId: string | null,
): TaskList {
  const all = deps.replica.all();
  const ofKind = all.filter((task) => wanted.kind === null || task.kind === wanted.kind);
  const stands = (task: Task, tab: WorklistTab): boolean =>
    isUnderTab(task, tab, memberId, memberId !== null && deps.hasQueuedSignature(task.taskId, memberId));
  const counts = Object.fromEntries(
    worklistTabs.map((tab) => [tab, ofKind.filter((task) => stands(task, tab)).length]),
  ) as Record<WorklistTab, number>;
  const tasks = ofKind
    .filter((task) => stands(task, wanted.tab) && matchesSearch(task, wanted.search))
    .sort(compareTasks)
    .slice(0, mostListed)
    .map((task) => describeTask(deps, task));
  const toPhone = all
    .filter((task) => rungToPhone(task) !== null)
    .sort(compareTasks)
    .slice(0, mostToPhone)
    .map((task) => describeTask(deps, task));
  const batons = all
    .filter((task) => {
      const baton = lastBaton(task);
      return baton !== null && [baton.to.memberId, baton.from.memberId].includes(memberId as MemberId);
    })
    .map((task) => describeTask(deps, task));
  return { tasks, counts, toPhone, batons };
}
