/** A P-256 key of this station as it signs: ES256 (RFC 7518). */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { ok } from '#shared/result.ts';
import type { KeyHolder } from './signer.ts';

/** `pkcs8` is DER; the holder keeps a key object of its own, so that the bytes can be wiped. */
export function holdP256Key(pkcs8: Buffer): KeyHolder {
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return {
    algorithm: 'ES256',
    keyInfo: createPublicKey(key).export({ type: 'spki', format: 'der' }),
    sign: async (bytes) => ok(sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' })),
  };
}
