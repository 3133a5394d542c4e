/** Journey step 4: objects are announced before their bytes, so that n of m is known and nothing is sent twice. */
import type { AnnouncedObject, DepositState } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { countsDocumentsApart, isBesideImages } from '#shared/study/beside-images.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import type { Opening } from '../task-making.ts';
import { advanceDeposit } from './advance-deposit.ts';
import { depositStateOf, findDeposit } from './deposit-state.ts';
import { nextVariant, noteConflict, tellConflicts } from './identity-conflicts.ts';
import { markReceived } from './mark-received.ts';

/**
 * Naturally idempotent: `need` is always what the exchange lacks now. Bytes that this site has deposited before are
 * not asked for again; those of another site are, since knowing a hash is no proof of having the bytes.
 */
export async function announceObjects(
  deps: Parts & Opening,
  caller: Caller,
  input: { readonly depositId: string; readonly objects: readonly AnnouncedObject[] },
): Promise<Result<{ need: Sha256[]; deposit: DepositState }>> {
  return deps.write(async (trx, now) => {
    const deposit = await findDeposit(trx, input.depositId);
    if (deposit === null || deposit.siteId !== sendingSite(caller)) {
      return fail(failure('deposit-not-found', { deposit: input.depositId }));
    }
    const apart = countsDocumentsApart(JSON.parse(deposit.study) as Study);
    for (const object of input.objects) await announce(trx, deposit.depositId, object, apart, now);
    if (input.objects.some((object) => object.conflict !== undefined)) {
      await tellConflicts(trx, deposit, now);
    }
    const hashes = [...new Set(input.objects.map((object) => object.sha256))];
    const held = await trx
      .selectFrom('objectSite')
      .select('sha256')
      .where('siteId', '=', deposit.siteId)
      .where('sha256', 'in', hashes)
      .execute();
    const known = new Set<string>(held.map((row) => row.sha256));
    for (const sha256 of known) await markReceived(trx, deposit.siteId, sha256, now);
    const after = await advanceDeposit(deps, trx, deposit.depositId, now);
    return ok({ need: hashes.filter((sha256) => !known.has(sha256)), deposit: depositStateOf(after) });
  });
}

/** A station that changes its mind about an encoding announces the other one: the first is no longer waited for. */
async function announce(
  trx: ExchangeTransaction,
  depositId: string,
  object: AnnouncedObject,
  documentsApart: boolean,
  now: number,
): Promise<void> {
  await noteConflict(trx, depositId, object, now);
  const original = object.instance.original ?? object;
  const encodings = await trx
    .selectFrom('depositObject')
    .select(['sha256', 'receivedAt'])
    .where('depositId', '=', depositId)
    .where('sopInstanceUid', '=', object.sopInstanceUid)
    .where('originalSha256', '=', original.sha256)
    .where('sha256', '!=', object.sha256)
    .execute();
  if (encodings.some((one) => one.receivedAt !== null)) return;
  for (const { sha256 } of encodings) {
    await trx
      .deleteFrom('depositObject')
      .where('depositId', '=', depositId)
      .where('sopInstanceUid', '=', object.sopInstanceUid)
      .where('sha256', '=', sha256)
      .execute();
  }
  await trx
    .insertInto('depositObject')
    .values({
      depositId,
      sopInstanceUid: object.sopInstanceUid,
      sha256: object.sha256,
      size: object.size,
      series: JSON.stringify(object.series),
      instance: JSON.stringify(object.instance),
      receivedAt: null,
      late: 0,
      originalSha256: original.sha256,
      originalSize: original.size,
      document: documentsApart && isBesideImages(object.instance, object.series) ? 1 : 0,
      variant: object.conflict === undefined ? 0 : await nextVariant(trx, depositId, object.sopInstanceUid),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
