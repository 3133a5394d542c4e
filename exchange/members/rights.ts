/** What the exchange answers a member who may not: the right that is missing, or since when it has run out. */
import type { Action } from '#shared/contract/exchange/members.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Verdict } from '#shared/study/may-do.ts';

/** The failure to answer with; null when the member may. */
export function refusalOf(verdict: Verdict, action: Action, kind: Kind): Failure | null {
  if (verdict.allowed) return null;
  if (verdict.why === 'expired') {
    return failure('right-expired', { date: new Date(verdict.since).toISOString().slice(0, 10) });
  }
  return failure('right-missing', { right: `${action}:${kind}` });
}
