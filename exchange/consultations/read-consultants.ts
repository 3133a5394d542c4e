/** Whom a reader may ask: the doctors of the centre who read themselves, and the hospitals of the two upper tiers. */
import type { Consultants } from '#shared/contract/exchange/consultations.ts';
import type { MemberId, SiteId } from '#shared/study/ids.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';

const askable = ['city', 'higher'] as const;

export async function readConsultants(db: ExchangeDatabase | ExchangeTransaction): Promise<Consultants> {
  const rows = await db
    .selectFrom('member')
    .select([
      'memberId',
      'type',
      'name',
      'title',
      'siteId',
      'rights',
      'offices',
      'tier',
      'phone',
      'chestPain',
    ])
    .where((term) =>
      term.or([
        term.and([term('type', '=', 'person'), term('siteId', 'is', null)]),
        term.and([term('type', '=', 'site'), term('tier', 'in', askable)]),
      ]),
    )
    .orderBy('createdAt')
    .execute();
  const readers = rows.filter((row) => row.type === 'person' && row.rights !== '[]' && row.offices === '[]');
  return {
    members: readers.map(({ memberId, name, title }) => ({ memberId: memberId as MemberId, name, title })),
    sites: rows
      .filter((row) => row.type === 'site')
      .map(({ memberId, name, tier, phone, chestPain }) => ({
        siteId: memberId as SiteId,
        name,
        tier,
        phone,
        chestPain: chestPain === 1,
      })),
  };
}
