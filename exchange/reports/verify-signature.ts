/** Journey step 10: is a signature what it says? Bytes, certificate, authority, member and instant are judged offline. */
import { verify, X509Certificate } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import type { Report, ReportSignature } from '#shared/report/report.ts';
import { coveredBy, signedText } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { isSm2Key, verifySm2 } from '#shared/sm2/sm2.ts';

export interface VerifiedSigner {
  readonly memberId: string;
  readonly name: string;
  /** True when the certificate was issued by the given authority; false when none was given. */
  readonly trusted: boolean;
}

/**
 * Verifies one signature of a report: ES256 or SM2, r‖s over the canonical bytes. `authority` is a PEM, or null
 * to judge the signature without its trust. Fails with report-altered, signature-invalid or certificate-invalid.
 */
export function verifySignature(
  report: Report,
  signature: ReportSignature,
  authority: string | null,
): Result<VerifiedSigner> {
  const read = readCertificate(signature.certificate);
  if (!read.ok) return read;
  const certificate = read.value;
  const bad = (detail: string) => fail(failure('certificate-invalid', { detail }));
  const { algorithm } = signature;
  const keyInfo = certificate.publicKey.export({ type: 'spki', format: 'der' });
  const isP256 = certificate.publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (algorithm === 'SM2' ? !isSm2Key(keyInfo) : !isP256) return bad(algorithm);
  if (memberOfSubject(certificate.subject) !== signature.memberId) return bad('serialNumber');
  if (signature.at < certificate.validFromDate.getTime()) return bad('notBefore');
  if (signature.at > certificate.validToDate.getTime()) return bad('notAfter');
  const value = Buffer.from(signature.value, 'base64');
  if (value.length !== 64) return fail(failure('signature-invalid', { detail: 'P1363' }));
  const text = Buffer.from(signedText(coveredBy(report, signature.role), signature), 'utf8');
  const fits =
    algorithm === 'SM2'
      ? verifySm2(keyInfo, text, value)
      : verify('sha256', text, { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' }, value);
  if (!fits) return fail(failure('report-altered'));
  if (authority === null) return ok({ memberId: signature.memberId, name: signature.name, trusted: false });
  const root = readCertificate(authority);
  if (!root.ok) return root;
  if (!certificate.checkIssued(root.value) || !certificate.verify(root.value.publicKey)) return bad('issuer');
  return ok({ memberId: signature.memberId, name: signature.name, trusted: true });
}

function readCertificate(pem: string): Result<X509Certificate> {
  try {
    return ok(new X509Certificate(pem));
  } catch {
    return fail(failure('certificate-invalid', { detail: 'PEM' }));
  }
}

/** serialNumber (2.5.4.5) of the subject is the member's id, as the exchange wrote it. */
function memberOfSubject(subject: string): string | null {
  return /^serialNumber=(.+)$/m.exec(subject)?.[1] ?? null;
}
