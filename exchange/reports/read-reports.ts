/** Reports as their readers may see them: a clinic the adopted ones of its site, the centre all. */
import type { KeptReport } from '#shared/contract/exchange/reports.ts';
import { failure } from '#shared/failure.ts';
import type { Report, ReportStatus } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId, ReportId } from '#shared/study/ids.ts';
import type { ExchangeTables } from '../database/tables.ts';
import { readTask } from '../feed/commit-task.ts';
import { isClinicView, mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Caller, Parts } from '../parts.ts';

export async function listReports(
  deps: Parts,
  caller: Caller,
  taskId: string,
): Promise<Result<KeptReport[]>> {
  const task = await readTask(deps.db, taskId);
  if (task === null || !mayView(visibleSites(caller), task.siteId)) {
    return fail(failure('task-not-found', { task: taskId }));
  }
  const rows = await deps.db
    .selectFrom('report')
    .selectAll()
    .where('taskId', '=', taskId)
    .orderBy('committedAt')
    .orderBy('version')
    .execute();
  return ok(rows.filter((row) => row.adopted === 1 || !isClinicView(caller)).map(keptOf));
}

export async function getReport(
  deps: Parts,
  caller: Caller,
  input: { readonly reportId: string; readonly version: number },
): Promise<Result<KeptReport>> {
  const row = await deps.db
    .selectFrom('report')
    .selectAll()
    .where('reportId', '=', input.reportId)
    .where('version', '=', input.version)
    // The same version may have been written under two claims, or signed anew under one: the adopted one goes by this name.
    .orderBy('adopted', 'desc')
    .orderBy('claim', 'desc')
    .orderBy('committedAt', 'desc')
    .executeTakeFirst();
  const missing = fail(failure('report-not-found', { report: input.reportId }));
  if (row === undefined || (row.adopted === 0 && isClinicView(caller))) return missing;
  const task = await readTask(deps.db, row.taskId);
  return task !== null && mayView(visibleSites(caller), task.siteId) ? ok(keptOf(row)) : missing;
}

/** The newest adopted report of a task, or of the one it follows up, whoever asks: the caller has checked who may. */
export async function newestReport(deps: Pick<Parts, 'db'>, taskId: string): Promise<KeptReport | null> {
  const { followUp } = (await readTask(deps.db, taskId)) ?? {};
  const row = await deps.db
    .selectFrom('report')
    .selectAll()
    .where('taskId', 'in', [taskId, ...(followUp === undefined ? [] : [followUp.of])])
    .where('adopted', '=', 1)
    .orderBy('version', 'desc')
    .orderBy('committedAt', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : keptOf(row);
}

function keptOf(row: ExchangeTables['report']): KeptReport {
  return {
    reportId: row.reportId as ReportId,
    version: row.version,
    status: row.status as ReportStatus,
    adopted: row.adopted === 1,
    memberId: row.memberId as MemberId,
    memberName: row.memberName,
    committedAt: row.committedAt,
    report: JSON.parse(row.document) as Report,
  };
}
