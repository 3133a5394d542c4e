/** The reports' part of the contract; the way home comes from the returns. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import { readTask } from '../feed/commit-task.ts';
import { isClinicView, mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Parts } from '../parts.ts';
import { acceptReport, type SigningRules } from './accept-report.ts';
import { getReport, listReports } from './read-reports.ts';
import { newestSubmission } from './submit-report.ts';

export function serveReports(deps: Parts & SigningRules) {
  const os = contract.reports;
  return {
    accept: os.accept.handler(({ input, context: { caller } }) =>
      caller.ok ? acceptReport(deps, caller.value, input) : caller,
    ),
    submission: os.submission.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const task = await readTask(deps.db, input.taskId);
      const isHidden = task === null || isClinicView(caller.value);
      if (isHidden || !mayView(visibleSites(caller.value), task.siteId)) {
        return fail(failure('task-not-found', { task: input.taskId }));
      }
      return ok(await newestSubmission(deps.db, input.taskId));
    }),
    list: os.list.handler(({ input, context: { caller } }) =>
      caller.ok ? listReports(deps, caller.value, input.taskId) : caller,
    ),
    get: os.get.handler(({ input, context: { caller } }) =>
      caller.ok ? getReport(deps, caller.value, input) : caller,
    ),
  };
}
