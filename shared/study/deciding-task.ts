/** Which of a study's tasks says where it stands: one that is still open; when all are done, the one whose report it is. */
import { closedStates } from '../journey.ts';
import type { Task } from './task.ts';

/** Null for no tasks, or cancelled ones alone. */
export function decidingTask(tasks: readonly Task[]): Task | null {
  const told = tasks.filter((task) => task.state !== 'cancelled');
  const open = told.find((task) => !closedStates.has(task.state));
  return open ?? told.find((task) => task.followUp === undefined) ?? null;
}
