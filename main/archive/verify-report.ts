/** Verifies a report that came here: the author's signature over the canonical text, his certificate, the region's CA. */
import { verify, X509Certificate } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import type { Report, ReportSignature } from '#shared/report/report.ts';
import { coveredBy, signedText } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';

/** Every signature must hold. Fails with report-altered, signature-invalid or certificate-invalid. */
export function verifyReport(report: Report, authority: string): Result<void> {
  for (const signature of report.signatures) {
    const verified = verifyOne(report, signature, authority);
    if (!verified.ok) return verified;
  }
  return ok(undefined);
}

function verifyOne(report: Report, signature: ReportSignature, authority: string): Result<void> {
  const bad = (detail: string) => fail(failure('certificate-invalid', { detail }));
  let certificate: X509Certificate;
  let root: X509Certificate;
  try {
    certificate = new X509Certificate(signature.certificate);
    root = new X509Certificate(authority);
  } catch {
    return bad('PEM');
  }
  if (certificate.publicKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return bad('P-256');
  if (/^serialNumber=(.+)$/m.exec(certificate.subject)?.[1] !== signature.memberId)
    return bad('serialNumber');
  if (signature.at < certificate.validFromDate.getTime()) return bad('notBefore');
  if (signature.at > certificate.validToDate.getTime()) return bad('notAfter');
  if (!certificate.checkIssued(root) || !certificate.verify(root.publicKey)) return bad('issuer');
  const value = Buffer.from(signature.value, 'base64');
  if (value.length !== 64) return fail(failure('signature-invalid', { detail: 'P1363' }));
  const text = Buffer.from(signedText(coveredBy(report, signature.role), signature), 'utf8');
  const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  return verify('sha256', text, key, value) ? ok(undefined) : fail(failure('report-altered'));
}
