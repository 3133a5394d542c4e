/** The keys of readers beside the one that opens with their password: the SM2 key of this station, or one that a program holds. */
import type { SignatureAlgorithm } from '#shared/study/signature.ts';
import type { StationDatabase } from '../../database/open-database.ts';

export interface SignerKeyRow {
  readonly memberId: string;
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly publicKey: string;
  readonly certificate: string;
  readonly notAfter: number;
  /** The private key under the person's P-256 key; null where a program holds it. */
  readonly sealed: string | null;
}

export interface SignerKeys {
  readonly find: (memberId: string, algorithm: SignatureAlgorithm) => SignerKeyRow | null;
  /** In the place of the one there was. */
  readonly keep: (row: SignerKeyRow) => Promise<void>;
}

export function createSignerKeys({ sqlite, commit }: StationDatabase): SignerKeys {
  const byMember = sqlite.prepare<[string, string], SignerKeyRow>(
    'SELECT * FROM signerKey WHERE memberId = ? AND algorithm = ?',
  );
  const insert = sqlite.prepare(
    `INSERT OR REPLACE INTO signerKey (memberId, algorithm, publicKey, certificate, notAfter, sealed)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  return {
    find: (memberId, algorithm) => byMember.get(memberId, algorithm) ?? null,
    keep: ({ memberId, algorithm, publicKey, certificate, notAfter, sealed }) =>
      commit(() => {
        insert.run(memberId, algorithm, publicKey, certificate, notAfter, sealed);
      }),
  };
}
