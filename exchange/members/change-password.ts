/** A person changes his password: what was remembered of the old one is forgotten at once. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Caller, Parts } from '../parts.ts';
import type { CheckPassword } from './check-password.ts';
import { findMemberRow } from './read-member.ts';
import { hashSecret } from './secrets.ts';

/** Ends every other sign-in of the person. Fails with wrong-password or account-locked. */
export async function changePassword(
  deps: Parts & { readonly checkPassword: CheckPassword },
  caller: Caller,
  input: { readonly current: string; readonly next: string },
): Promise<Result<{ done: true }>> {
  const { person } = caller;
  if (person === null) return fail(failure('not-signed-in'));
  const row = await findMemberRow(deps.db, { memberId: person.memberId });
  const checked = await deps.checkPassword(row, input.current);
  if (!checked.ok) return checked;
  const secretHash = await hashSecret(input.next);
  return deps.write(async (trx, now) => {
    await trx
      .updateTable('member')
      .set((expression) => ({ secretHash, secretVersion: expression('secretVersion', '+', 1) }))
      .where('memberId', '=', person.memberId)
      .execute();
    await trx
      .deleteFrom('accessToken')
      .where('memberId', '=', person.memberId)
      .where('tokenHash', '!=', caller.tokenHash ?? '')
      .execute();
    await appendAudit(trx, {
      at: now,
      memberId: person.memberId,
      stationId: caller.station?.memberId ?? null,
      act: 'password-changed',
      success: true,
      object: person.memberId,
      detail: '',
    });
    return ok({ done: true as const });
  });
}
