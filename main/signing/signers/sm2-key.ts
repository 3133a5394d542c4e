/** An SM2 key of this station as it signs. */
import { ok } from '#shared/result.ts';
import { signSm2 } from '#shared/sm2/sm2.ts';
import type { KeyHolder } from './signer.ts';

/** `privateKey` is 32 bytes, `keyInfo` the SubjectPublicKeyInfo that belongs to it. */
export function holdSm2Key(privateKey: Uint8Array, keyInfo: Uint8Array): KeyHolder {
  return { algorithm: 'SM2', keyInfo, sign: async (bytes) => ok(signSm2(privateKey, bytes)) };
}
