/** Journey step 10: a certificate that the region has revoked signs no more; by the list that this station has fetched. */
import { X509Certificate } from 'node:crypto';
import { readRevocationList } from '#shared/report/revocation-list.ts';

/** `list` is DER, null where none was ever fetched; `certificate` a PEM. */
export function isRevoked(list: Uint8Array | null, certificate: string): boolean {
  const { serialNumber } = new X509Certificate(certificate);
  const since = list === null ? null : (readRevocationList(list)?.revokedAt(serialNumber) ?? null);
  return since !== null;
}
