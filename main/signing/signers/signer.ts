/** Who makes the signatures of a reader: a key in this station, or a program that keeps one in a UKey. What signs a report asks for no more than this. */
import type { Result } from '#shared/result.ts';
import type { SignatureAlgorithm } from '#shared/study/signature.ts';

export interface KeyHolder {
  readonly algorithm: SignatureAlgorithm;
  /** SubjectPublicKeyInfo, DER. */
  readonly keyInfo: Uint8Array;
  /**
   * The signature over `bytes`, hashed as the algorithm says (SHA-256, or SM3 with Z): r‖s, 64 bytes. Fails with signer-absent,
   * signer-pin or signer-failed where another program holds the key.
   */
  readonly sign: (bytes: Uint8Array) => Promise<Result<Uint8Array>>;
}

export interface CertifiedSigner extends KeyHolder {
  /** PEM, issued by the region's exchange for the person at this workstation. */
  readonly certificate: string;
}
