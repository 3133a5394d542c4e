/** Asks the exchange to certify a reader's key for this workstation (PKCS#10, signed by the key itself). */
import '#shared/reflect-metadata.ts';
import { randomUUID } from 'node:crypto';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Result } from '#shared/result.ts';
import type { FreshKey } from './create-key.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** The certificate as PEM with its end; who it names is decided by the exchange from the access token. */
export async function certifyKey(
  client: ExchangeClient,
  accessToken: string,
  memberId: string,
  key: FreshKey,
): Promise<Result<{ certificate: string; notAfter: number }>> {
  const { subtle } = globalThis.crypto;
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('pkcs8', new Uint8Array(key.pkcs8), algorithm, false, ['sign']),
    subtle.importKey('spki', new Uint8Array(Buffer.from(key.publicKey, 'base64')), algorithm, true, [
      'verify',
    ]),
  ]);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: [{ CN: [memberId] }],
    keys: { privateKey, publicKey },
    signingAlgorithm,
  });
  return client.members.issueCertificate(
    { commandId: randomUUID(), request: Buffer.from(request.rawData).toString('base64') },
    { context: { person: accessToken } },
  );
}
