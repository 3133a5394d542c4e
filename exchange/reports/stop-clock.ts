/** What a committed report does to the clock: ECG stops at the first of either, imaging at the signed one. */
import type { ReportStatus } from '#shared/report/report.ts';
import type { TaskClock } from '#shared/study/task.ts';

/** A clock stops once; a later report never moves the stop. */
export function stopClock(clock: TaskClock, status: ReportStatus, at: number): TaskClock {
  if (clock.startedAt === null || clock.stoppedAt !== null) return clock;
  if (status === 'preliminary' && clock.stopsAt === 'signed') return clock;
  return { ...clock, stoppedAt: Math.max(at, clock.startedAt) };
}
