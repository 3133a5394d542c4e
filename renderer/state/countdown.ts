/** What a countdown says: arithmetic of the promise for display, the same in ring, list and tracking. */
import type { Task } from '#shared/study/task.ts';

/** calm below half of the promise, half from 50 %, late from 80 %, over beyond it; stopped and none stand still. */
export type ClockBand = 'calm' | 'half' | 'late' | 'over' | 'kept' | 'missed' | 'none';

export interface Countdown {
  readonly band: ClockBand;
  /** Share of the promise used up, 0 to 1. */
  readonly share: number;
  /** Time left in ms; negative once overdue. While stopped: what was left when it stopped. */
  readonly leftMs: number;
  readonly running: boolean;
}

export function countdownOf(task: Pick<Task, 'clock'>, now: number): Countdown {
  const { startedAt, deadline, stoppedAt, targetMs, pausedAt } = task.clock;
  if (startedAt === null || deadline === null)
    return { band: 'none', share: 0, leftMs: targetMs, running: false };
  const at = stoppedAt ?? pausedAt ?? now;
  const leftMs = deadline - at;
  const share = Math.min(1, Math.max(0, 1 - leftMs / targetMs));
  if (stoppedAt !== null) return { band: leftMs >= 0 ? 'kept' : 'missed', share, leftMs, running: false };
  const band = leftMs < 0 ? 'over' : share >= 0.8 ? 'late' : share >= 0.5 ? 'half' : 'calm';
  return { band, share, leftMs, running: pausedAt === null };
}

/** mm:ss of a duration, hours and minutes (6h52) where the minutes have no room; with a plus sign for what is overdue. */
export function clockText(ms: number): string {
  const overdue = ms < 0;
  // Time left is rounded up and overdue time down, so that 0:00 is shown for exactly one second.
  const seconds = overdue ? Math.floor(-ms / 1000) : Math.ceil(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  const text =
    minutes < 100
      ? `${two(minutes)}:${two(seconds % 60)}`
      : `${Math.floor(minutes / 60)}h${two(minutes % 60)}`;
  return overdue ? `+${text}` : text;
}

/** mm:ss, or h:mm:ss from an hour on, since an instant. */
export function sinceText(from: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - from) / 1000));
  const minutes = Math.floor(seconds / 60);
  const tail = `${String(minutes % 60).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)}:${tail}` : tail;
}
