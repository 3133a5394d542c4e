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

/** A retake holds the clock; one that has stopped is not held any more. */
export function pauseClock(clock: TaskClock, at: number): TaskClock {
  return clock.stoppedAt === null && clock.pausedAt === null ? { ...clock, pausedAt: at } : clock;
}

/** The remaining time goes on: the deadline moves by as much as the clock stood. */
export function resumeClock(clock: TaskClock, at: number): TaskClock {
  if (clock.pausedAt === null) return clock;
  const stood = Math.max(0, at - clock.pausedAt);
  return {
    ...clock,
    pausedAt: null,
    pausedMs: clock.pausedMs + stood,
    deadline: clock.deadline === null ? null : clock.deadline + stood,
  };
}
