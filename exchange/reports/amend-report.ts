/**
 * Side moves *corrected*, *withdrawn*, *addendum*: which of several amendments of one report stands, and what the task is
 * after it. The first that fits what stands wins; a later one is kept as 未采用.
 */
import { legalMove } from '#shared/journey.ts';
import type { Notice } from '#shared/report/amendment.ts';
import type { Report } from '#shared/report/report.ts';
import type { ReportSummary, Task } from '#shared/study/task.ts';
import type { Judgement } from './judge-report.ts';

export interface Version {
  readonly taskId: string;
  readonly version: number;
  readonly claim: number;
  readonly reportHash: string;
}

/**
 * `versions` are the adopted ones of the report, whichever task they were written under. `stale`: no claim to amend was given
 * under that number, or there is nothing signed. `set-aside`: another amendment came first, or the report was withdrawn.
 */
export function judgeAmendment(
  task: Pick<Task, 'taskId' | 'state' | 'claim'>,
  given: Pick<Report, 'claim' | 'version' | 'replaces' | 'status'>,
  versions: readonly Version[],
): Judgement {
  const own = versions.filter((one) => one.taskId === task.taskId);
  if (given.claim > task.claim || own.some((one) => one.claim === given.claim)) return 'stale';
  if (task.state === 'withdrawn') return 'set-aside';
  if (legalMove(moveOf(given.status), task.state) === null) return 'stale';
  if (own.some((one) => one.claim > given.claim)) return 'set-aside';
  const newest = versions.reduce<Version | null>(
    (best, one) => (best === null || one.version > best.version ? one : best),
    null,
  );
  return newest?.reportHash === given.replaces ? 'adopt' : 'set-aside';
}

export function moveOf(status: Report['status']): 'amend' | 'withdraw' {
  return status === 'withdrawn' ? 'withdraw' : 'amend';
}

/** The new version goes home like any other: delivery and receipt are those of this one. */
export function afterAmendment(task: Task, report: Report, summary: ReportSummary): Task {
  const move = legalMove(moveOf(report.status), task.state);
  const { amendment, status } = report;
  if (move === null || amendment === undefined) throw new Error(`${task.taskId} was judged amendable`);
  const { amending: _amending, released: _released, ...kept } = task;
  const stamps = { ...task.stamps, deliveredAt: null, receivedAt: null };
  const changed: Task = {
    ...kept,
    state: move.to,
    stamps,
    holder: null,
    reports: [...task.reports, summary],
  };
  if (status !== 'corrected' && status !== 'withdrawn') return changed;
  const notice: Notice = {
    what: status,
    reportId: report.reportId,
    version: report.version,
    reason: amendment.reason,
    note: amendment.note,
    memberId: summary.memberId,
    name: summary.memberName,
    at: summary.committedAt,
    acknowledged: null,
  };
  return { ...changed, notice };
}
