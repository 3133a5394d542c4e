/** Which of two open tasks comes first: what a critical rule has lifted, lanes by urgency, then the deadline. */
import { criticalStanding } from './critical.ts';
import type { Urgency } from './kind.ts';
import type { Task } from './task.ts';

export const lanes: Readonly<Record<Urgency, number>> = {
  trauma: 0,
  stroke: 1,
  'chest-pain': 2,
  emergency: 3,
  routine: 4,
};

/** Negative where `one` comes first; what has no clock yet comes by its first byte. */
export function compareWaiting(one: Task, other: Task): number {
  return (
    rankOf(one) - rankOf(other) ||
    lanes[one.order.urgency] - lanes[other.order.urgency] ||
    deadlineOf(one) - deadlineOf(other) ||
    one.seq - other.seq
  );
}

/** 待确认 before 已确认 before everything else; what was rejected has its place among the others again. */
export function rankOf(task: Task): number {
  const standing = criticalStanding(task);
  return standing === 'unconfirmed' ? 0 : standing === 'confirmed' ? 1 : 2;
}

/** In ms of exchange time. */
export function deadlineOf(task: Task): number {
  return task.clock.deadline ?? (task.stamps.firstByteAt ?? task.order.placedAt) + 10 ** 12;
}
