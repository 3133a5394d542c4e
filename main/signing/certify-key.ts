/** Asks the exchange to certify a reader's key for this workstation (PKCS#10, RFC 2986, signed by the key itself). */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { der, derOid, derSignature } from '#shared/report/der.ts';
import type { Result } from '#shared/result.ts';
import type { SignatureAlgorithm } from '#shared/study/signature.ts';
import type { KeyHolder } from './signers/signer.ts';

/** ecdsa-with-SHA256 (RFC 5758), and SM2 with SM3 (GM/T 0006). */
const signatureOids: Readonly<Record<SignatureAlgorithm, string>> = {
  ES256: '1.2.840.10045.4.3.2',
  SM2: '1.2.156.10197.1.501',
};
const commonName = '2.5.4.3';
const tags = { integer: 0x02, bits: 0x03, utf8: 0x0c, sequence: 0x30, set: 0x31, attributes: 0xa0 } as const;

/** The certificate as PEM with its end; who it names is decided by the exchange from the access token. Fails as `holder` does, too. */
export async function certifyKey(
  client: ExchangeClient,
  accessToken: string,
  memberId: string,
  holder: KeyHolder,
): Promise<Result<{ certificate: string; notAfter: number }>> {
  const name = der(tags.sequence, derOid(commonName), der(tags.utf8, Buffer.from(memberId, 'utf8')));
  const info = der(
    tags.sequence,
    der(tags.integer, Uint8Array.of(0)),
    der(tags.sequence, der(tags.set, name)),
    holder.keyInfo,
    der(tags.attributes),
  );
  const signed = await holder.sign(info);
  if (!signed.ok) return signed;
  const request = der(
    tags.sequence,
    info,
    der(tags.sequence, derOid(signatureOids[holder.algorithm])),
    // The first byte of a BIT STRING counts unused bits.
    der(tags.bits, Uint8Array.of(0), derSignature(signed.value)),
  );
  return client.members.issueCertificate(
    { commandId: randomUUID(), request: Buffer.from(request).toString('base64') },
    { context: { person: accessToken } },
  );
}
