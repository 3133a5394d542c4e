/** Signs bytes in the region's name: with a key made and certified for this one time, and forgotten. */
import '#shared/reflect-metadata.ts';
import { sign, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { curve, makeSerial, readAuthorityKey } from '../members/certificate-authority.ts';

const yearMs = 365 * 24 * 3_600_000;

/** What a seal is for stands in its certificate, so that none passes for another. */
export type SealPurpose = 'yuanzhen-sealed-case' | 'yuanzhen-sealed-audit';

/** `folder` holds the authority's key; `now` is exchange time in ms. The value is base64 of IEEE P1363. */
export async function sealBytes(
  given: {
    readonly folder: string;
    readonly caCertificate: string;
    readonly now: number;
    readonly purpose: SealPurpose;
  },
  bytes: Uint8Array,
) {
  const authority = new x509.X509Certificate(given.caCertificate);
  const keys = (await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: makeSerial(),
    subject: [{ CN: ['sealed'] }, { '2.5.4.13': [given.purpose] }],
    issuer: authority.subjectName,
    notBefore: new Date(given.now - 60_000),
    notAfter: new Date(given.now + yearMs),
    signingAlgorithm: curve,
    publicKey: keys.publicKey,
    signingKey: await readAuthorityKey(given.folder),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    ],
  });
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = { key: pkcs8, format: 'der', type: 'pkcs8', dsaEncoding: 'ieee-p1363' } as const;
  const value = sign('sha256', bytes, key).toString('base64');
  pkcs8.fill(0);
  return { algorithm: 'ES256', certificate: certificate.toString('pem'), value } as const;
}
