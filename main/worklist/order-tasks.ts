/**
 * The order of the worklist: what a critical rule has lifted, lanes by urgency, then the deadline; what has no clock yet
 * comes by its first byte.
 */
import type { WorklistTab } from '#shared/contract/worklist.ts';
import { compareWaiting } from '#shared/study/compare-waiting.ts';
import { underReview } from '#shared/study/review.ts';
import type { Task } from '#shared/study/task.ts';

const closed: ReadonlySet<Task['state']> = new Set([
  'signed',
  'delivered',
  'received',
  'unchanged',
  'retaken',
  'cancelled',
  'withdrawn',
]);

/** Nobody is at it; a signed report that is corrected is work again. */
export function isClosed(task: Task): boolean {
  return closed.has(task.state) && task.amending === undefined;
}

export function compareTasks(one: Task, other: Task): number {
  const closedFirst = Number(isClosed(one)) - Number(isClosed(other));
  if (closedFirst !== 0) return closedFirst;
  // What is done is read newest first.
  if (isClosed(one)) return lastStamp(other) - lastStamp(one);
  return compareWaiting(one, other);
}

function lastStamp(task: Task): number {
  const { receivedAt, deliveredAt, signedAt, cancelledAt, openedAt } = task.stamps;
  return Math.max(receivedAt ?? 0, deliveredAt ?? 0, signedAt ?? 0, cancelledAt ?? 0, openedAt ?? 0);
}

/** Whether a task stands under a tab; `memberId` is the person at the window, null when nobody is signed in. */
export function isUnderTab(task: Task, tab: WorklistTab, memberId: string | null, queued: boolean): boolean {
  const mine = task.holder !== null && task.holder.memberId === memberId && !isClosed(task);
  switch (tab) {
    case 'arriving':
      return task.state === 'arriving';
    case 'waiting':
      // 可接手 stands among the waiting: somebody has to take it.
      return task.state === 'waiting' || (task.state === 'reading' && task.holder?.alive === false && !mine);
    case 'mine':
      return mine || queued;
    case 'preliminary':
      return task.state === 'preliminary';
    case 'reviewing':
      return underReview(task) !== null;
    case 'delivered':
      return ['signed', 'delivered', 'received', 'unchanged', 'withdrawn'].includes(task.state);
    case 'all':
      return true;
  }
}
