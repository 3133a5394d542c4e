/** Reads and writes a referral as one document: the row, its snapshot, and an event for each of the two sites, together. */
import { closedReferralStates, type Referral, referralState } from '#shared/study/referral.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { appendEvent, nextSeq } from '../feed/append-event.ts';

export async function readReferral(trx: ExchangeTransaction, referralId: string): Promise<Referral | null> {
  const row = await trx
    .selectFrom('referral')
    .select('document')
    .where('referralId', '=', referralId)
    .executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.document) as Referral);
}

/** Those of a task that are under way. */
export async function openReferrals(trx: ExchangeTransaction, taskId: string): Promise<Referral[]> {
  const rows = await trx
    .selectFrom('referral')
    .select('document')
    .where('taskId', '=', taskId)
    .where('closed', '=', 0)
    .execute();
  return rows.map((row) => JSON.parse(row.document) as Referral);
}

/** Stores the referral and tells it; answers it with its new `seq`. */
export async function commitReferral(
  trx: ExchangeTransaction,
  changed: Referral,
  now: number,
): Promise<Referral> {
  const referral: Referral = { ...changed, seq: await nextSeq(trx) };
  const row = {
    referralId: referral.referralId,
    taskId: referral.taskId,
    fromSiteId: referral.from.siteId,
    toSiteId: referral.to.siteId,
    closed: closedReferralStates.has(referralState(referral)) ? 1 : 0,
    pdfSha256: referral.report.pdfSha256,
    document: JSON.stringify(referral),
  };
  await trx
    .insertInto('referral')
    .values(row)
    .onConflict((conflict) => conflict.column('referralId').doUpdateSet(row))
    .execute();
  for (const { siteId } of [referral.from, referral.to]) {
    await appendEvent(trx, { at: now, siteId, change: { type: 'referral-changed', referral } });
  }
  return referral;
}
