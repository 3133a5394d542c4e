/**
 * Who may: rights, not titles. One pure function judges every claim and every signature, by a member's rights,
 * his offices and an instant.
 */
import type { Action, Member } from '#shared/contract/exchange/members.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { Kind } from '#shared/study/kind.ts';

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

/** The failure to answer with; null when the member may. */
export function refusalOf(verdict: Verdict, action: Action, kind: Kind): Failure | null {
  if (verdict.allowed) return null;
  if (verdict.why === 'expired') {
    return failure('right-expired', { date: new Date(verdict.since).toISOString().slice(0, 10) });
  }
  return failure('right-missing', { right: `${action}:${kind}` });
}
