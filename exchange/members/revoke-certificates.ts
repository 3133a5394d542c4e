/** Revokes every certificate of a person, e.g. when a key was lost: what is signed with one from now on is refused and reads as revoked. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Parts } from '../parts.ts';

/** How many were revoked. Fails with member-unknown. What is revoked already stays as it was. */
export async function revokeCertificates(deps: Parts, name: string): Promise<Result<{ revoked: number }>> {
  const member = await deps.db
    .selectFrom('member')
    .select('memberId')
    .where('name', '=', name)
    .where('type', '=', 'person')
    .executeTakeFirst();
  if (member === undefined) return fail(failure('invalid-input', { detail: `name ${name}` }));
  const { memberId } = member;
  const revoked = await deps.db.transaction().execute(async (trx) => {
    const at = deps.clock.now();
    const done = await trx
      .updateTable('certificate')
      .set({ revokedAt: at })
      .where('memberId', '=', memberId)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    await appendAudit(trx, {
      at,
      memberId: null,
      stationId: null,
      act: 'certificates-revoked',
      success: true,
      object: memberId,
      detail: String(done.numUpdatedRows),
    });
    return Number(done.numUpdatedRows);
  });
  return ok({ revoked });
}
