/** What the one key does on a task for this person: claim it, open it, take it over, or look at it. */
import type { ListedTask } from '#shared/contract/worklist.ts';
import { reservationAt } from '#shared/study/assignment.ts';
import { underReview } from '#shared/study/review.ts';

export type WorklistAct =
  | { readonly act: 'claim' }
  | { readonly act: 'open' }
  | { readonly act: 'take-over'; readonly holder: string }
  | { readonly act: 'view' };

const held: ReadonlySet<ListedTask['state']> = new Set(['reading', 'preliminary', 'reviewing']);

/** `now` in exchange time: what is kept for somebody else can only be looked at until then. */
export function worklistActOf(
  task: Pick<ListedTask, 'state' | 'holder' | 'amending' | 'review' | 'reserved'>,
  memberId: string,
  now: number,
): WorklistAct {
  const submitted = underReview(task);
  const isHoldable = task.amending !== undefined || held.has(task.state);
  if (isHoldable && task.holder !== null) {
    if (task.holder.memberId === memberId) return { act: 'open' };
    return task.holder.alive ? { act: 'view' } : { act: 'take-over', holder: task.holder.name };
  }
  // What was submitted is for somebody else.
  if (submitted !== null) return { act: submitted.memberId === memberId ? 'view' : 'claim' };
  if (isHoldable) return { act: 'claim' };
  if (task.state !== 'waiting') return { act: 'view' };
  const keptFor = reservationAt(task, now)?.memberId ?? memberId;
  return { act: keptFor === memberId ? 'claim' : 'view' };
}
