/** The acts of 转交 and 交班 that a window calls, put together from worklist, reading and reporting. */
import type { Lying } from '#shared/study/baton.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../audit/actor.ts';
import { createOwnMarks } from '../reading/own-marks.ts';
import { keepDraft, readDrafts } from '../reporting/save-draft.ts';
import { type ClaimTaskDeps, handOverTasks } from '../worklist/claim-task.ts';
import {
  declineBaton,
  listColleagues,
  loadOf,
  offerBaton,
  receiveLoad,
  renewBaton,
  takeBaton,
  withdrawBaton,
} from '../worklist/pass-baton.ts';
import type { StationParts } from './station-parts.ts';

export function createBatonActs({ database, now }: StationParts, claiming: ClaimTaskDeps) {
  const deps = {
    ...claiming,
    draftsOf: (taskId: string) => readDrafts(database, taskId),
    keepDraft: (draft: Parameters<typeof keepDraft>[1]) => keepDraft(database, draft),
    marks: createOwnMarks({ database, now }),
    renewed: new Map<string, string>(),
  };
  return {
    colleagues: (actor: Actor, taskId: TaskId) => listColleagues(deps, actor, taskId),
    offerBaton: (actor: Actor, given: Parameters<typeof offerBaton>[2]) => offerBaton(deps, actor, given),
    renewBaton: (actor: Actor, given: Parameters<typeof renewBaton>[2]) => renewBaton(deps, actor, given),
    takeBaton: (actor: Actor, given: Parameters<typeof takeBaton>[2]) => takeBaton(deps, actor, given),
    declineBaton: (actor: Actor, given: Parameters<typeof declineBaton>[2]) =>
      declineBaton(deps, actor, given),
    withdrawBaton: (actor: Actor, given: Parameters<typeof withdrawBaton>[2]) =>
      withdrawBaton(deps, actor, given),
    lying: async (actor: Actor, taskId: TaskId): Promise<Lying | null> => {
      const task = deps.replica.get(taskId);
      return task === null ? null : receiveLoad(deps, actor, task);
    },
    handOver: (actor: Actor, lying: readonly { readonly taskId: TaskId; readonly lying: Lying }[]) =>
      handOverTasks(deps, actor, (task) => {
        const lay = lying.find((one) => one.taskId === task.taskId)?.lying ?? null;
        // The draft stays its writer's until the next one goes on with it.
        return { ...loadOf(deps, actor, task, lay), draft: null };
      }),
  };
}
