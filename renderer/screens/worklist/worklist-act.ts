/** What the one key does on a task for this person: claim it, open it, take it over, or look at it. */
import type { ListedTask } from '#shared/contract/worklist.ts';
import { reservationAt } from '#shared/study/assignment.ts';

export type WorklistAct =
  | { readonly act: 'claim' }
  | { readonly act: 'open' }
  | { readonly act: 'take-over'; readonly holder: string }
  | { readonly act: 'view' };

/** `now` in exchange time: what is kept for somebody else can only be looked at until then. */
export function worklistActOf(
  task: Pick<ListedTask, 'state' | 'holder' | 'amending' | 'review' | 'reserved'>,
  memberId: string,
  now: number,
): WorklistAct {
  if (task.amending !== undefined && task.holder !== null) {
    if (task.holder.memberId === memberId) return { act: 'open' };
    return task.holder.alive ? { act: 'view' } : { act: 'take-over', holder: task.holder.name };
  }
  if (task.state === 'reading' || task.state === 'preliminary') {
    if (task.holder?.memberId === memberId) return { act: 'open' };
    if (task.holder === null) return { act: 'claim' };
    return task.holder.alive ? { act: 'view' } : { act: 'take-over', holder: task.holder.name };
  }
  if (task.state === 'reviewing') {
    if (task.holder?.memberId === memberId) return { act: 'open' };
    if (task.holder === null)
      return { act: task.review?.submitted?.memberId === memberId ? 'view' : 'claim' };
    return task.holder.alive ? { act: 'view' } : { act: 'take-over', holder: task.holder.name };
  }
  if (task.state !== 'waiting') return { act: 'view' };
  const keptFor = reservationAt(task, now)?.memberId ?? memberId;
  return { act: keptFor === memberId ? 'claim' : 'view' };
}
