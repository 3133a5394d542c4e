/** Is a PDF what its doctor signed? Bytes, certificate, chain and revocation are judged from the document alone, offline. */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { failure } from '#shared/failure.ts';
import { der, derElement } from '#shared/report/der.ts';
import { reportSchema, submittedFileName } from '#shared/report/report.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { readEnclosed } from './read-enclosed.ts';
import { verifyRevocationList } from './verify-revocation-list.ts';
import { verifySignature } from './verify-signature.ts';

export interface VerifiedPdf {
  /** Common name and member id of the certificate. */
  readonly signer: string;
  readonly memberId: string;
  /** /M of the signature; null where it has none. */
  readonly signedAt: number | null;
  /** True when the certificate was issued by the given authority; false when none was given. */
  readonly trusted: boolean;
  /** By the list in the document: `good`, or `unknown` where it holds none of that authority. */
  readonly revocation: 'good' | 'unknown';
  /** Of two doctors the one who wrote, by the report of his that is enclosed with its signature; null where one doctor signed. */
  readonly author: {
    readonly signer: string;
    readonly memberId: string;
    /** Exchange time as his station estimated it, ms. */
    readonly signedAt: number;
    readonly trusted: boolean;
  } | null;
}

const messageDigest = '1.2.840.113549.1.9.4';
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';

/**
 * The last signature of the document, which has to cover all of it. `authority` is a PEM, or null to judge without trust. Fails with
 * pdf-unsigned, report-altered, signature-invalid or certificate-invalid.
 */
export async function verifyPdf(pdf: Buffer, authority: string | null): Promise<Result<VerifiedPdf>> {
  const ranges = [
    ...pdf.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g),
  ];
  const range = ranges.at(-1)?.slice(1).map(Number) as [number, number, number, number] | undefined;
  if (range === undefined) return fail(failure('pdf-unsigned'));
  const [start, length, next, rest] = range;
  // Nothing stands outside but the signature itself: no byte before, none after, and between only its hexadecimal.
  const gap = pdf.subarray(length, next).toString('latin1');
  if (start !== 0 || next + rest !== pdf.length || !/^<[0-9a-f]*>$/i.test(gap))
    return fail(failure('report-altered'));
  const covered = Buffer.concat([pdf.subarray(0, length), pdf.subarray(next)]);
  try {
    const doc = await PDFDocument.load(pdf, { updateMetadata: false });
    const last = judge(covered, Buffer.from(gap.slice(1, -1), 'hex'), authority, readStore(doc, pdf));
    if (!last.ok) return last;
    const author = judgeAuthor(doc, authority);
    return author.ok ? ok({ ...last.value, author: author.value }) : author;
  } catch (error) {
    return fail(failure('signature-invalid', { detail: String(error) }));
  }
}

interface Store {
  readonly revocationLists: readonly Uint8Array[];
  readonly signedAt: number | null;
}

type LastSigner = Omit<VerifiedPdf, 'author'>;

/** The signature that the author gave before the one who signed last. Fails as `verifySignature` does, or with report-altered. */
function judgeAuthor(doc: PDFDocument, authority: string | null): Result<VerifiedPdf['author']> {
  const bytes = readEnclosed(doc, submittedFileName);
  if (bytes === null) return ok(null);
  const report = reportSchema.safeParse(JSON.parse(bytes.toString('utf8')));
  const [signature] = report.data?.signatures ?? [];
  if (!report.success || signature === undefined) return fail(failure('report-altered'));
  const verified = verifySignature(report.data, signature, authority);
  if (!verified.ok) return verified;
  const { name, memberId, trusted } = verified.value;
  return ok({ signer: name, memberId, signedAt: signature.at, trusted });
}

function judge(covered: Buffer, cms: Buffer, authority: string | null, store: Store): Result<LastSigner> {
  const info = AsnConvert.parse(trimmed(cms), ContentInfo);
  const signedData = AsnConvert.parse(info.content, SignedData);
  const [signer] = [...signedData.signerInfos];
  const sid = signer?.sid.issuerAndSerialNumber;
  const serial = sid === undefined ? null : hex(sid.serialNumber);
  const raw = [...(signedData.certificates ?? [])].flatMap(({ certificate }) =>
    certificate === undefined ? [] : [Buffer.from(AsnConvert.serialize(certificate))],
  );
  const own = raw
    .map((der) => new X509Certificate(der))
    .find((one) => one.serialNumber.toLowerCase() === serial?.replace(/^00(?=[89a-f])/, ''));
  if (signer === undefined || own === undefined) return fail(failure('signature-invalid', { detail: 'CMS' }));
  const bad = (detail: string) => fail(failure('certificate-invalid', { detail }));
  if (own.publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return bad('P-256');
  const value = (oid: string): Buffer | null => {
    const found = signer.signedAttrs?.find(({ attrType }) => attrType === oid)?.attrValues[0];
    return found === undefined ? null : Buffer.from(found);
  };
  const digest = value(messageDigest);
  const said = digest === null ? null : Buffer.from(AsnConvert.parse(digest, OctetString).buffer);
  if (said === null || !said.equals(createHash('sha256').update(covered).digest()))
    return fail(failure('report-altered'));
  const bound = value(signingCertificateV2);
  const ownHash = createHash('sha256').update(own.raw).digest();
  if (bound === null || bound.indexOf(ownHash) < 0)
    return fail(failure('signature-invalid', { detail: 'ESS' }));
  // Signed as the DER of a SET OF, carried under another tag (RFC 5652 5.4): its members sorted by their bytes.
  const members = (signer.signedAttrs ?? []).map((attribute) => Buffer.from(AsnConvert.serialize(attribute)));
  const attributes = der(0x31, ...members.sort((one, other) => Buffer.compare(one, other)));
  const signature = Buffer.from(signer.signature.buffer);
  if (!verify('sha256', attributes, { key: own.publicKey, dsaEncoding: 'der' }, signature))
    return fail(failure('report-altered'));
  const at = store.signedAt;
  if (at !== null && (at < own.validFromDate.getTime() - 1000 || at > own.validToDate.getTime()))
    return bad('notAfter');
  const memberId = /^serialNumber=(.+)$/m.exec(own.subject)?.[1] ?? '';
  const name = /^CN=(.+)$/m.exec(own.subject)?.[1] ?? '';
  const verified = { signer: name, memberId, signedAt: at };
  if (authority === null) return ok({ ...verified, trusted: false, revocation: 'unknown' });
  const root = new X509Certificate(authority);
  if (!own.checkIssued(root) || !own.verify(root.publicKey)) return bad('issuer');
  const lists = store.revocationLists.flatMap((list) => verifyRevocationList(list, root) ?? []);
  if (lists.some((list) => list.revokedBy(own, at))) return bad('revoked');
  return ok({ ...verified, trusted: true, revocation: lists.length === 0 ? 'unknown' : 'good' });
}

/** What the DSS of the document holds, and when the signature says it was made. */
function readStore(doc: PDFDocument, pdf: Buffer): Store {
  const dss = doc.catalog.lookupMaybe(PDFName.of('DSS'), PDFDict);
  const array = dss?.lookupMaybe(PDFName.of('CRLs'), PDFArray);
  const revocationLists: Uint8Array[] = [];
  for (let at = 0; at < (array?.size() ?? 0); at++) {
    const stream = array?.lookup(at);
    if (stream instanceof PDFRawStream) revocationLists.push(stream.getContents());
  }
  const said = [
    ...pdf.toString('latin1').matchAll(/\/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z?\)/g),
  ].at(-1);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (said ?? []).slice(1).map(Number);
  const signedAt = said === undefined ? null : Date.UTC(year, month - 1, day, hour, minute, second);
  return { revocationLists, signedAt };
}

/** The room for the signature is filled up with zeros after it. */
function trimmed(bytes: Buffer): Buffer {
  return bytes.subarray(0, derElement(bytes, 0).end);
}

function hex(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('hex');
}
