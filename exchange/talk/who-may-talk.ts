/** Who may write on a task: people of its own site and of the reading centre, each from a station of his side. */

import type { TalkSide } from '#shared/study/talk.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { type Caller, sendingSite } from '../parts.ts';

export interface Speaker {
  readonly side: TalkSide;
  readonly name: string;
}

/** Null for anybody else: another site's people, auditors, and a station that speaks for a person of the other side. */
export async function speakerOf(
  trx: ExchangeTransaction,
  caller: Caller,
  task: Task,
  memberId: string,
): Promise<Speaker | null> {
  // A station speaks for the people at its windows; a person only for himself.
  if (caller.person !== null && caller.person.memberId !== memberId) return null;
  const member = await trx
    .selectFrom('member')
    .select(['name', 'siteId', 'offices'])
    .where('memberId', '=', memberId)
    .where('type', '=', 'person')
    .executeTakeFirst();
  if (member === undefined || (JSON.parse(member.offices) as string[]).includes('auditor')) return null;
  const home = caller.station === null ? member.siteId : sendingSite(caller);
  if (home !== null && home !== task.siteId) return null;
  if (member.siteId !== null && member.siteId !== task.siteId) return null;
  return { side: home === null ? 'centre' : 'clinic', name: member.name };
}
