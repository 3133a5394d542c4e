/** The tasks' part of the contract. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import { readTask } from '../feed/commit-task.ts';
import { mayView, taskFor, visibleSites } from '../feed/visible-sites.ts';
import type { Parts } from '../parts.ts';
import { readLoad } from './baton-load.ts';
import { beginAmendment } from './begin-amendment.ts';
import { cancelTask } from './cancel-task.ts';
import { type ClaimRules, claimTask, releaseTask, takeOverTask } from './claim-task.ts';
import { heartbeat } from './heartbeat.ts';
import { type KeepingRules, keepReport } from './keep-report.ts';
import { listColleagues } from './list-colleagues.ts';
import { listTasks } from './list-tasks.ts';
import { type Attendance, nextTask } from './next-task.ts';
import { declineBaton, offerBaton, renewBaton, takeBaton, withdrawBaton } from './pass-baton.ts';
import { recordPhoned } from './record-phoned.ts';
import { reserveTask } from './reserve-task.ts';
import { declineRetake, retakeTask } from './retake-task.ts';
import { returnFromReview } from './return-from-review.ts';
import { listDrafts, saveDraft } from './save-draft.ts';
import { type ScoringRules, scoreQuality } from './score-quality.ts';

export function serveTasks(deps: Parts & ClaimRules & KeepingRules & Attendance & ScoringRules) {
  const os = contract.tasks;
  return {
    list: os.list.handler(({ input, context: { caller } }) =>
      caller.ok ? listTasks(deps, caller.value, input) : caller,
    ),
    get: os.get.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const task = await readTask(deps.db, input.taskId);
      if (task === null || !mayView(visibleSites(caller.value), task.siteId)) {
        return fail(failure('task-not-found', { task: input.taskId }));
      }
      return ok(taskFor(caller.value, task));
    }),
    scoreQuality: os.scoreQuality.handler(({ input, context: { caller } }) =>
      caller.ok ? scoreQuality(deps, caller.value, input) : caller,
    ),
    claim: os.claim.handler(({ input, context: { caller } }) =>
      caller.ok ? claimTask(deps, caller.value, input) : caller,
    ),
    reserve: os.reserve.handler(({ input, context: { caller } }) =>
      caller.ok ? reserveTask(deps, caller.value, input) : caller,
    ),
    next: os.next.handler(({ input, context: { caller } }) =>
      caller.ok ? nextTask(deps, caller.value, input) : caller,
    ),
    release: os.release.handler(({ input, context: { caller } }) =>
      caller.ok ? releaseTask(deps, caller.value, input) : caller,
    ),
    colleagues: os.colleagues.handler(({ input, context: { caller } }) =>
      caller.ok ? listColleagues(deps, caller.value, input.taskId) : caller,
    ),
    offerBaton: os.offerBaton.handler(({ input, context: { caller } }) =>
      caller.ok ? offerBaton(deps, caller.value, input) : caller,
    ),
    renewBaton: os.renewBaton.handler(({ input, context: { caller } }) =>
      caller.ok ? renewBaton(deps, caller.value, input) : caller,
    ),
    takeBaton: os.takeBaton.handler(({ input, context: { caller } }) =>
      caller.ok ? takeBaton(deps, caller.value, input) : caller,
    ),
    declineBaton: os.declineBaton.handler(({ input, context: { caller } }) =>
      caller.ok ? declineBaton(deps, caller.value, input) : caller,
    ),
    withdrawBaton: os.withdrawBaton.handler(({ input, context: { caller } }) =>
      caller.ok ? withdrawBaton(deps, caller.value, input) : caller,
    ),
    batonLoad: os.batonLoad.handler(async ({ input, context: { caller } }) =>
      caller.ok ? ok(await readLoad(deps, caller.value, input.taskId)) : caller,
    ),
    takeOver: os.takeOver.handler(({ input, context: { caller } }) =>
      caller.ok ? takeOverTask(deps, caller.value, input) : caller,
    ),
    heartbeat: os.heartbeat.handler(({ input, context: { caller } }) =>
      caller.ok ? heartbeat(deps, caller.value, input) : caller,
    ),
    retake: os.retake.handler(({ input, context: { caller } }) =>
      caller.ok ? retakeTask(deps, caller.value, input) : caller,
    ),
    beginAmendment: os.beginAmendment.handler(({ input, context: { caller } }) =>
      caller.ok ? beginAmendment(deps, caller.value, input) : caller,
    ),
    returnFromReview: os.returnFromReview.handler(({ input, context: { caller } }) =>
      caller.ok ? returnFromReview(deps, caller.value, input) : caller,
    ),
    declineRetake: os.declineRetake.handler(({ input, context: { caller } }) =>
      caller.ok ? declineRetake(deps, caller.value, input) : caller,
    ),
    cancel: os.cancel.handler(({ input, context: { caller } }) =>
      caller.ok ? cancelTask(deps, caller.value, input) : caller,
    ),
    phoned: os.phoned.handler(({ input, context: { caller } }) =>
      caller.ok ? recordPhoned(deps, caller.value, input) : caller,
    ),
    keepReport: os.keepReport.handler(({ input, context: { caller } }) =>
      caller.ok ? keepReport(deps, caller.value, input) : caller,
    ),
    saveDraft: os.saveDraft.handler(({ input, context: { caller } }) =>
      caller.ok ? saveDraft(deps, caller.value, input) : caller,
    ),
    drafts: os.drafts.handler(({ input, context: { caller } }) =>
      caller.ok ? listDrafts(deps, caller.value, input.taskId) : caller,
    ),
  };
}
