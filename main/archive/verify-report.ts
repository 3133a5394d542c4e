/** Verifies a report that came here: the author's signature over the canonical text, his certificate, the region's CA. */
import { verify, X509Certificate } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import type { Report, ReportSignature } from '#shared/report/report.ts';
import { coveredBy, signedText } from '#shared/report/signed-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { isSm2Key, verifySm2 } from '#shared/sm2/sm2.ts';

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
  const { algorithm } = signature;
  const keyInfo = certificate.publicKey.export({ type: 'spki', format: 'der' });
  const isP256 = certificate.publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1';
  if (algorithm === 'SM2' ? !isSm2Key(keyInfo) : !isP256) return bad(algorithm);
  if (/^serialNumber=(.+)$/m.exec(certificate.subject)?.[1] !== signature.memberId)
    return bad('serialNumber');
  if (signature.at < certificate.validFromDate.getTime()) return bad('notBefore');
  if (signature.at > certificate.validToDate.getTime()) return bad('notAfter');
  if (!certificate.checkIssued(root) || !certificate.verify(root.publicKey)) return bad('issuer');
  const value = Buffer.from(signature.value, 'base64');
  if (value.length !== 64) return fail(failure('signature-invalid', { detail: 'P1363' }));
  const text = Buffer.from(signedText(coveredBy(report, signature.role), signature), 'utf8');
  const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const fits = algorithm === 'SM2' ? verifySm2(keyInfo, text, value) : verify('sha256', text, key, value);
  return fits ? ok(undefined) : fail(failure('report-altered'));
}
