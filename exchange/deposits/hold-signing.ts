/**
 * Other bytes came under a known UID and the township's station still compares them: until it has said what differs, they count
 * as an identity conflict, so that nobody signs in between.
 */
import type { DepositState, UnjudgedVersion } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { depositStateOf, findDeposit } from './deposit-state.ts';
import { notCompared, tellConflicts } from './identity-conflicts.ts';

/** `versions` are all that are not compared now; what was found to differ stays. Fails with deposit-not-found. */
export async function holdSigning(
  deps: Parts,
  caller: Caller,
  input: { readonly depositId: string; readonly versions: readonly UnjudgedVersion[] },
): Promise<Result<DepositState>> {
  return deps.write(async (trx, now) => {
    const deposit = await findDeposit(trx, input.depositId);
    if (deposit === null || deposit.siteId !== sendingSite(caller)) {
      return fail(failure('deposit-not-found', { deposit: input.depositId }));
    }
    const { depositId } = deposit;
    await trx
      .deleteFrom('identityConflict')
      .where('depositId', '=', depositId)
      .where('differs', '=', notCompared)
      .where('settled', 'is', null)
      .execute();
    for (const version of input.versions) {
      await trx
        .insertInto('identityConflict')
        .values({ ...version, depositId, differs: notCompared, foundAt: now, settled: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await tellConflicts(trx, deposit, now);
    return ok(depositStateOf(deposit));
  });
}
