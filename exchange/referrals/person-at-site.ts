/** Who acts for a site in a referral: one of its people with the clinic office, at a station of that site. */
import type { ExchangeTransaction } from '../database/open-database.ts';
import { type Caller, sendingSite } from '../parts.ts';

/** His name; null for anybody else, and for a station that speaks for another person than the one who calls. */
export async function personAtSite(
  trx: ExchangeTransaction,
  caller: Caller,
  memberId: string,
  siteId: string,
): Promise<string | null> {
  if (sendingSite(caller) !== siteId) return null;
  if (caller.person !== null && caller.person.memberId !== memberId) return null;
  const member = await trx
    .selectFrom('member')
    .select(['name', 'siteId', 'offices'])
    .where('memberId', '=', memberId)
    .where('type', '=', 'person')
    .executeTakeFirst();
  const belongs = member?.siteId === siteId && (JSON.parse(member.offices) as string[]).includes('clinic');
  return member !== undefined && belongs ? member.name : null;
}
