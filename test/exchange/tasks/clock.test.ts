import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopClock } from '../../../exchange/reports/stop-clock.ts';
import { elapsedOf, quantile, turnaroundOf } from '../../../exchange/statistics/turnaround.ts';
import { idleClock, startClock } from '../../../exchange/tasks/clock.ts';
import { defaultRules, pickRule } from '../../../exchange/tasks/clock-policy.ts';

const rule = fc.record({
  kind: fc.constantFrom('imaging' as const, 'ecg' as const),
  urgency: fc.constant('*' as const),
  siteId: fc.constant('*'),
  targetMs: fc.integer({ min: 1, max: 3_600_000 }),
  stopsAt: fc.constantFrom('preliminary' as const, 'signed' as const),
});
const instant = fc.integer({ min: 1, max: 2_000_000_000_000 });
const status = fc.constantFrom('preliminary' as const, 'final' as const);

describe('the task clock', () => {
  it('starts once, and its deadline is the start plus the target', () => {
    fc.assert(
      fc.property(rule, instant, instant, (given, first, second) => {
        const started = startClock(idleClock(given), first);
        expect(started.deadline).toBe(first + given.targetMs);
        expect(startClock(started, second)).toEqual(started);
      }),
    );
  });

  it('stops once, never before its start, and only at what its kind asks for', () => {
    fc.assert(
      fc.property(
        rule,
        instant,
        fc.array(fc.tuple(status, instant), { maxLength: 5 }),
        (given, start, reports) => {
          const idle = idleClock(given);
          expect(stopClock(idle, 'final', start)).toEqual(idle);
          let clock = startClock(idle, start);
          let expected: number | null = null;
          for (const [kind, at] of reports) {
            clock = stopClock(clock, kind, at);
            const counts = kind === 'final' || given.stopsAt === 'preliminary';
            if (expected === null && counts) expected = Math.max(at, start);
          }
          expect(clock.stoppedAt).toBe(expected);
          expect(clock.deadline).toBe(start + given.targetMs);
        },
      ),
    );
  });

  it('takes three minutes for an ECG and eight for an image, unless a rule is more particular', () => {
    const exam = { kind: 'ecg', urgency: 'stroke', siteId: 'a' } as const;
    expect(pickRule([], exam).targetMs).toBe(180_000);
    expect(pickRule([], { ...exam, kind: 'imaging' })).toEqual(defaultRules[1]);
    const bySite = { kind: '*', urgency: '*', siteId: 'a', targetMs: 1, stopsAt: 'signed' } as const;
    const byUrgency = {
      kind: 'ecg',
      urgency: 'stroke',
      siteId: '*',
      targetMs: 2,
      stopsAt: 'signed',
    } as const;
    expect(pickRule([byUrgency, bySite], exam).targetMs).toBe(1);
    expect(pickRule([byUrgency], exam).targetMs).toBe(2);
    expect(pickRule([byUrgency], { ...exam, urgency: 'routine' }).targetMs).toBe(180_000);
  });
});

describe('turnaround', () => {
  const task = fc.record({
    kind: fc.constantFrom('imaging' as const, 'ecg' as const),
    siteId: fc.constantFrom('a', 'b'),
    siteName: fc.constant('甲'),
    startedAt: fc.integer({ min: 0, max: 1_000_000 }),
    stoppedAt: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
    targetMs: fc.constant(480_000),
    pausedMs: fc.constant(0),
    pausedAt: fc.constant(null),
    retaken: fc.constant(false),
  });

  it('counts every task whose clock started, overdue and open ones in the denominator', () => {
    fc.assert(
      fc.property(fc.array(task, { maxLength: 40 }), (tasks) => {
        const now = 2_000_000;
        const { rows, points } = turnaroundOf(tasks, now);
        expect(rows.reduce((sum, row) => sum + row.tasks, 0)).toBe(tasks.length);
        for (const row of rows) {
          const group = tasks.filter((one) => one.kind === row.kind && one.siteId === row.siteId);
          const openInTime = group.filter(
            (one) => one.stoppedAt === null && elapsedOf(one, now) <= one.targetMs,
          );
          expect(row.within + row.overdue + openInTime.length).toBe(row.tasks);
          expect((row.p90Ms ?? 0) >= (row.medianMs ?? 0)).toBe(true);
        }
        expect(points).toHaveLength(tasks.filter((one) => one.stoppedAt !== null).length);
      }),
    );
  });

  it('takes quantiles by nearest rank', () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBe(9);
  });
});
