/** Journey step 8: the lint against the goal of the plan: recall of at least 95 % over seeded errors, false alarms of at most 5 % over clean reports. */
import { describe, expect, it } from 'vitest';
import { lintReport } from '#shared/report/lint/lint-report.ts';
import { asTyped, type Case, caseOf, seeded } from './corpus/case.ts';
import { heldOutReports } from './corpus/held-out-reports.ts';
import { makeClean } from './corpus/make-clean.ts';
import { seedErrors } from './corpus/seed-errors.ts';
import { townshipReports } from './corpus/township-reports.ts';

const alarmsIn = (cases: readonly Case[]): string[] =>
  cases.flatMap(({ id, subject, content }) => {
    const found = lintReport(subject, content);
    return found.length === 0
      ? []
      : [`${id}: ${found.map(({ rule, said, against }) => `${rule} ${said} / ${against}`).join('; ')}`];
  });

/** Told by a rule that is about this error: another remark on the same report does not count. */
const missedOf = (
  pool: readonly Case[],
  seed: number,
  count = 60,
): { missed: string[]; count: number; sorts: number } => {
  const errors = seedErrors(pool, seeded(seed), count);
  const missed = errors.filter(
    (error) =>
      !lintReport(error.case.subject, error.case.content).some(({ rule }) => error.told.includes(rule)),
  );
  return {
    missed: missed.map(
      ({ sort, case: { id, content } }) => `${sort} ${id}: ${content.findings} | ${content.impression}`,
    ),
    count: errors.length,
    sorts: new Set(errors.map(({ sort }) => sort)).size,
  };
};

const both = (cases: readonly Case[]): Case[] => cases.map((one, at) => (at % 2 === 0 ? asTyped(one) : one));
const made = both(makeClean(seeded(20261129), 200));
const township = both(townshipReports.map((row) => caseOf(row)));
const heldOut = both(heldOutReports.map((row) => caseOf(row, '陈水根')));

describe('the lint on clean reports', () => {
  it('is silent on at least 95 % of 200 made ones', () => {
    const alarms = alarmsIn(made);
    expect(alarms.length / made.length, alarms.join('\n')).toBeLessThanOrEqual(0.05);
  });
  it('is silent on at least 95 % of those written by hand in the manner of townships', () => {
    const alarms = alarmsIn(township);
    expect(alarms.length / township.length, alarms.join('\n')).toBeLessThanOrEqual(0.05);
  });
});

describe('the lint on seeded errors', () => {
  it.each([1, 2, 3, 4, 5])('tells at least nineteen in twenty of 60, seed %i', (seed) => {
    const { missed, count, sorts } = missedOf([...made, ...township], seed);
    expect([count, sorts]).toEqual([60, 14]);
    expect(missed.length / count, missed.join('\n')).toBeLessThanOrEqual(0.05);
  });
});

// Written before the lint was measured on them, and not looked at while it was tuned: what breaks here is told, not tuned away.
describe('held out', () => {
  it('is silent on at least 95 % of other reports', () => {
    const alarms = alarmsIn(heldOut);
    expect(alarms.length / heldOut.length, alarms.join('\n')).toBeLessThanOrEqual(0.05);
  });
  it('tells at least 95 % of 60 errors in them', () => {
    const { missed, count } = missedOf(heldOut, 77);
    expect(count).toBe(60);
    expect(missed.length / count, missed.join('\n')).toBeLessThanOrEqual(0.05);
  });
});
