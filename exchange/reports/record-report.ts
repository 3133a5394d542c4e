/**
 * Journey step 10: every signature that is committed has a row of its own, adopted or 未采用, and none is ever written over. Whoever signs
 * anew under the same claim after his first was set aside has two; beside an adopted one there is no other.
 */
import { failure } from '#shared/failure.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportSignature } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ReportSummary } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';

/**
 * The same body by the same author once more is answered as it was; null for one that is new. Fails with version-signed where
 * another text was adopted under the same claim as the same version.
 */
export async function findRecorded(
  trx: ExchangeTransaction,
  report: Report,
  bodyHash: string,
): Promise<Result<ReportSummary | null>> {
  const rows = await trx
    .selectFrom('report')
    .select(['bodyHash', 'memberId', 'memberName', 'adopted', 'committedAt', 'document'])
    .where('reportId', '=', report.reportId)
    .where('version', '=', report.version)
    .where('taskId', '=', report.taskId)
    .where('claim', '=', report.claim)
    .execute();
  const { memberId } = authorOf(report);
  const same = rows.find((row) => row.bodyHash === bodyHash && row.memberId === memberId);
  if (same !== undefined) return ok(summaryOf(JSON.parse(same.document) as Report, same));
  const standing = rows.find((row) => row.adopted === 1);
  if (standing === undefined) return ok(null);
  return fail(failure('version-signed', { member: standing.memberName, version: report.version }));
}

export async function recordReport(
  trx: ExchangeTransaction,
  report: Report,
  how: { readonly isAdopted: boolean; readonly bodyHash: string; readonly now: number },
): Promise<ReportSummary> {
  const author = authorOf(report);
  const row = {
    reportId: report.reportId,
    version: report.version,
    taskId: report.taskId,
    status: report.status,
    claim: report.claim,
    memberId: author.memberId,
    memberName: author.name,
    adopted: how.isAdopted ? 1 : 0,
    committedAt: how.now,
    pdfSha256: report.pdfSha256,
    reportHash: sha256Of(canonicalJson(report)),
    bodyHash: how.bodyHash,
    document: JSON.stringify(report),
  };
  await trx.insertInto('report').values(row).execute();
  if (how.isAdopted) {
    await trx
      .insertInto('objectSite')
      .values({ sha256: report.pdfSha256, siteId: report.site.siteId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return summaryOf(report, row);
}

function summaryOf(
  report: Report,
  row: { readonly adopted: number; readonly committedAt: number },
): ReportSummary {
  const author = authorOf(report);
  const reviewer = report.signatures.find((signature) => signature.role === 'reviewer');
  return {
    reportId: report.reportId,
    version: report.version,
    status: report.status,
    adopted: row.adopted === 1,
    memberId: author.memberId,
    memberName: author.name,
    committedAt: row.committedAt,
    ...(reviewer === undefined ? {} : { reviewerName: reviewer.name }),
  };
}

function authorOf(report: Report): ReportSignature {
  const author = report.signatures.find((signature) => signature.role === 'author');
  if (author === undefined) throw new Error('an author was checked before');
  return author;
}
