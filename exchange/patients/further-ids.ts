/** Further numbers of a record (Other Patient IDs): kept with their issuer, and who else in the region goes by one of them. */
import { readIdentityNumber } from '#shared/study/identity-number.ts';
import type { FurtherId } from '#shared/study/patient.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';

/** A number that more records share than this is no number of a person. */
const mostSharing = 20;

/** As numbers are compared: width, blanks, hyphens and case say nothing. */
export function normalId(id: string): string {
  return id.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase();
}

/** The one valid identity number (GB 11643) among them; null where there is none, or more than one. */
export function identityNumberAmong(ids: readonly FurtherId[]): string | null {
  const found = new Set<string>();
  for (const { id } of ids) {
    const number = readIdentityNumber(id);
    if (number.ok) found.add(number.value.number);
  }
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

/** True where the record did not have one of them yet. */
export async function keepFurtherIds(
  trx: ExchangeTransaction,
  record: { readonly patientId: string; readonly siteId: string },
  ids: readonly FurtherId[],
): Promise<boolean> {
  const rows = ids
    .map(({ id, issuer }) => ({ ...record, issuer: issuer.trim(), id: normalId(id) }))
    .filter(({ id }) => id !== '');
  let isNew = false;
  for (const row of rows) {
    const added = await trx
      .insertInto('patientFurtherId')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    isNew = isNew || Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
  }
  return isNew;
}

interface Number {
  readonly siteId: string;
  readonly issuer: string;
  readonly id: string;
}

/**
 * Other records that go by a number of this one, given by the same issuer; a number without an issuer counts inside its site only.
 * Two sites' own ids are compared where both name one issuer.
 */
export async function sharingFurtherId(trx: ExchangeTransaction, patientId: string): Promise<string[]> {
  const further = await trx
    .selectFrom('patientFurtherId')
    .select(['siteId', 'issuer', 'id'])
    .where('patientId', '=', patientId)
    .execute();
  const own = await trx
    .selectFrom('patientIdentifier')
    .select(['siteId', 'issuer', 'id'])
    .where('patientId', '=', patientId)
    .where('type', '=', 'site')
    .execute();
  const sharing = new Set<string>();
  for (const number of [...further, ...own]) {
    const found = await recordsUnder(trx, number, own.includes(number));
    if (found.length <= mostSharing) for (const other of found) sharing.add(other);
  }
  sharing.delete(patientId);
  return [...sharing];
}

async function recordsUnder(
  trx: ExchangeTransaction,
  { siteId, issuer, id }: Number,
  isOwn: boolean,
): Promise<string[]> {
  let further = trx
    .selectFrom('patientFurtherId')
    .select('patientId')
    .where('id', '=', id)
    .where('issuer', '=', issuer);
  let sites = trx
    .selectFrom('patientIdentifier')
    .select('patientId')
    .where('type', '=', 'site')
    .where('id', '=', id)
    .where('issuer', '=', issuer);
  if (issuer === '') {
    further = further.where('siteId', '=', siteId);
    sites = sites.where('siteId', '=', siteId);
  }
  // One site's own number under one issuer is a reason of its own (site-id-equal).
  if (isOwn) sites = sites.where('siteId', '!=', siteId);
  const rows = [
    ...(await further.limit(mostSharing + 1).execute()),
    ...(await sites.limit(mostSharing + 1).execute()),
  ];
  return rows.map((row) => row.patientId);
}
