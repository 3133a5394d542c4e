/** Journey step 10: a list of revoked certificates (CRL, RFC 5280), believed only where the region's authority has signed it. */
import { verify, type X509Certificate } from 'node:crypto';
import { readRevocationList } from '#shared/report/revocation-list.ts';

export interface Revocations {
  /** True when the certificate had been revoked by that instant; at any time where the instant is not known. */
  readonly revokedBy: (certificate: X509Certificate, at: number | null) => boolean;
}

/** Of its DER; null for a list of another authority, and for what is none. */
export function verifyRevocationList(der: Uint8Array, authority: X509Certificate): Revocations | null {
  const list = readRevocationList(der);
  const key = { key: authority.publicKey, dsaEncoding: 'der' } as const;
  if (list === null || !verify('sha256', list.covered, key, list.signature)) return null;
  return {
    revokedBy: (certificate, at) => {
      const since = list.revokedAt(certificate.serialNumber);
      // Revoked afterwards, the signature stands: it was made while the certificate was good.
      return since !== null && (at === null || since <= at);
    },
  };
}
