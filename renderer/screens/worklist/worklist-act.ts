/** What the one key does on a task for this person: claim it, open it, take it over, or look at it. */
import type { ListedTask } from '#shared/contract/worklist.ts';

export type WorklistAct =
  | { readonly act: 'claim' }
  | { readonly act: 'open' }
  | { readonly act: 'take-over'; readonly holder: string }
  | { readonly act: 'view' };

export function worklistActOf(task: ListedTask, memberId: string): WorklistAct {
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
  return task.state === 'waiting' ? { act: 'claim' } : { act: 'view' };
}
