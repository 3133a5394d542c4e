/** The index has changed: each site hears of its own records only, the reading centre of all. */
import type { FeedChange } from '#shared/contract/exchange/feed.ts';
import type { PatientId } from '#shared/study/ids.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { appendEvent } from '../feed/append-event.ts';

type Act = Extract<FeedChange, { type: 'patients-changed' }>['act'];

/** Names no site, so that only who sees all sites hears of it. */
const centreOnly = '*';

export async function tellPatients(
  trx: ExchangeTransaction,
  act: Act,
  patientIds: readonly string[],
  now: number,
): Promise<void> {
  const tell = (siteId: string, ids: readonly string[]) =>
    appendEvent(trx, {
      at: now,
      siteId,
      change: { type: 'patients-changed', act, patientIds: [...ids] as PatientId[] },
    });
  if (act === 'proposed' || act === 'dismissed') {
    await tell(centreOnly, patientIds);
    return;
  }
  const rows = await trx
    .selectFrom('patient')
    .select(['patientId', 'siteId'])
    .where('patientId', 'in', [...patientIds])
    .orderBy('patientId')
    .execute();
  for (const siteId of new Set(rows.map((row) => row.siteId))) {
    await tell(
      siteId,
      rows.filter((row) => row.siteId === siteId).map((row) => row.patientId),
    );
  }
}
