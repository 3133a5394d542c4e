/** Lets the objects of one deposit go: judged once more, its rows and an audit line in one commit, then the bytes. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { judgeRetention } from '#shared/retention/judge-retention.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { Parts } from '../parts.ts';
import { readFacts, readRetentionPolicy } from './retention-rows.ts';

export interface RemovedDeposit {
  readonly objects: number;
  readonly bytes: number;
}

/** Null when it stays after all: a hold, a late image or another rule came between the plan and the removal. */
export async function removeDeposit(
  deps: Parts,
  depositId: string,
  memberId: string | null,
): Promise<Result<RemovedDeposit | null>> {
  return deps.write(async (trx, now) => {
    const { rules } = await readRetentionPolicy(trx);
    const [facts] = await readFacts(trx, depositId);
    const verdict = facts === undefined ? null : judgeRetention(rules, facts, now);
    if (facts === undefined || verdict?.go !== true) return ok(null);
    const objects = [...(await ownObjects(trx, depositId)), ...(await ownMarks(trx, depositId))];
    for (const { sha256 } of objects) {
      await trx.deleteFrom('objectSite').where('sha256', '=', sha256).execute();
      await trx.deleteFrom('object').where('sha256', '=', sha256).execute();
      await trx
        .insertInto('retiredObject')
        .values({ sha256, retiredAt: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await trx.updateTable('deposit').set({ removedAt: now }).where('depositId', '=', depositId).execute();
    const bytes = objects.reduce((sum, one) => sum + one.size, 0);
    await appendAudit(trx, {
      at: now,
      memberId,
      stationId: null,
      act: 'retention-removed',
      success: true,
      object: depositId,
      detail: `${verdict.rule}: ${facts.studyInstanceUid}, ${objects.length} objects, ${bytes} bytes`,
    });
    return ok({ objects: objects.length, bytes });
  });
}

/** Objects of the deposit that nothing else here needs: another study, or a report. */
async function ownObjects(
  trx: ExchangeTransaction,
  depositId: string,
): Promise<Array<{ sha256: string; size: number }>> {
  return trx
    .selectFrom('object')
    .select(['object.sha256', 'object.size'])
    .where(({ exists, not, selectFrom, and }) =>
      and([
        exists(
          selectFrom('depositObject')
            .select('depositObject.sha256')
            .whereRef('depositObject.sha256', '=', 'object.sha256')
            .where('depositObject.depositId', '=', depositId),
        ),
        not(
          exists(
            selectFrom('depositObject')
              .innerJoin('deposit', 'deposit.depositId', 'depositObject.depositId')
              .select('depositObject.sha256')
              .whereRef('depositObject.sha256', '=', 'object.sha256')
              .where('depositObject.depositId', '!=', depositId)
              .where('deposit.removedAt', 'is', null),
          ),
        ),
        not(
          exists(selectFrom('report').select('pdfSha256').whereRef('report.pdfSha256', '=', 'object.sha256')),
        ),
      ]),
    )
    .execute();
}

/** Marks that readers saved beside its images: they have no other study. */
async function ownMarks(
  trx: ExchangeTransaction,
  depositId: string,
): Promise<Array<{ sha256: string; size: number }>> {
  const marks = await trx
    .selectFrom('savedMark')
    .innerJoin('object', 'object.sha256', 'savedMark.sha256')
    .select(['object.sha256', 'object.size'])
    .where('savedMark.depositId', '=', depositId)
    .execute();
  await trx.deleteFrom('savedMark').where('depositId', '=', depositId).execute();
  return marks;
}

/** Deletes the bytes of what was let go, also after a crash in between; what came again meanwhile stays. */
export async function deleteRetired(deps: Parts): Promise<number> {
  const retired = await deps.db.selectFrom('retiredObject').select('sha256').execute();
  let deleted = 0;
  for (const { sha256 } of retired) {
    const done = await deps.write(async (trx) => {
      const again = await trx
        .selectFrom('object')
        .select('sha256')
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      if (again === undefined && !deps.vault.retire(sha256)) {
        return fail(failure('internal', { detail: 'adopted a moment ago' }));
      }
      await trx.deleteFrom('retiredObject').where('sha256', '=', sha256).execute();
      return ok(again === undefined);
    });
    if (done.ok && done.value) deleted += 1;
  }
  return deleted;
}
