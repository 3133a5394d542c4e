/** The region's list of revoked certificates (CRL, RFC 5280): stations keep the newest and put it into the PDFs they sign. */
import '#shared/reflect-metadata.ts';
import * as x509 from '@peculiar/x509';
import type { Parts } from '../parts.ts';
import { curve, readAuthorityKey } from './certificate-authority.ts';

/** A station without a link goes on signing with the list it has; after this it says itself that it is old. */
const validMs = 7 * 24 * 3_600_000;

export interface RevocationList {
  /** DER in base64. */
  readonly list: string;
  readonly nextUpdate: number;
}

export async function revocationList(deps: Parts & { readonly folder: string }): Promise<RevocationList> {
  const now = deps.clock.now();
  const rows = await deps.db
    .selectFrom('certificate')
    .select(['serial', 'revokedAt'])
    .where('revokedAt', 'is not', null)
    .execute();
  const authority = new x509.X509Certificate(deps.region().caCertificate);
  const crl = await x509.X509CrlGenerator.create({
    issuer: authority.subject,
    thisUpdate: new Date(now),
    nextUpdate: new Date(now + validMs),
    entries: rows.map(({ serial, revokedAt }) => ({
      serialNumber: serial,
      revocationDate: new Date(revokedAt ?? now),
    })),
    signingAlgorithm: curve,
    signingKey: await readAuthorityKey(deps.folder),
    extensions: [await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey)],
  });
  return { list: Buffer.from(crl.rawData).toString('base64'), nextUpdate: now + validMs };
}
