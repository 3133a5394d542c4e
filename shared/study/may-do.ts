/**
 * Who may: rights, not titles. One pure function judges every claim and every signature, by a member's rights,
 * his offices and an instant. The exchange decides by it; a window only asks it what is worth showing ahead.
 */
import type { Action, Member } from '../contract/exchange/members.ts';
import type { Kind } from './kind.ts';

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: 'missing' | 'office' }
  | { readonly allowed: false; readonly why: 'expired'; readonly since: number };

export type RightHolder = Pick<Member, 'type' | 'rights' | 'offices'>;

/** Judges one action on one kind at one site at the instant `now`. Validity ends at `validUntil`, inclusive. */
export function mayDo(member: RightHolder, action: Action, kind: Kind, siteId: string, now: number): Verdict {
  if (member.type !== 'person') return { allowed: false, why: 'missing' };
  // Whoever orders, administers or audits never signs, whatever else he was given (separation of duties).
  if (member.offices.length > 0 && action !== 'write') return { allowed: false, why: 'office' };
  const fitting = member.rights.filter(
    (right) =>
      right.action === action &&
      (right.kind === '*' || right.kind === kind) &&
      (right.siteId === '*' || right.siteId === siteId),
  );
  if (fitting.length === 0) return { allowed: false, why: 'missing' };
  if (fitting.some((right) => right.validUntil === null || right.validUntil >= now)) return { allowed: true };
  return {
    allowed: false,
    why: 'expired',
    since: Math.max(...fitting.map((right) => right.validUntil ?? 0)),
  };
}
