/** `yuanzhen verify FILE`: is a report, JSON or PDF, what its doctor signed, a sealed case or a part of the audit what the region sealed? Needs no network. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Failure, failure } from '#shared/failure.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { paperCode } from '#shared/report/paper-code.ts';
import { type Report, reportSchema } from '#shared/report/report.ts';
import { bodyOf } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { verifyPdf } from '../../exchange/reports/verify-pdf.ts';
import { type Revocations, verifyRevocationList } from '../../exchange/reports/verify-revocation-list.ts';
import { verifySignature } from '../../exchange/reports/verify-signature.ts';
import { auditFileMark, verifyAuditFile } from '../../exchange/sealed/verify-audit-file.ts';
import { verifyCase } from '../../exchange/sealed/verify-case.ts';
import { type CommandIo, exitCodes } from '../command-io.ts';
import { answer, refuse } from '../exchange/answer.ts';
import { parseArguments } from '../parse-arguments.ts';

/**
 * `--ca` judges the trust as well, `--crl` whether a report's certificate had been revoked by then (`yuanzhen member revocations`
 * writes the list; a PDF carries one itself), `--pdf` that the PDF is the one that was signed for. Of several files at once those that another
 * one of them replaces are marked `replacedBy`; alone, a former version cannot know.
 */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  const options = {
    ca: { type: 'string' },
    crl: { type: 'string' },
    pdf: { type: 'string' },
    json: { type: 'boolean' },
  } as const;
  const parsed = parseArguments(args, { options, positionals: { least: 1, name: 'FILE' } }, io.language);
  if (!parsed.ok) return refuse(io, parsed.failure, args.includes('--json'));
  const { values, positionals } = parsed.value;
  const json = values.json === true;
  let refused = false;
  const judged: { path: string; verified: Awaited<ReturnType<typeof verifyFile>> }[] = [];
  for (const path of positionals) {
    const pdf = await readAs(path, '%PDF-');
    const zip = pdf === null ? await readAs(path, 'PK\u0003\u0004') : null;
    const bytes = pdf ?? zip ?? (await readAs(path, auditFileMark));
    if (bytes === null) judged.push({ path, verified: await verifyFile(path, values) });
    else {
      const judge = pdf !== null ? judgePdf : zip !== null ? judgeCase : judgeAudit;
      if (!(await answerFile(io, { path, bytes, ca: values.ca, json }, judge))) refused = true;
    }
  }
  const valid = judged.flatMap(({ verified }) => (verified.ok ? [verified.value] : []));
  for (const { path, verified } of judged) {
    if (verified.ok) {
      const { replaces: _replaces, sha256, ...facts } = verified.value;
      const later = valid.find((one) => one.replaces === sha256);
      const replacedBy =
        later === undefined ? {} : { replacedBy: { version: later.version, status: later.status } };
      const { signer, signedAt, trusted } = facts;
      const mark = later === undefined ? '' : `\t→ ${later.version} ${later.status}`;
      answer(
        io,
        json,
        { path, ok: true, ...facts, ...replacedBy },
        `${path}\t${signer}\t${signedAt}\t${trusted}${mark}`,
      );
    } else {
      refuse(io, verified.failure, json, { path });
      refused = true;
    }
  }
  return refused ? exitCodes.refused : exitCodes.well;
}

/** The bytes of a file that begins so; null for every other, and for what cannot be read: that is told as a report. */
async function readAs(path: string, mark: string): Promise<Buffer | null> {
  const bytes = await read(path);
  return bytes.ok && bytes.value.subarray(0, mark.length).toString('latin1') === mark ? bytes.value : null;
}

interface GivenFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** Path of the authority's certificate. */
  readonly ca: string | undefined;
  readonly json: boolean;
}

/** What is said of a file that is what it claims to be, as JSON and as a line. */
interface Said {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly line: readonly unknown[];
}

async function answerFile(
  io: CommandIo,
  { path, bytes, ca, json }: GivenFile,
  judge: (bytes: Buffer, authority: string | null) => Promise<Result<Said>>,
): Promise<boolean> {
  const authority = ca === undefined ? ok(null) : await read(ca);
  const judged = authority.ok ? await judge(bytes, authority.value?.toString('utf8') ?? null) : authority;
  if (!judged.ok) {
    refuse(io, judged.failure, json, { path });
    return false;
  }
  const { facts, line } = judged.value;
  answer(io, json, { path, ok: true, ...facts }, [path, ...line].join('\t'));
  return true;
}

async function judgeCase(zip: Buffer, authority: string | null): Promise<Result<Said>> {
  const verified = await verifyCase(zip, authority);
  if (!verified.ok) return verified;
  const { taskId, sealedAt, trusted, files } = verified.value;
  return ok({ facts: { ...verified.value }, line: [taskId, sealedAt, trusted, files] });
}

async function judgeAudit(file: Buffer, authority: string | null): Promise<Result<Said>> {
  const verified = verifyAuditFile(file, authority);
  if (!verified.ok) return verified;
  const { region, first, last, trusted, records, head } = verified.value;
  return ok({ facts: { ...verified.value }, line: [region, `${first}-${last}`, trusted, records, head] });
}

async function judgePdf(pdf: Buffer, authority: string | null): Promise<Result<Said>> {
  const verified = await verifyPdf(pdf, authority);
  if (!verified.ok) return verified;
  const { signer, trusted, revocation } = verified.value;
  const signedAt = verified.value.signedAt === null ? null : new Date(verified.value.signedAt).toISOString();
  return ok({ facts: { ...verified.value, signedAt }, line: [signer, signedAt, trusted, revocation] });
}

interface Verified {
  readonly signer: string;
  /** ISO 8601, exchange time as the signer estimated it. */
  readonly signedAt: string;
  readonly studyInstanceUid: string;
  readonly imageSetSha256: string;
  readonly trusted: boolean;
  /** Of the author's signature. */
  readonly algorithm: string;
  readonly status: string;
  readonly reportId: string;
  readonly version: number;
  /** Hash of the version before it, and its own. */
  readonly replaces: string | null;
  readonly sha256: string;
  /** What the QR code on its paper says. */
  readonly paperCode: string;
}

/** Paths of what a report is judged by. */
interface Judging {
  readonly ca?: string | undefined;
  readonly crl?: string | undefined;
  readonly pdf?: string | undefined;
}

async function verifyFile(path: string, { ca, crl, pdf }: Judging): Promise<Result<Verified>> {
  const report = await readReport(path);
  if (!report.ok) return report;
  const authority = ca === undefined ? ok(null) : await read(ca);
  if (!authority.ok) return authority;
  const revocations = await readRevocations(crl, authority.value);
  if (!revocations.ok) return revocations;
  let trusted = authority.value !== null;
  for (const signature of report.value.signatures) {
    const verified = verifySignature(report.value, signature, authority.value?.toString('utf8') ?? null);
    if (!verified.ok) return verified;
    trusted &&= verified.value.trusted;
    if (revocations.value?.revokedBy(new X509Certificate(signature.certificate), signature.at))
      return fail(failure('certificate-invalid', { detail: 'revoked' }));
  }
  const wrong = pdf === undefined ? null : await wrongPdf(pdf, report.value);
  if (wrong !== null) return fail(wrong);
  const author = report.value.signatures.find((one) => one.role === 'author') ?? report.value.signatures[0];
  if (author === undefined) return fail(failure('signature-invalid', { detail: 'author' }));
  const { study, imageSetSha256, status, reportId, version, replaces } = report.value;
  return ok({
    signer: author.name,
    signedAt: new Date(author.at).toISOString(),
    studyInstanceUid: study.studyInstanceUid,
    imageSetSha256,
    trusted,
    algorithm: author.algorithm,
    status,
    reportId,
    version,
    replaces,
    sha256: sha256Of(canonicalJson(report.value)),
    paperCode: paperCode(bodyOf(report.value), sha256Of),
  });
}

/** A list is worth nothing without the authority that signed it. */
async function readRevocations(
  crl: string | undefined,
  authority: Buffer | null,
): Promise<Result<Revocations | null>> {
  if (crl === undefined) return ok(null);
  if (authority === null) return fail(failure('usage', { detail: '--crl --ca' }));
  const bytes = await read(crl);
  if (!bytes.ok) return bytes;
  const list = verifyRevocationList(bytes.value, new X509Certificate(authority));
  return list === null ? fail(failure('certificate-invalid', { detail: 'CRL' })) : ok(list);
}

/** A report of this format; unknown members would not be covered by the signature and are refused. */
async function readReport(path: string): Promise<Result<Report>> {
  const bytes = await read(path);
  if (!bytes.ok) return bytes;
  try {
    const given: unknown = JSON.parse(bytes.value.toString('utf8'));
    const parsed = reportSchema.safeParse(given);
    if (parsed.success && canonicalJson(parsed.data) !== canonicalJson(given)) {
      return fail(failure('report-altered'));
    }
    if (parsed.success) return ok(parsed.data);
    const [issue] = parsed.error.issues;
    return fail(failure('invalid-input', { detail: `${issue?.path.join('.')} ${issue?.message}` }));
  } catch (error) {
    return fail(failure('invalid-input', { detail: `JSON: ${String(error)}` }));
  }
}

async function wrongPdf(path: string, report: Report): Promise<Failure | null> {
  const bytes = await read(path);
  if (!bytes.ok) return bytes.failure;
  const found = createHash('sha256').update(bytes.value).digest('hex');
  if (found === report.pdfSha256) return null;
  return failure('hash-mismatch', { expected: report.pdfSha256, found });
}

async function read(path: string): Promise<Result<Buffer>> {
  try {
    return ok(await readFile(path));
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
