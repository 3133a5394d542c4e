/** The two choices of assignment against an oracle that looks at every possibility, and what reservations and rosters say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignmentPolicySchema,
  type Candidate,
  creditOf,
  equalWithinMs,
  halfTime,
  isOnDuty,
  isRostered,
  pickReader,
  pickTask,
  reservationAt,
} from '#shared/study/assignment.ts';
import type { Urgency } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import { buildTask } from '../../builders/task.ts';

const policy = assignmentPolicySchema.parse({
  roster: [
    { name: '陈静怡', from: 8, to: 18, skills: [{ kind: 'ecg' }, { modality: 'CT', bodyPart: 'HEAD' }] },
    { name: '赵文博', from: 18, to: 8, group: 2 },
  ],
  weights: [
    { modality: 'MR', credit: 4 },
    { modality: 'CT', credit: 3 },
    { kind: 'ecg', credit: 0.5 },
  ],
});

const task = fc
  .record({
    urgency: fc.constantFrom<Urgency[]>('routine', 'routine', 'emergency', 'stroke'),
    deadline: fc.integer({ min: 0, max: 400_000 }),
    modality: fc.constantFrom('CT', 'MR', 'DX'),
    seq: fc.nat(1000),
  })
  .map(({ urgency, deadline, modality, seq }) =>
    buildTask({ taskId: `t-${seq}` as never, seq, modality, order: { urgency }, clock: { deadline } }),
  );
const candidate = fc.record({
  memberId: fc.uuid(),
  name: fc.constantFrom('甲', '乙', '丙'),
  load: fc.nat(3),
  credit: fc.nat(20),
});
const rank: Record<Urgency, number> = { trauma: 0, stroke: 1, 'chest-pain': 2, emergency: 3, routine: 4 };

describe('assignment', () => {
  it('gives the most urgent, and by weight among those that are as urgent', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(task, { selector: (one) => one.seq, minLength: 1, maxLength: 8 }),
        fc.array(candidate, { minLength: 1, maxLength: 4 }),
        (tasks, readers) => {
          const [reader] = readers as [Candidate];
          const chosen = pickTask(policy, tasks, reader, readers);
          if (chosen === null) throw new Error('something waits');
          const lane = Math.min(...tasks.map((one) => rank[one.order.urgency]));
          const inLane = tasks.filter((one) => rank[one.order.urgency] === lane);
          const due = (one: Task) => one.clock.deadline ?? 0;
          const first = Math.min(...inLane.map(due));
          const equals = inLane.filter((one) => due(one) - first <= equalWithinMs);
          expect(equals).toContain(chosen);
          const weights = equals.map((one) => creditOf(policy, one));
          const mean = readers.reduce((sum, one) => sum + one.credit, 0) / readers.length;
          const weight = creditOf(policy, chosen);
          if (reader.credit < mean) expect(weight).toBe(Math.max(...weights));
          else if (reader.credit > mean) expect(weight).toBe(Math.min(...weights));
          else expect(due(chosen)).toBe(first);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps a task for the least loaded, then for who has signed least', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 6 }), (readers) => {
        const best = pickReader(readers);
        if (best === null) {
          expect(readers).toEqual([]);
          return;
        }
        const load = Math.min(...readers.map((one) => one.load));
        expect(best.load).toBe(load);
        const least = readers.filter((one) => one.load === load).map((one) => one.credit);
        expect(best.credit).toBe(Math.min(...least));
      }),
      { numRuns: 2000 },
    );
  });

  it('knows who is on duty with which skill, over midnight too', () => {
    const head = buildTask({ modality: 'CT', bodyPart: 'HEAD' });
    const chest = buildTask({ modality: 'CT', bodyPart: 'CHEST' });
    expect(isRostered(policy, '陈静怡', head, 9)).toBe(true);
    expect(isRostered(policy, '陈静怡', chest, 9)).toBe(false);
    expect(isRostered(policy, '陈静怡', head, 18)).toBe(false);
    expect(isRostered(policy, '赵文博', chest, 2)).toBe(true);
    expect(isRostered(policy, '赵文博', chest, 12)).toBe(false);
    expect(isRostered(policy, '谁都不是', chest, 12)).toBe(true);
    expect([0, 7, 8, 17, 18, 23].map((hour) => isOnDuty({ from: 18, to: 8 }, hour))).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  it('lets a reservation go at half of the time, a retake’s pause left out', () => {
    const waiting = buildTask({ clock: { startedAt: 1000, targetMs: 480_000, pausedMs: 5000 } });
    const until = halfTime(waiting);
    expect(until).toBe(1000 + 5000 + 240_000);
    expect(halfTime(buildTask({ clock: { startedAt: null } }))).toBeNull();
    const reserved = { memberId: 'p', name: '陈静怡', at: 2000, until: 246_000, by: 'himself' } as never;
    const kept = { ...waiting, reserved };
    expect(reservationAt(kept, 245_999)).toEqual(reserved);
    expect(reservationAt(kept, 246_000)).toBeNull();
  });
});
