/** Which secret a person gave, and whether it opens the key: 6 digits are a PIN while one is set, else the password. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { KeyStore, UnsealAnswer } from './key-store.ts';

/** The PKCS#8 bytes. Fails with wrong-pin (with the tries left), pin-blocked, wrong-password or key-missing. */
export async function unsealForSigning(
  keys: KeyStore,
  memberId: string,
  secret: string,
): Promise<Result<Buffer>> {
  const looksLikePin = /^\d{6}$/.test(secret);
  if (looksLikePin && (keys.find(memberId)?.sealedByPin ?? null) !== null) {
    const byPin = await keys.unsealByPin(memberId, secret);
    if (byPin.opened) return ok(byPin.pkcs8);
    return fail(
      byPin.why === 'blocked' ? failure('pin-blocked') : failure('wrong-pin', { left: byPin.left }),
    );
  }
  const byPassword: UnsealAnswer = await keys.unsealByPassword(memberId, secret);
  if (byPassword.opened) return ok(byPassword.pkcs8);
  return fail(failure(byPassword.why === 'absent' ? 'key-missing' : 'wrong-password'));
}
