/** What a report must agree with before it is committed: its claim, its PDF, its order, its images, what it replaces. */
import { type Failure, failure } from '#shared/failure.ts';
import { type Amendment, amendedStatus, amendPurposes, amendReasons } from '#shared/report/amendment.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report } from '#shared/report/report.ts';
import { bodyOf } from '#shared/report/signed-text.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import { openConflicts } from '#shared/study/conflict.ts';
import { quotedConsultation } from '#shared/study/consultation.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';
import { receivedInSet } from '../feed/keep-image-set.ts';

/** A signer's estimate of exchange time may be off by this much, in ms. */
export const clockToleranceMs = 5 * 60_000;

/** Null when all agrees. A report that is set aside need not fit the images any more. */
export async function checkReport(
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
  how: { readonly isAdopted: boolean; readonly now: number },
): Promise<Failure | null> {
  // The last doctor to sign holds the claim; what the first one signed was checked when it was submitted.
  const author =
    report.signatures.find((signature) => signature.role === 'reviewer') ??
    report.signatures.find((signature) => signature.role === 'author');
  if (author === undefined) return failure('signature-invalid', { detail: 'author' });
  const claim = await trx
    .selectFrom('claim')
    .select(['memberId', 'claimedAt'])
    .where('taskId', '=', task.taskId)
    .where('number', '=', report.claim)
    .executeTakeFirst();
  if (claim?.memberId !== author.memberId) {
    return failure('claim-stale', { claim: report.claim, current: task.claim });
  }
  if (author.at > how.now + clockToleranceMs || author.at < claim.claimedAt - clockToleranceMs) {
    return failure('signature-invalid', { detail: 'at' });
  }
  const pdf = await trx
    .selectFrom('object')
    .select('sha256')
    .where('sha256', '=', report.pdfSha256)
    .executeTakeFirst();
  if (pdf === undefined) return failure('pdf-missing', { sha256: report.pdfSha256 });
  if (!how.isAdopted) return null;
  // Whatever is wrong about patient or images may be the very reason to withdraw.
  if (report.status === 'withdrawn') return disagreement(trx, task, report);
  if (report.content.findings.trim() === '' && report.content.impression.trim() === '') {
    return failure('report-empty');
  }
  if (!task.identity.settled) return failure('identity-unsettled');
  if (openConflicts(task).length > 0) return failure('identity-conflict');
  const algorithm = task.signature ?? 'ES256';
  if (report.signatures.some((one) => one.algorithm !== algorithm)) {
    return failure('signature-algorithm', { algorithm });
  }
  if (task.qualityAsked === true && task.quality === undefined && report.amendment === undefined) {
    return failure('quality-unscored');
  }
  if (report.amendment === undefined && !(await isReadSet(trx, task, report))) {
    return failure('images-changed');
  }
  return disagreement(trx, task, report);
}

/** The set as it is, or as it was before the last images came: a signature may have waited for the link meanwhile. */
async function isReadSet(trx: ExchangeTransaction, task: Task, report: Report): Promise<boolean> {
  if (report.imageSetSha256 === task.images.imageSetSha256) return true;
  return (await receivedInSet(trx, task.taskId, report.imageSetSha256)) !== null;
}

/** The report quotes order and study; the quotation must be true, since the township relies on it. */
async function disagreement(trx: ExchangeTransaction, task: Task, report: Report): Promise<Failure | null> {
  const wrong = (detail: string) => failure('invalid-input', { detail });
  if (report.kind !== task.kind) return wrong('kind');
  if (report.orderId !== task.orderId || report.site.siteId !== task.siteId) return wrong('orderId');
  if (report.study.studyInstanceUid !== task.studyInstanceUid) return wrong('studyInstanceUid');
  if (canonicalJson(report.patient) !== canonicalJson(task.order.patient)) return wrong('patient');
  if (report.simulation !== task.simulation) return wrong('simulation');
  if (await quotesUnknown(trx, report)) return wrong('quotes');
  if (tellsUnknown(task, report)) return wrong('notices');
  if (quotesNoOpinion(task, report)) return wrong('consulted');
  const { followUp } = task;
  if (followUp !== undefined && report.reportId !== followUp.reportId) {
    return failure('report-superseded', { member: followUp.offeredToName });
  }
  if (report.replaces === null) {
    return report.version === 1 && followUp === undefined ? besideAnother(task) : wrong('replaces');
  }
  return unknownReplaced(trx, task, report);
}

/** A task has one report, whose versions follow each other: who did not know what stands has not read what the township has. */
function besideAnother(task: Task): Failure | null {
  const standing = task.reports.findLast((one) => one.adopted);
  return standing === undefined ? null : failure('report-superseded', { member: standing.memberName });
}

/** Only what was raised about this patient stands in his report: nothing invented, and never a drill. */
function tellsUnknown(task: Task, report: Report): boolean {
  const real = new Set((task.notices ?? []).flatMap((one) => (one.drill ? [] : [one.noticeId])));
  return (report.notices ?? []).some((notice) => !real.has(notice.noticeId));
}

/** A report names as consulted only who answered, as he answered. */
function quotesNoOpinion(task: Task, report: Report): boolean {
  const answered = (task.consultations ?? []).map(quotedConsultation);
  return (report.content.consulted ?? []).some(
    (quoted) => !answered.some((one) => one !== null && canonicalJson(one) === canonicalJson(quoted)),
  );
}

/** A quote names a study that was deposited; whose it is by now is judged by the patient index. */
async function quotesUnknown(trx: ExchangeTransaction, report: Report): Promise<boolean> {
  const quoted = new Set<string>((report.content.quotes ?? []).map((quote) => quote.depositId));
  if (quoted.size === 0) return false;
  const found = await trx
    .selectFrom('deposit')
    .select('depositId')
    .where('depositId', 'in', [...quoted])
    .execute();
  return found.length !== quoted.size;
}

async function unknownReplaced(
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
): Promise<Failure | null> {
  const rows = await trx
    .selectFrom('report')
    .select(['reportHash', 'document', 'version', 'memberName', 'status'])
    .where((term) => term.or([term('taskId', '=', task.taskId), term('reportId', '=', report.reportId)]))
    .where('adopted', '=', 1)
    .orderBy('version')
    .execute();
  const standing = rows.at(-1);
  // An addendum adds to what stands: to nothing older, and to nothing that was withdrawn.
  if (report.status === 'addendum' && standing?.status === 'withdrawn') return failure('report-withdrawn');
  if (report.amendment === undefined && report.version !== (standing?.version ?? 0) + 1) {
    return failure('report-superseded', { member: standing?.memberName ?? '' });
  }
  // Both readings of "the version this one replaces" are honoured: with its signatures and without.
  const fits = rows.some(
    (row) =>
      row.reportHash === report.replaces ||
      sha256Of(canonicalJson(bodyOf(JSON.parse(row.document) as Report))) === report.replaces,
  );
  if (!fits) return failure('invalid-input', { detail: 'replaces' });
  return report.amendment === undefined
    ? null
    : untrueAmendment(
        report,
        report.amendment,
        rows.map((row) => JSON.parse(row.document) as Report),
      );
}

/** An amendment quotes what stands and speaks of the same images; the township reads the quotation instead of the old paper. */
function untrueAmendment(report: Report, amendment: Amendment, versions: readonly Report[]): Failure | null {
  const wrong = (detail: string) => failure('invalid-input', { detail });
  const standing = versions.at(-1);
  const purpose = amendPurposes.find((one) => amendedStatus[one] === report.status);
  if (purpose === undefined || !amendReasons[purpose].includes(amendment.reason)) return wrong('reason');
  if (standing?.reportId !== report.reportId || standing.version !== report.version - 1) {
    return wrong('version');
  }
  if (report.imageSetSha256 !== standing.imageSetSha256) return failure('images-changed');
  const said = amendmentOf(versions, amendment);
  return canonicalJson(said) === canonicalJson(amendment) ? null : wrong('amendment');
}
