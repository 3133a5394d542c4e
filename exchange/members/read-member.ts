/** Members as the contract shows them. */
import type { Member, Office, Right } from '#shared/contract/exchange/members.ts';
import type { MemberId, SiteId } from '#shared/study/ids.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { MemberTable } from '../database/tables/members.ts';

export type MemberRow = MemberTable & {
  readonly siteName: string | null;
  readonly siteTier: MemberTable['tier'];
};

/** Row of a member with his site's name; `by` narrows it. */
export async function findMemberRow(
  db: ExchangeDatabase | ExchangeTransaction,
  by: { readonly memberId: string } | { readonly type: MemberTable['type']; readonly name: string },
): Promise<MemberRow | null> {
  let query = memberRows(db);
  if ('memberId' in by) query = query.where('member.memberId', '=', by.memberId);
  else query = query.where('member.type', '=', by.type).where('member.name', '=', by.name);
  return (await query.executeTakeFirst()) ?? null;
}

export function memberRows(db: ExchangeDatabase | ExchangeTransaction) {
  return db
    .selectFrom('member')
    .leftJoin('member as site', 'site.memberId', 'member.siteId')
    .selectAll('member')
    .select(['site.name as siteName', 'site.tier as siteTier']);
}

export function memberOfRow(row: MemberRow, simulation: boolean): Member {
  return {
    memberId: row.memberId as MemberId,
    type: row.type,
    name: row.name,
    siteId: row.siteId as SiteId | null,
    siteName: row.siteName,
    siteTier: row.type === 'site' ? row.tier : row.siteTier,
    rights: JSON.parse(row.rights) as Right[],
    offices: JSON.parse(row.offices) as Office[],
    licence: row.licence,
    simulation,
  };
}
