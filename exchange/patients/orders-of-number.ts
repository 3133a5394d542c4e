/** The orders of whoever has a number: a site's own, an identity card, a health card, or one a device wrote beside. */
import type { ExchangeDatabase } from '../database/open-database.ts';
import { normalId } from './further-ids.ts';

export async function ordersOfNumber(db: ExchangeDatabase, number: string): Promise<string[]> {
  const id = normalId(number);
  if (id === '') return [];
  const own = db.selectFrom('patientIdentifier').select('patientId').where('id', '=', id);
  const further = db.selectFrom('patientFurtherId').select('patientId').where('id', '=', id);
  const rows = await db
    .selectFrom('patientOrder')
    .select('orderId')
    .where('patientId', 'in', own.union(further))
    .limit(500)
    .execute();
  return rows.map(({ orderId }) => orderId);
}
