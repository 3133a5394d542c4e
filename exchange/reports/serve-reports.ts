/** The reports' part of the contract; the way home comes from the returns. */
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { acceptReport, type SigningRules } from './accept-report.ts';
import { getReport, listReports } from './read-reports.ts';

export function serveReports(deps: Parts & SigningRules) {
  const os = contract.reports;
  return {
    accept: os.accept.handler(({ input, context: { caller } }) =>
      caller.ok ? acceptReport(deps, caller.value, input) : caller,
    ),
    list: os.list.handler(({ input, context: { caller } }) =>
      caller.ok ? listReports(deps, caller.value, input.taskId) : caller,
    ),
    get: os.get.handler(({ input, context: { caller } }) =>
      caller.ok ? getReport(deps, caller.value, input) : caller,
    ),
  };
}
