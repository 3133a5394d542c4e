/** Journey steps 9 and 10 from the command line: body, PDF, signature, and their way to the exchange. */
import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import type { Report, ReportBody, ReportContent, Signer } from '#shared/report/report.ts';
import { signedText } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ReportId, Sha256 } from '#shared/study/ids.ts';
import type { ReportSummary, Task } from '#shared/study/task.ts';
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import { renderReportPdf } from '../../main/reporting/pdf/render-report-pdf.ts';
import type { SigningKey } from './command-line-key.ts';
import type { OwnWork } from './own-draft.ts';
import { readTaskWaveform } from './read-task-waveform.ts';

export interface IssuedReport {
  readonly report: Report;
  readonly pdf: Uint8Array;
  readonly summary: ReportSummary;
  readonly task: Task;
}

/** Fails with report-empty, the failures of the PDF, or what the exchange refuses. */
export async function issueReport(
  access: ExchangeAccess,
  work: OwnWork,
  given: {
    readonly content: ReportContent;
    readonly status: 'preliminary' | 'final';
    readonly key: SigningKey;
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
  const waveform = work.task.kind === 'ecg' ? await readTaskWaveform(access, work.task.taskId) : null;
  const drawn = await renderReportPdf({ body: body.value, signers: [signer], waveform });
  if (!drawn.ok) return drawn;
  const { pdf } = drawn.value;
  const pdfSha256 = createHash('sha256').update(pdf).digest('hex') as Sha256;
  const report = seal({ ...body.value, pdfSha256 }, signer, key);
  const put = await access.fetch(`/objects/${pdfSha256}`, { method: 'PUT', body: Buffer.from(pdf) });
  if (!put.ok) return fail(((await put.json()) as { failure: ReturnType<typeof failure> }).failure);
  const accepted = await access.client.reports.accept({ commandId: randomUUID(), report });
  return accepted.ok ? ok({ report, pdf, ...accepted.value }) : accepted;
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
  const incomplete = {
    code: 'incomplete-images',
    text: `${task.images.received}/${task.images.expected}`,
  } as const;
  return ok({
    format: 'yuanzhen-report',
    formatVersion: 1,
    reportId: previous?.reportId ?? (randomUUID() as ReportId),
    version: (previous?.version ?? 0) + 1,
    status,
    replaces: previous === null ? null : (sha256(canonicalJson(previous)) as Sha256),
    taskId: task.taskId,
    claim: work.claim,
    kind: task.kind,
    site: { siteId: task.siteId, name: task.siteName },
    centre: work.centre,
    orderId: task.orderId,
    order: task.order,
    patient: task.order.patient,
    study: {
      studyInstanceUid: task.studyInstanceUid,
      accessionNumber: task.order.accessionNumber,
      modality: task.modality,
      bodyPart: task.bodyPart,
      description: task.studyDescription,
      acquiredAt: task.acquiredAt,
    },
    images: {
      received: task.images.received,
      expected: task.images.expected,
      incomplete: task.images.incomplete,
    },
    imageSetSha256: task.images.imageSetSha256 as Sha256,
    content,
    limits: task.images.incomplete ? [incomplete] : [],
    openedAt: task.stamps.openedAt,
    claimedAt: task.stamps.claimedAt,
    issuedAt: now,
    simulation: task.simulation,
  });
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
