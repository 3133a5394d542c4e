/**
 * Journey steps 9 and 10: a signed report is committed, or kept as 未采用; never dropped. The clock stops here, in
 * exchange time, whatever the signer's own clock said.
 */
import { X509Certificate } from 'node:crypto';
import type { Member } from '#shared/contract/exchange/members.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { legalMove, type Move } from '#shared/journey.ts';
import type { Notice } from '#shared/report/amendment.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { changesMeaning } from '#shared/report/conclusions.ts';
import type { Report, ReportSignature, ReportStatus } from '#shared/report/report.ts';
import { bodyOf } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { needsTwo } from '#shared/study/review.ts';
import type { LateImages, ReportSummary, Task } from '#shared/study/task.ts';
import { auditTroubleOf } from '../audit/audit-status.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';
import { appendEvent } from '../feed/append-event.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import type { PatientIndex } from '../patient-index.ts';
import { afterAmendment, judgeAmendment } from './amend-report.ts';
import { checkReport } from './check-report.ts';
import { type Judgement, judgeReport } from './judge-report.ts';
import { findRecorded, recordReport } from './record-report.ts';
import { stopClock } from './stop-clock.ts';
import { isInTurn, isSubmission, knownSubmission, submitReport } from './submit-report.ts';
import { verifySignature } from './verify-signature.ts';

export interface SigningRules {
  /** Null when the member might issue (preliminary) or sign (final) on the task's kind and site at that instant. */
  readonly refuseSigning: (
    trx: ExchangeTransaction,
    memberId: string,
    task: Task,
    action: 'write' | 'issue' | 'sign' | 'review',
    at: number,
  ) => Promise<Failure | null>;
  readonly patients: PatientIndex;
  /** Who else relies on the task's report hears of another version. */
  readonly reportAdopted: (
    trx: ExchangeTransaction,
    task: Task,
    report: Report,
    now: number,
  ) => Promise<void>;
  /** A final report is about to be adopted: it may be drawn for peer review, and what it changes is logged. */
  readonly openReviews: (trx: ExchangeTransaction, task: Task, report: Report, now: number) => Promise<void>;
  /** Images that the signer could not have known are read under a task of their own; answers the task as it stands. */
  readonly followReport: (trx: ExchangeTransaction, task: Task, report: Report, now: number) => Promise<Task>;
}

export interface Committed {
  readonly summary: ReportSummary;
  readonly task: Task;
}

/**
 * Idempotent by command and by (report, version, body). Signed anew after it was set aside, it is judged anew. Where two doctors are
 * required a final report by one is submitted.
 */
export async function acceptReport(
  deps: Parts & SigningRules,
  caller: Caller,
  input: { readonly commandId: string; readonly report: Report },
): Promise<Result<Committed>> {
  const { report } = input;
  const [author] = report.signatures;
  const spec = {
    caller,
    act: acts[report.status],
    commandId: input.commandId,
    input,
    object: report.taskId,
    detail: `${report.reportId} ${report.version} #${report.claim}`,
    outcome: ({ summary }: Committed) =>
      summary.submitted === true ? 'submitted' : summary.adopted ? 'adopted' : 'set-aside',
    memberId: (author?.memberId ?? null) as Member['memberId'] | null,
  };
  const authority = deps.region().caCertificate;
  return runCommand(deps, spec, async (trx, now) => {
    const stopped = await auditTroubleOf({ db: trx, vault: deps.vault });
    if (stopped !== null) return fail(failure(stopped, { path: deps.vault.folder }));
    for (const signature of report.signatures) {
      const verified = verifySignature(report, signature, authority);
      if (!verified.ok) return verified;
      if (await isRevoked(trx, signature)) return fail(failure('certificate-invalid', { detail: 'revoked' }));
    }
    const refusal = await refuseAuthor(deps, trx, report);
    return refusal === null ? commit(deps, trx, report, now) : fail(refusal);
  });
}

/** What was signed before the revocation stands, however long it was on its way. */
async function isRevoked(trx: ExchangeTransaction, { certificate, at }: ReportSignature): Promise<boolean> {
  const serial = new X509Certificate(certificate).serialNumber.toLowerCase();
  const row = await trx
    .selectFrom('certificate')
    .select('revokedAt')
    .where('serial', '=', serial)
    .executeTakeFirst();
  return row !== undefined && row.revokedAt !== null && row.revokedAt <= at;
}

async function refuseAuthor(
  deps: SigningRules,
  trx: ExchangeTransaction,
  report: Report,
): Promise<Failure | null> {
  const author = report.signatures.find((signature) => signature.role === 'author');
  const task = await readTask(trx, report.taskId);
  if (task === null) return failure('task-not-found', { task: report.taskId });
  if (author === undefined) return failure('signature-invalid', { detail: 'author' });
  const reviewer = report.signatures.find((signature) => signature.role === 'reviewer');
  if (!needsTwo(task, report.status)) {
    if (reviewer !== undefined) return failure('signature-invalid', { detail: 'reviewer' });
    const action = report.status === 'preliminary' ? 'issue' : 'sign';
    return deps.refuseSigning(trx, author.memberId, task, action, author.at);
  }
  // Where two are required a trainee may write what the second doctor answers for; what was signed is taken up by who may sign.
  const action = report.amendment === undefined ? 'write' : 'sign';
  const unfit = await deps.refuseSigning(trx, author.memberId, task, action, author.at);
  if (unfit !== null || reviewer === undefined) return unfit;
  if (reviewer.memberId === author.memberId) return failure('review-own');
  return deps.refuseSigning(trx, reviewer.memberId, task, 'review', reviewer.at);
}

async function commit(
  deps: SigningRules,
  trx: ExchangeTransaction,
  report: Report,
  now: number,
): Promise<Result<Committed>> {
  const task = await readTask(trx, report.taskId);
  if (task === null) return fail(failure('task-not-found', { task: report.taskId }));
  const bodyHash = sha256Of(canonicalJson(bodyOf(report)));
  const submitted = await knownSubmission(trx, report, bodyHash);
  if (submitted !== null) return ok({ summary: submitted, task });
  const recorded = await findRecorded(trx, report, bodyHash);
  if (!recorded.ok) return recorded;
  if (recorded.value !== null) return ok({ summary: recorded.value, task });
  if (!comesUnder(task, report)) {
    return fail(failure('move-illegal', { state: task.state, move: report.status }));
  }
  const judgement = await judge(trx, task, report);
  if (judgement === 'stale') {
    return fail(failure('claim-stale', { claim: report.claim, current: task.claim }));
  }
  const isLegal = report.amendment !== undefined || moveFor(task, report) !== null;
  const isAdopted = judgement === 'adopt' && isLegal && (await isInTurn(trx, task, report));
  const wrong = await checkReport(trx, task, report, { isAdopted, now });
  if (wrong !== null) return fail(wrong);
  if (isAdopted && isSubmission(task, report)) {
    return ok(await submitReport(trx, task, report, { bodyHash, now }));
  }
  if (isAdopted && report.status === 'final') await deps.openReviews(trx, task, report, now);
  const summary = await recordReport(trx, report, { isAdopted, bodyHash, now });
  const told = await tellReport(
    trx,
    isAdopted
      ? after(await withMeaning(trx, task, report, summary), report, summary)
      : withReport(task, summary),
    summary,
    now,
  );
  if (isAdopted) {
    await tellOrigin(trx, told, summary, now);
    await deps.reportAdopted(trx, told, report, now);
  }
  const quoted = await deps.patients.reportCommitted(trx, report, told, now);
  // A version that amends speaks of the images of the one it replaces: what came since has its follow-up already.
  const isLast = isAdopted && report.status !== 'preliminary' && report.amendment === undefined;
  return ok({ summary, task: isLast ? await deps.followReport(trx, quoted, report, now) : quoted });
}

/** A final report that concludes otherwise than the preliminary one the township may have acted on has to be taken note of. */
async function withMeaning(
  trx: ExchangeTransaction,
  task: Task,
  report: Report,
  summary: ReportSummary,
): Promise<Task> {
  if (report.status !== 'final' || task.stamps.preliminaryAt === null) return task;
  const row = await trx
    .selectFrom('report')
    .select('document')
    .where('taskId', '=', task.taskId)
    .where('adopted', '=', 1)
    .where('version', '<', report.version)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  const before = row === undefined ? null : (JSON.parse(row.document) as Report).content;
  if (before === null || !changesMeaning(task.kind, before, report.content)) return task;
  const { reportId, version } = report;
  const { memberId, memberName, committedAt } = summary;
  const notice: Notice = {
    what: 'changed',
    reportId,
    version,
    reason: null,
    note: '',
    memberId,
    name: memberName,
    at: committedAt,
    acknowledged: null,
  };
  return { ...task, notice };
}

const acts: Readonly<Record<ReportStatus, string>> = {
  preliminary: 'issued',
  final: 'signed',
  addendum: 'signed',
  corrected: 'corrected',
  withdrawn: 'withdrawn',
};

/** Under a follow-up an addendum and nothing else; a version that amends under the task whose report it is. */
function comesUnder(task: Task, { status, amendment }: Report): boolean {
  if (status === 'corrected' || status === 'withdrawn') {
    return task.followUp === undefined && amendment !== undefined;
  }
  if (status === 'addendum') return (task.followUp === undefined) === (amendment !== undefined);
  return task.followUp === undefined && amendment === undefined;
}

async function judge(trx: ExchangeTransaction, task: Task, report: Report): Promise<Judgement> {
  const adopted = await trx
    .selectFrom('report')
    .select(['reportId', 'taskId', 'version', 'claim', 'status', 'reportHash'])
    .where((term) => term.or([term('taskId', '=', task.taskId), term('reportId', '=', report.reportId)]))
    .where('adopted', '=', 1)
    .execute();
  if (report.amendment !== undefined) return judgeAmendment(task, report, adopted);
  return judgeReport(
    task,
    report,
    adopted.filter((one) => one.taskId === task.taskId),
  );
}

function after(task: Task, report: Report, summary: ReportSummary): Task {
  return report.amendment === undefined
    ? afterReport(task, report, summary)
    : afterAmendment(task, report, summary);
}

function withReport(task: Task, summary: ReportSummary): Task {
  return { ...task, reports: [...task.reports, summary] };
}

/** The move that the report makes; one whose signature was long on its way finds the task further on. */
function moveFor(task: Task, { status }: Report): Move | null {
  const [inTime, late] =
    status === 'preliminary'
      ? (['issue-preliminary', 'issue-late'] as const)
      : (['sign', 'sign-late'] as const);
  return legalMove(inTime, task.state) ?? legalMove(late, task.state);
}

/** A preliminary report keeps its holder; the signed one ends every claim. */
function afterReport(task: Task, report: Report, summary: ReportSummary): Task {
  const { status } = report;
  const state = moveFor(task, report)?.to;
  if (state === undefined) throw new Error(`${task.taskId} was judged to take a ${status} report`);
  const now = summary.committedAt;
  const clock = stopClock(task.clock, status, now);
  const { released: _released, ...claimed } = task;
  const kept = withReport(claimed, summary);
  if (status === 'preliminary') {
    const preliminaryAt = task.stamps.preliminaryAt ?? now;
    return { ...kept, state, clock, stamps: { ...task.stamps, preliminaryAt } };
  }
  const stamps = { ...task.stamps, signedAt: now, claimedAt: task.stamps.claimedAt ?? report.claimedAt };
  const lateImages =
    task.lateImages === undefined || task.followUp === undefined
      ? {}
      : { lateImages: { ...task.lateImages, outcome: outcomeOf(summary) } };
  return { ...kept, ...lateImages, state, clock, stamps, holder: null };
}

function outcomeOf({ memberId, memberName, committedAt }: ReportSummary): LateImages['outcome'] {
  return { what: 'addendum', memberId, name: memberName, at: committedAt };
}

/** An addendum stands in the list of the task it adds to, also for whoever looks there. */
async function tellOrigin(
  trx: ExchangeTransaction,
  task: Task,
  summary: ReportSummary,
  now: number,
): Promise<void> {
  const origin = task.followUp === undefined ? null : await readTask(trx, task.followUp.of);
  if (origin === null) return;
  const { lateImages } = origin;
  const ended =
    lateImages?.followUpId === task.taskId
      ? { lateImages: { ...lateImages, outcome: outcomeOf(summary) } }
      : {};
  await commitTask(trx, { ...withReport(origin, summary), ...ended }, now);
}

/** Two events with one snapshot: the task has changed, and there is a report to fetch. */
async function tellReport(
  trx: ExchangeTransaction,
  changed: Task,
  summary: ReportSummary,
  now: number,
): Promise<Task> {
  const task = await commitTask(trx, changed, now);
  const { reportId, version, adopted } = summary;
  await appendEvent(trx, {
    at: now,
    siteId: task.siteId,
    change: { type: 'report-committed', task, reportId, version, adopted },
  });
  return task;
}
