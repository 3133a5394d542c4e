/**
 * Journey step 10: unseals the key, draws and signs the PDF, signs the canonical text, and keeps report, PDF and the command that
 * sends them in one transaction. Works without a link: the report then waits as 已签名·待送达.
 */
import { createHash, randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import type { DocumentBytes } from '#shared/formats/document/find-document.ts';
import type { Report, ReportBody, ReportLimit, ReportSignature, Signer } from '#shared/report/report.ts';
import { noTracing, type ReportTracing } from '#shared/report/report-tracing.ts';
import { signedText } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { SignatureAlgorithm } from '#shared/study/signature.ts';
import type { Study } from '#shared/study/study.ts';
import type { ReportSummary } from '#shared/study/task.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { buildReport } from './build-report.ts';
import { isRevoked } from './is-revoked.ts';
import { signPdf } from './pades/sign-pdf.ts';
import { type PrepareSignatureDeps, prepareSignature } from './prepare-signature.ts';
import type { Opened } from './signers/find-signer.ts';
import type { CertifiedSigner } from './signers/signer.ts';
import { failureOfBlock, type SignableStatus } from './signing-blocks.ts';
import { unsealForSigning } from './unseal-for-signing.ts';

export interface SignReportDeps extends PrepareSignatureDeps {
  readonly audit: AuditTrail;
  readonly findSigner: (
    actor: Actor,
    algorithm: SignatureAlgorithm,
    opened: Opened,
  ) => Promise<Result<CertifiedSigner>>;
  readonly centre: () => string;
  readonly renderPdf: (
    input: ReportTracing & {
      body: Omit<ReportBody, 'pdfSha256'>;
      signers: readonly Signer[];
      picture: DocumentBytes | null;
    },
  ) => Promise<Result<{ readonly pdf: Uint8Array }>>;
  /** PEM of the region's authority; null before this station has heard of its region. */
  readonly authority: () => string | null;
  /** The newest list of revoked certificates that was fetched here, DER; null for none. */
  readonly revocationList: () => Uint8Array | null;
  readonly readTracing: (study: Study) => Promise<ReportTracing>;
  readonly readPicture: (study: Study) => Promise<DocumentBytes | null>;
  readonly keepPdf: (pdf: Uint8Array, sha256: Sha256) => Promise<Result<unknown>>;
  /** Keeps the report with the command that sends it, in one transaction, together with `beside`. */
  readonly queueReport: (report: Report, commandId: string, beside: () => void) => Promise<void>;
  /** The exchange's answer within a moment; null while there is none. */
  readonly waitForAnswer: (commandId: string, ms: number) => Promise<Result<unknown> | null>;
}

export interface SignRequest {
  readonly taskId: string;
  readonly status: SignableStatus;
  readonly secret: string;
  readonly passed: readonly ReportLimit[];
  readonly openStudies: readonly string[];
}

export interface Signed {
  readonly reportId: string;
  readonly version: number;
  readonly state: 'committed' | 'queued';
  readonly summary: ReportSummary | null;
}

const answerWithinMs = 2000;

/** Why the PDF is signed, as its reader is told. */
export const pdfReasons: Readonly<Record<Signer['role'], string>> = {
  author: '报告医师签发',
  reviewer: '审核医师签发',
};

/** Fails with the first block that was not passed, with wrong-pin or wrong-password, or with what the exchange refused. */
export async function signReport(
  deps: SignReportDeps,
  actor: Actor,
  request: SignRequest,
): Promise<Result<Signed>> {
  const signed = await signNow(deps, actor, request);
  if (!signed.ok) {
    const { memberId } = actor.member;
    const detail = signed.failure.code;
    await deps.audit.record({ memberId, act: 'signed', success: false, object: request.taskId, detail });
  }
  return signed;
}

async function signNow(deps: SignReportDeps, actor: Actor, request: SignRequest): Promise<Result<Signed>> {
  const prepared = await prepareSignature(deps, actor, request.taskId, request.openStudies);
  if (!prepared.ok) return prepared;
  const { situation, study, facts } = prepared.value;
  const standing = facts.blocks.find(
    (block) => !block.passable || !request.passed.some((limit) => limit.code === block.code),
  );
  if (standing !== undefined) return fail(failureOfBlock(standing, situation.task.claim));
  if (!facts.allowed.includes(request.status))
    return fail(failure('right-missing', { right: request.status }));
  const { memberId, name, licence } = actor.member;
  const unsealed = await unsealForSigning(deps.keys, memberId, request.secret);
  if (!unsealed.ok) return unsealed;
  const certificate = deps.keys.find(memberId)?.certificate ?? null;
  const authority = deps.authority();
  if (certificate === null || authority === null) return fail(failure('key-missing'));
  const revocationList = deps.revocationList();
  const revoked = fail(failure('certificate-invalid', { detail: 'revoked' }));
  if (isRevoked(revocationList, certificate)) return revoked;
  const { secret } = request;
  const algorithm = situation.task.signature ?? 'ES256';
  const opened = { pkcs8: unsealed.value, certificate, secret };
  const signing = await deps.findSigner(actor, algorithm, opened);
  if (!signing.ok) return signing;
  if (isRevoked(revocationList, signing.value.certificate)) return revoked;
  const wanted = situation.task.amending === undefined ? 'newest' : 'all';
  const versions = await deps.findVersions(request.taskId, wanted);
  if (!versions.ok) return versions;

  const submission = await deps.submissionOf(situation.task);
  if (!submission.ok) return submission;
  const first = submission.value?.signatures ?? [];

  const issuedAt = deps.now();
  const draft = buildReport(situation, {
    study,
    status: request.status,
    passed: request.passed,
    versions: versions.value,
    submission: submission.value,
    centre: deps.centre(),
    issuedAt,
  });
  const role = submission.value === null ? 'author' : 'reviewer';
  const signer: Signer = { role, memberId, name, licence, at: issuedAt };
  // A withdrawal is a notice: it carries no recording that somebody might read.
  const isDrawn = request.status !== 'withdrawn';
  const isPicture = study.picture === true;
  const hasTracing = isDrawn && situation.task.kind === 'ecg' && !isPicture;
  const tracing = hasTracing ? await deps.readTracing(study) : noTracing;
  const picture = isDrawn && isPicture ? await deps.readPicture(study) : null;
  const drawn = await deps.renderPdf({ body: draft, signers: [...first, signer], ...tracing, picture });
  if (!drawn.ok) return drawn;
  const pdf = await signPdf(drawn.value.pdf, {
    pkcs8: unsealed.value,
    certificate,
    authority,
    revocationList,
    name,
    reason: pdfReasons[role],
    at: issuedAt,
    submitted: submission.value,
  });
  const pdfSha256 = createHash('sha256').update(pdf).digest('hex') as Sha256;
  unsealed.value.fill(0);
  const sealed = await seal({ ...draft, pdfSha256 }, first, signer, signing.value);
  if (!sealed.ok) return sealed;
  const report = sealed.value;
  const kept = await deps.keepPdf(pdf, pdfSha256);
  if (!kept.ok) return kept;

  const commandId = randomUUID();
  const answering = deps.waitForAnswer(commandId, facts.linked ? answerWithinMs : 0);
  const detail = `${report.reportId} ${report.version} ${report.status}`;
  await deps.queueReport(report, commandId, () => {
    deps.audit.append({ memberId, act: 'signed', success: true, object: request.taskId, detail });
  });
  const answer = await answering;
  const { reportId, version } = report;
  if (answer === null) return ok({ reportId, version, state: 'queued', summary: null });
  if (!answer.ok) return answer;
  const { summary } = answer.value as { summary: ReportSummary };
  return ok({ reportId, version, state: 'committed', summary });
}

/** The signature over the canonical text. Fails as the signer does. */
async function seal(
  body: ReportBody,
  first: readonly ReportSignature[],
  signer: Signer,
  { algorithm, certificate, sign }: CertifiedSigner,
): Promise<Result<Report>> {
  const signed = await sign(Buffer.from(signedText(body, signer), 'utf8'));
  if (!signed.ok) return signed;
  const value = Buffer.from(signed.value).toString('base64');
  return ok({ ...body, signatures: [...first, { ...signer, algorithm, certificate, value }] });
}
