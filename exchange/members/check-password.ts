/** A secret checked against a member, with the lock after five failures and no difference for unknown names. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { sha256Of } from '../database/sha256.ts';
import type { Parts } from '../parts.ts';
import type { MemberRow } from './read-member.ts';
import { checkSecret, hashSecret } from './secrets.ts';

export const failuresAllowed = 5;
export const lockMs = 15 * 60_000;
/** How long a check that succeeded is remembered, so that scripts and stations do not cost a scrypt a call. */
const rememberMs = 5 * 60_000;
/** What a station has cannot be guessed, and a new one ends the old at once: hundreds of them are not checked all day. */
const rememberStationMs = 24 * 3_600_000;

export type CheckPassword = (row: MemberRow | null, secret: string) => Promise<Result<MemberRow>>;

/** Fails with wrong-password or account-locked. */
export function createCheckPassword(deps: Pick<Parts, 'write' | 'clock'>): CheckPassword {
  const remembered = new Map<string, number>();
  let decoy: Promise<string> | null = null;

  return async (row, secret) => {
    const now = deps.clock.now();
    if (row === null) {
      // An unknown name costs as much time as a known one.
      decoy ??= hashSecret('decoy');
      await checkSecret(secret, await decoy);
      return fail(failure('wrong-password'));
    }
    if (row.lockedUntil !== null && row.lockedUntil > now) {
      return fail(failure('account-locked', { minutes: Math.ceil((row.lockedUntil - now) / 60_000) }));
    }
    const key = `${row.memberId} ${row.secretVersion} ${sha256Of(secret)}`;
    if ((remembered.get(key) ?? 0) > now) return ok(row);
    if (await checkSecret(secret, row.secretHash)) {
      if (remembered.size > 10_000) remembered.clear();
      remembered.set(key, now + (row.type === 'person' ? rememberMs : rememberStationMs));
      if (row.failures > 0) await forgetFailures(deps, row.memberId);
      return ok(row);
    }
    return fail(await countFailure(deps, row));
  };
}

async function forgetFailures(deps: Pick<Parts, 'write'>, memberId: string): Promise<void> {
  await deps.write(async (trx) => {
    await trx
      .updateTable('member')
      .set({ failures: 0, lockedUntil: null })
      .where('memberId', '=', memberId)
      .execute();
    return ok(undefined);
  });
}

/** Stations and sites have secrets that cannot be guessed: a lock would only let strangers shut them out. */
async function countFailure(deps: Pick<Parts, 'write'>, row: MemberRow) {
  const counted = await deps.write(async (trx, now) => {
    const fresh = await trx
      .selectFrom('member')
      .select(['failures', 'lockedUntil'])
      .where('memberId', '=', row.memberId)
      .executeTakeFirstOrThrow();
    const lockOver = fresh.lockedUntil !== null && fresh.lockedUntil <= now;
    const failures = (lockOver ? 0 : fresh.failures) + 1;
    const locked = row.type === 'person' && failures >= failuresAllowed;
    await trx
      .updateTable('member')
      .set({ failures, lockedUntil: locked ? now + lockMs : null })
      .where('memberId', '=', row.memberId)
      .execute();
    await appendAudit(trx, {
      at: now,
      memberId: row.memberId,
      stationId: null,
      act: 'signed-in',
      success: false,
      object: row.memberId,
      detail: locked ? 'account-locked' : 'wrong-password',
    });
    return ok(locked);
  });
  if (!counted.ok) return counted.failure;
  return counted.value ? failure('account-locked', { minutes: lockMs / 60_000 }) : failure('wrong-password');
}
