/** Journey steps 9 and 10 from the command line: body, PDF, signature, and their way to the exchange. */
import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { buildReportBody, imageLimits } from '#shared/report/build-report-body.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportBody, ReportContent, ReportLimit, Signer } from '#shared/report/report.ts';
import { noTracing, type ReportTracing } from '#shared/report/report-tracing.ts';
import { signedText } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { ReportSummary, Task } from '#shared/study/task.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import { renderReportPdf } from '../../main/reporting/pdf/render-report-pdf.ts';
import { signPdf } from '../../main/signing/pades/sign-pdf.ts';
import { pdfReasons } from '../../main/signing/sign-report.ts';
import type { SigningKey } from './command-line-key.ts';
import type { OwnWork } from './own-draft.ts';
import { readTaskPicture } from './read-task-picture.ts';
import { readTaskTracing } from './read-task-tracing.ts';

export interface IssuedReport {
  readonly report: Report;
  readonly pdf: Uint8Array;
  readonly summary: ReportSummary;
  readonly task: Task;
  /** Of the ECG, drawn in the PDF. */
  readonly recordings: number;
}

/** Fails with report-empty, usage (no such recording), the failures of the PDF, or what the exchange refuses. */
export async function issueReport(
  access: ExchangeAccess,
  work: OwnWork,
  given: {
    readonly content: ReportContent;
    readonly status: 'preliminary' | 'final';
    readonly key: SigningKey;
    /** PEM of the region's authority. */
    readonly authority: string;
    /** DER. */
    readonly revocationList: Uint8Array;
    /** Number of the one recording that is drawn, from 1; null for all of them. */
    readonly recording: number | null;
  },
): Promise<Result<IssuedReport>> {
  const { content, status, key } = given;
  if (content.findings.trim() === '' && content.impression.trim() === '')
    return fail(failure('report-empty'));
  const { now } = await access.client.feed.time();
  const body = await buildBody(access, work, content, status, now);
  if (!body.ok) return body;
  const { memberId, name, licence } = work.member;
  const signer: Signer = { role: 'author', memberId, name, licence, at: now };
  const { kind, taskId } = work.task;
  const isPicture = work.task.picture === true;
  const hasTracing = kind === 'ecg' && !isPicture;
  const tracing = hasTracing ? await readTaskTracing(access, taskId, given.recording) : ok(noTracing);
  if (!tracing.ok) return tracing;
  const picture = isPicture ? await readTaskPicture(access, taskId) : null;
  const drawn = await renderReportPdf({ body: body.value, signers: [signer], ...tracing.value, picture });
  if (!drawn.ok) return drawn;
  const pdf = await signPdf(drawn.value.pdf, {
    ...key,
    authority: given.authority,
    revocationList: given.revocationList,
    name,
    reason: pdfReasons.author,
    at: now,
    submitted: null,
  });
  const pdfSha256 = createHash('sha256').update(pdf).digest('hex') as Sha256;
  const report = seal({ ...body.value, pdfSha256 }, signer, key);
  const put = await access.fetch(`/objects/${pdfSha256}`, { method: 'PUT', body: Buffer.from(pdf) });
  if (!put.ok) return fail(((await put.json()) as { failure: ReturnType<typeof failure> }).failure);
  const accepted = await access.client.reports.accept({ commandId: randomUUID(), report });
  if (!accepted.ok) return accepted;
  return ok({ report, pdf, ...accepted.value, recordings: countRecordings(tracing.value) });
}

function countRecordings({ waveform, long, further = [] }: ReportTracing): number {
  return waveform === null && long === null ? 0 : 1 + further.length;
}

async function buildBody(
  access: ExchangeAccess,
  work: OwnWork,
  content: ReportContent,
  status: 'preliminary' | 'final',
  now: number,
): Promise<Result<Omit<ReportBody, 'pdfSha256'>>> {
  const { task } = work;
  const kept = await access.client.reports.list({ taskId: task.taskId });
  if (!kept.ok) return kept;
  const previous = kept.value.filter((one) => one.adopted).at(-1)?.report ?? null;
  if (task.images.imageSetSha256 === null) {
    return fail(failure('move-illegal', { state: task.state, move: 'sign' }));
  }
  const study = await access.client.deposits.manifest({ taskId: task.taskId });
  if (!study.ok) return study;
  const { received, expected, incomplete } = task.images;
  const limits: ReportLimit[] = incomplete
    ? [{ code: 'incomplete-images', text: `${received}/${expected}` }]
    : [];
  return ok(
    buildReportBody({
      task,
      claim: work.claim,
      centre: work.centre,
      content,
      status,
      newReportId: randomUUID(),
      previous:
        previous === null
          ? null
          : {
              reportId: previous.reportId,
              version: previous.version,
              sha256: sha256(canonicalJson(previous)),
            },
      amendment: null,
      imageSetSha256: task.images.imageSetSha256,
      limits: [...limits, ...imageLimits(study.value, limits)],
      issuedAt: now,
    }),
  );
}

function seal(body: ReportBody, signer: Signer, { pkcs8, certificate }: SigningKey): Report {
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const text = Buffer.from(signedText(body, signer), 'utf8');
  const value = sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64');
  return { ...body, signatures: [{ ...signer, algorithm: 'ES256', certificate, value }] };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
