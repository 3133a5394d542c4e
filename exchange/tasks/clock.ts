/** Arithmetic of the task clock: start, deadline, stop. Pure, in exchange time. */
import type { TaskClock } from '#shared/study/task.ts';
import type { ClockRule } from './clock-policy.ts';

/** A clock that has not started. */
export function idleClock(rule: ClockRule): TaskClock {
  return {
    targetMs: rule.targetMs,
    stopsAt: rule.stopsAt,
    startedAt: null,
    deadline: null,
    stoppedAt: null,
    pausedMs: 0,
    pausedAt: null,
  };
}

export function startClock(clock: TaskClock, at: number): TaskClock {
  if (clock.startedAt !== null) return clock;
  return { ...clock, startedAt: at, deadline: at + clock.targetMs + clock.pausedMs };
}
