/** Journey step 10: a list of revoked certificates (CRL, RFC 5280), believed only where the region's authority has signed it. */
import '#shared/reflect-metadata.ts';
import { verify, type X509Certificate } from 'node:crypto';
import { X509Crl } from '@peculiar/x509';
import { derElement } from '#shared/report/der.ts';

export interface Revocations {
  /** True when the certificate had been revoked by that instant; at any time where the instant is not known. */
  readonly revokedBy: (certificate: X509Certificate, at: number | null) => boolean;
}

/** Of its DER; null for a list of another authority, and for what is none. */
export function readRevocationList(der: Uint8Array, authority: X509Certificate): Revocations | null {
  try {
    if (!isOf(der, authority)) return null;
    const list = new X509Crl(new Uint8Array(der));
    return {
      revokedBy: (certificate, at) => {
        const entry = list.findRevoked(certificate.serialNumber.toLowerCase());
        // Revoked afterwards, the signature stands: it was made while the certificate was good.
        return entry !== null && (at === null || entry.revocationDate.getTime() <= at);
      },
    };
  } catch {
    return null;
  }
}

/** CertificateList ::= SEQUENCE { tbsCertList, algorithm, BIT STRING } (RFC 5280 5.1). */
function isOf(der: Uint8Array, authority: X509Certificate): boolean {
  const outer = derElement(der, 0);
  const tbs = derElement(der, outer.content);
  const bits = derElement(der, derElement(der, tbs.end).end);
  // The first byte of a BIT STRING counts unused bits.
  const signature = der.subarray(bits.content + 1, bits.end);
  const covered = der.subarray(outer.content, tbs.end);
  return verify('sha256', covered, { key: authority.publicKey, dsaEncoding: 'der' }, signature);
}
