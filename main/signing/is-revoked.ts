/** Journey step 10: a certificate that the region has revoked signs no more; by the list that this station has fetched. */
import '#shared/reflect-metadata.ts';
import { X509Certificate } from 'node:crypto';
import { X509Crl } from '@peculiar/x509';

/** `list` is DER, null where none was ever fetched; `certificate` a PEM. */
export function isRevoked(list: Uint8Array | null, certificate: string): boolean {
  if (list === null) return false;
  const { serialNumber } = new X509Certificate(certificate);
  return new X509Crl(new Uint8Array(list)).findRevoked(serialNumber.toLowerCase()) !== null;
}
