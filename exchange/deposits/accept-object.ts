/** Journey step 4: an object's bytes lie in the vault; its row, its deposit, the task and the event commit together. */
import { ok, type Result } from '#shared/result.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Parts } from '../parts.ts';
import type { Opening } from '../task-making.ts';
import { advanceDeposit } from './advance-deposit.ts';
import { markReceived } from './mark-received.ts';

export interface KeptObject {
  readonly sha256: string;
  readonly size: number;
  /** Site that deposits; null for the reading centre's own objects (report PDFs). */
  readonly siteId: string | null;
  readonly callerId: string;
}

/** Called once the bytes are durable under their hash. Safe to call again. */
export async function acceptObject(deps: Parts & Opening, object: KeptObject): Promise<Result<void>> {
  return deps.write(async (trx, now) => {
    const { sha256, size, siteId } = object;
    await trx
      .insertInto('object')
      .values({ sha256, size, keptAt: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // It was lost, or let go, and is here again.
    await trx.updateTable('lostObject').set({ restoredAt: now }).where('sha256', '=', sha256).execute();
    if (siteId === null) return ok(undefined);
    await trx
      .updateTable('deposit')
      .set({ removedAt: null })
      .where('siteId', '=', siteId)
      .where('removedAt', 'is not', null)
      .where('depositId', 'in', (query) =>
        query.selectFrom('depositObject').select('depositId').where('sha256', '=', sha256),
      )
      .execute();
    await trx
      .insertInto('objectSite')
      .values({ sha256, siteId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    for (const depositId of await markReceived(trx, siteId, sha256, now)) {
      const after = await advanceDeposit(deps, trx, depositId, now);
      if (after.state === 'complete') {
        await appendAudit(trx, {
          at: now,
          memberId: null,
          stationId: object.callerId,
          act: 'deposited',
          success: true,
          object: depositId,
          detail: `${after.received}/${after.expected ?? '?'}`,
        });
      }
    }
    return ok(undefined);
  });
}
