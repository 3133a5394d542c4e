/** Was it the region that sealed these bytes, and for this purpose? Offline, from the authority's certificate alone. */
import { verify, X509Certificate } from 'node:crypto';
import type { SealPurpose } from './seal-bytes.ts';

export type SealVerdict = 'valid' | 'issuer' | 'bytes' | 'unreadable';

/** `authority` is a PEM. 'issuer': the certificate is not the authority's for this purpose; 'bytes': they are others than were sealed. */
export function verifySeal(
  bytes: Uint8Array,
  seal: { readonly certificate: string; readonly value: string },
  purpose: SealPurpose,
  authority: string,
): SealVerdict {
  try {
    const certificate = new X509Certificate(seal.certificate);
    const root = new X509Certificate(authority);
    const isForThis = certificate.subject.includes(purpose);
    if (!isForThis || !certificate.checkIssued(root) || !certificate.verify(root.publicKey)) return 'issuer';
    const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
    return verify('sha256', bytes, key, Buffer.from(seal.value, 'base64')) ? 'valid' : 'bytes';
  } catch {
    return 'unreadable';
  }
}
