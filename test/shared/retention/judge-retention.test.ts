import { expect, it } from 'vitest';
import { closedStates, taskStates } from '#shared/journey.ts';
import { judgeRetention, planRetention, type RetentionFacts } from '#shared/retention/judge-retention.ts';
import { retentionRuleSchema } from '#shared/retention/retention.ts';

const day = 24 * 3_600_000;
const now = 1000 * day;
const rule = (given: object = {}) =>
  retentionRuleSchema.parse({ name: '一年', olderThanDays: 365, ...given });
const study = (given: Partial<RetentionFacts> = {}): RetentionFacts => ({
  studyInstanceUid: '1.2.3',
  depositId: '',
  patientName: '王小东',
  kind: 'imaging',
  modalities: ['CT'],
  siteId: 's-1',
  siteName: '胡场镇卫生院',
  state: 'received',
  at: now - 400 * day,
  objects: 2,
  bytes: 100,
  held: false,
  obstacle: null,
  ...given,
});

it('lets go by kind, modality, site, state and age, and leaves alone what no rule is about', () => {
  const verdict = (given: object, facts: Partial<RetentionFacts> = {}) =>
    judgeRetention([rule(given)], study(facts), now)?.go ?? null;
  expect(verdict({})).toBe(true);
  expect(verdict({ olderThanDays: 401 })).toBeNull();
  expect(verdict({ olderThanDays: 400 })).toBe(true);
  expect([verdict({ kinds: ['ecg'] }), verdict({ kinds: ['imaging', 'ecg'] })]).toEqual([null, true]);
  expect([verdict({ modalities: ['MR'] }), verdict({ modalities: ['CT'] })]).toEqual([null, true]);
  expect([verdict({ sites: ['s-2'] }), verdict({ sites: ['s-1'] })]).toEqual([null, true]);
  expect(verdict({}, { state: 'cancelled' })).toBeNull();
  expect(verdict({ states: ['cancelled'] }, { state: 'cancelled' })).toBe(true);
  expect(judgeRetention([], study(), now)).toBeNull();
});

it('lets a hold win over every rule, and tells it first', () => {
  const greedy = rule({ states: ['received', 'cancelled', 'withdrawn', 'no-task'], olderThanDays: 1 });
  for (const state of taskStates) {
    const facts = study({ state, held: true, obstacle: 'not-verified' });
    expect(judgeRetention([greedy], facts, now)).toMatchObject({ go: false, why: 'hold' });
  }
});

it('never lets go what is not signed, delivered and acknowledged, whatever the rules say', () => {
  const greedy = rule({ states: ['received', 'cancelled', 'withdrawn', 'no-task'], olderThanDays: 1 });
  for (const state of taskStates.filter((one) => !closedStates.has(one))) {
    expect(judgeRetention([greedy], study({ state }), now)).toMatchObject({ go: false, why: 'open-task' });
  }
  expect(judgeRetention([greedy], study({ state: 'unchanged' }), now)).toMatchObject({ why: 'open-task' });
  expect(judgeRetention([greedy], study({ obstacle: 'not-deposited' }), now)).toMatchObject({
    why: 'not-deposited',
  });
});

it('plans the oldest first and sums what would be won', () => {
  const plan = planRetention(
    [rule()],
    [
      study({ studyInstanceUid: '2', at: now - 500 * day, bytes: 7 }),
      study({ studyInstanceUid: '1', at: now - 400 * day, bytes: 5 }),
      study({ studyInstanceUid: '3', held: true }),
      study({ studyInstanceUid: '4', at: now }),
    ],
    now,
  );
  expect(plan.go.map((one) => one.studyInstanceUid)).toEqual(['2', '1']);
  expect(plan.kept.map((one) => [one.studyInstanceUid, one.why])).toEqual([['3', 'hold']]);
  expect(plan.totals).toEqual({ studies: 2, objects: 4, bytes: 12 });
});
