/** Beside journey step 12: the code printed on a report finds the report, and says whether the paper is still what stands. */
import { createHash } from 'node:crypto';
import type { OnPaper, StoredReport } from '#shared/contract/dispatch.ts';
import { failure } from '#shared/failure.ts';
import { paperCode, readPaperCode } from '#shared/report/paper-code.ts';
import { bodyOf } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface FindByPaperDeps {
  /** Versions that are held here and that the person who asks may see. */
  readonly find: (reportId: string, version: number) => readonly StoredReport[];
  readonly ofTask: (taskId: string) => readonly StoredReport[];
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Fails with paper-code-unknown, report-not-found, or paper-code-altered where the report kept here says something else. */
export function findByPaper(deps: FindByPaperDeps, scanned: string): Result<OnPaper> {
  const paper = readPaperCode(scanned);
  if (paper === null) return fail(failure('paper-code-unknown'));
  const { reportId, version, code } = paper;
  const held = deps.find(reportId, version);
  // A late report of another doctor may bear the same number: the paper says which of them it is.
  const printed = held.find((one) => paperCode(bodyOf(one.report), sha256) === code);
  if (printed === undefined)
    return fail(
      held.length === 0 ? failure('report-not-found', { report: reportId }) : failure('paper-code-altered'),
    );
  const { taskId, adopted, status } = printed;
  const newest = deps
    .ofTask(taskId)
    .filter((one) => one.adopted && one.reportId === reportId)
    .reduce((last, one) => (one.version > last.version ? one : last), printed);
  return ok({
    taskId,
    reportId: printed.reportId,
    version,
    status,
    adopted,
    newest: { version: newest.version, status: newest.status },
  });
}
