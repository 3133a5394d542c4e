/** Who answers for a consultation: the colleague himself, or a person of the hospital at a station of it. */
import type { Consultation } from '#shared/study/consultation.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { type Caller, sendingSite } from '../parts.ts';

export interface Person {
  readonly name: string;
  /** Of his site; '' for the reading centre. */
  readonly site: string;
}

/** Null for anybody else, and for a station that speaks for another person than the one who calls. */
export async function askedPerson(
  trx: ExchangeTransaction,
  caller: Caller,
  { to }: Consultation,
  memberId: string,
): Promise<Person | null> {
  if (caller.person !== null && caller.person.memberId !== memberId) return null;
  const home = caller.station?.siteId ?? sendingSite(caller);
  const member = await trx
    .selectFrom('member')
    .select(['name', 'siteId', 'offices'])
    .where('memberId', '=', memberId)
    .where('type', '=', 'person')
    .executeTakeFirst();
  if (member === undefined) return null;
  if (to.kind === 'member') {
    return to.memberId === memberId && home === null ? { name: member.name, site: '' } : null;
  }
  const offices = JSON.parse(member.offices) as string[];
  const may = member.siteId === to.siteId && home === to.siteId && !offices.includes('auditor');
  return may ? { name: member.name, site: to.name } : null;
}
