/** The report a new version replaces: the highest adopted one of the task, from this disk or the exchange. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Report } from '#shared/report/report.ts';
import { ok, type Result } from '#shared/result.ts';
import type { ReportStore } from '../archive/report-store.ts';
import type { TaskReplica } from '../worklist/task-replica.ts';

/** Null when there is none. Fails with exchange-unreachable when it is known but cannot be had now. */
export async function findPreviousReport(
  deps: {
    readonly replica: TaskReplica;
    readonly reports: ReportStore;
    readonly client: ExchangeClient;
  },
  taskId: string,
): Promise<Result<Report | null>> {
  // What this station signed and still waits for the link counts as well: the next version builds on it.
  const task = deps.replica.get(taskId);
  // A follow-up of late images adds to the report of the task before it.
  const tasks = [taskId, ...(task?.followUp === undefined ? [] : [task.followUp.of])];
  const here = tasks
    .flatMap((id) => deps.reports.ofTask(id))
    .filter((row) => row.state !== 'refused' && row.stored.adopted)
    .map((row) => row.stored);
  const told = tasks
    .flatMap((id) => deps.replica.get(id)?.reports ?? [])
    .filter((summary) => summary.adopted);
  const newestHere = [...here].sort((one, other) => other.version - one.version)[0];
  const newestTold = [...told].sort((one, other) => other.version - one.version)[0];
  if (newestTold === undefined || (newestHere?.version ?? 0) >= newestTold.version) {
    return ok(newestHere?.report ?? null);
  }
  const { reportId, version } = newestTold;
  const got = await deps.client.reports.get({ reportId, version });
  return got.ok ? ok(got.value.report) : got;
}
