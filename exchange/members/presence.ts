/** Who sits at a window of the reading centre now: told every few seconds by their stations, kept in memory alone. */
import type { Member } from '#shared/contract/exchange/members.ts';
import type { Kind } from '#shared/study/kind.ts';
import { mayDo } from '#shared/study/may-do.ts';
import type { Clock } from '../parts.ts';

/** Not told of for so long, somebody is gone. */
export const presentForMs = 15_000;

export interface Presence {
  readonly note: (member: Member) => void;
  readonly isPresent: (name: string) => boolean;
  readonly present: () => readonly Member[];
  /** Readers who may answer the kind at the site, or at any site where it is null. Null in the first moments after a start. */
  readonly readersOf: (kind: Kind, siteId: string | null) => number | null;
}

export function createPresence(clock: Clock): Presence {
  const people = new Map<string, { readonly member: Member; readonly at: number }>();
  const startedAt = clock.now();
  const present = (): Member[] => {
    const since = clock.now() - presentForMs;
    for (const [memberId, { at }] of people) if (at < since) people.delete(memberId);
    return [...people.values()].map((one) => one.member);
  };
  return {
    note: (member) => {
      people.set(member.memberId, { member, at: clock.now() });
    },
    present,
    isPresent: (name) => present().some((member) => member.name === name),
    readersOf: (kind, siteId) => {
      const now = clock.now();
      // Everybody who is there has not been heard of yet.
      if (now - startedAt < presentForMs) return null;
      return present().filter((member) => mayAnswer(member, kind, siteId, now)).length;
    },
  };
}

/** Who only writes cannot answer: it takes the right to issue or to sign. */
function mayAnswer(member: Member, kind: Kind, siteId: string | null, now: number): boolean {
  const sites = siteId === null ? member.rights.map((right) => right.siteId as string) : [siteId];
  return sites.some(
    (site) =>
      mayDo(member, 'write', kind, site, now).allowed &&
      (mayDo(member, 'issue', kind, site, now).allowed || mayDo(member, 'sign', kind, site, now).allowed),
  );
}
