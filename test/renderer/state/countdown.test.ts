import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockText, countdownOf, sinceText } from '../../../renderer/state/countdown.ts';
import type { TaskClock } from '../../../shared/study/task.ts';

const start = 1_790_000_000_000;

function clock(changes: Partial<TaskClock> = {}): { clock: TaskClock } {
  return {
    clock: {
      targetMs: 180_000,
      stopsAt: 'preliminary',
      startedAt: start,
      deadline: start + 180_000,
      stoppedAt: null,
      pausedMs: 0,
      pausedAt: null,
      ...changes,
    },
  };
}

describe('the countdown', () => {
  it('changes its band at 50, 80 and 100 % of the promise', () => {
    for (const targetMs of [180_000, 480_000]) {
      const task = clock({ targetMs, deadline: start + targetMs });
      const bandAt = (share: number) => countdownOf(task, start + targetMs * share).band;
      expect([0, 0.499, 0.5, 0.799, 0.8, 1, 1.001].map(bandAt)).toEqual([
        'calm',
        'calm',
        'half',
        'half',
        'late',
        'late',
        'over',
      ]);
    }
  });

  it('stands still once stopped, kept or missed', () => {
    expect(countdownOf(clock({ stoppedAt: start + 161_000 }), start + 999_000)).toMatchObject({
      band: 'kept',
      leftMs: 19_000,
      running: false,
    });
    expect(countdownOf(clock({ stoppedAt: start + 200_000 }), start + 999_000)).toMatchObject({
      band: 'missed',
      leftMs: -20_000,
    });
  });

  it('has nothing to count before the clock starts, and holds while paused', () => {
    expect(countdownOf(clock({ startedAt: null, deadline: null }), start).band).toBe('none');
    expect(countdownOf(clock({ pausedAt: start + 60_000 }), start + 170_000)).toMatchObject({
      leftMs: 120_000,
      running: false,
    });
  });

  it('shows mm:ss, and overdue counting up from +00:00', () => {
    expect([180_000, 179_999, 59_001, 1, 0, -1, -1000, -61_500].map(clockText)).toEqual([
      '03:00',
      '03:00',
      '01:00',
      '00:01',
      '00:00',
      '+00:00',
      '+00:01',
      '+01:01',
    ]);
    expect([-5_999_000, -6_000_000, -24_720_000].map(clockText)).toEqual(['+99:59', '+1h40', '+6h52']);
    expect(sinceText(start, start + 3_725_000)).toBe('1:02:05');
  });

  it('never counts up while time goes on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (elapsed, step) => {
          const before = countdownOf(clock(), start + elapsed);
          const after = countdownOf(clock(), start + elapsed + step);
          expect(after.leftMs).toBeLessThanOrEqual(before.leftMs);
          expect(after.share).toBeGreaterThanOrEqual(before.share);
        },
      ),
    );
  });
});
