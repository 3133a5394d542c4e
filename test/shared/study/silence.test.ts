import { describe, expect, test } from 'vitest';
import { findSilence } from '#shared/study/silence.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** A Monday at midnight, in the machine's own time. */
const monday = new Date(2026, 9, 5).getTime();
const at = (week: number, weekday: number, hours: number): number => {
  const date = new Date(monday);
  date.setDate(date.getDate() + 7 * week + weekday);
  return date.getTime() + hours * hour;
};

/** Studies of whole weeks: on these days, at these hours, with a little unrest of a minute or so. */
function history(weeks: number, days: readonly number[], hours: readonly number[]): number[] {
  const found: number[] = [];
  for (let week = 0; week < weeks; week += 1) {
    for (const weekday of days) {
      for (const one of hours)
        found.push(at(week, weekday, one) + ((week * 7 + weekday + one * 11) % 13) * 60_000);
    }
  }
  return found;
}

const workdays = [0, 1, 2, 3, 4];
const office = [8, 9, 10, 11, 14, 15, 16];

describe('a site of office hours', () => {
  const past = history(6, workdays, office);

  test('is silent on a workday once the morning has brought nothing, and not before', () => {
    expect(findSilence(past, at(6, 0, 8.5))).toBeNull();
    expect(findSilence(past, at(6, 0, 9.5))).toBeNull();
    const silent = findSilence(past, at(6, 0, 11.5));
    expect(silent).toMatchObject({ since: past.at(-1) });
    expect(silent?.usual).toBeGreaterThanOrEqual(3);
  });

  test('is not silent while it sends, and one study ends it', () => {
    const sends = [...past, ...[8, 9, 10, 11].map((hours) => at(6, 0, hours))];
    expect(findSilence(sends, at(6, 0, 11.5))).toBeNull();
    expect(findSilence([...past, at(6, 0, 11)], at(6, 0, 11.5))).toBeNull();
  });

  test('is never called at night, over noon or on a Sunday, however long nothing came', () => {
    for (const weekday of [0, 1, 2, 3, 4, 5, 6]) {
      for (const hours of [0, 2, 5, 20, 23]) expect(findSilence(past, at(6, weekday, hours))).toBeNull();
    }
    expect(findSilence(past, at(6, 0, 12.8))).toBeNull();
    for (const hours of office) expect(findSilence(past, at(6, 6, hours))).toBeNull();
    // The second day of a silence, in its hours, still is.
    expect(findSilence(past, at(6, 1, 10))).not.toBeNull();
  });

  test('is the same silence as long as it lasts', () => {
    const seen = [11, 14, 15, 16].map((hours) => findSilence(past, at(6, 0, hours))?.since);
    expect(new Set(seen)).toEqual(new Set([past.at(-1)]));
  });
});

test('a site that sends all night is called at night', () => {
  const round = history(6, [0, 1, 2, 3, 4, 5, 6], [...Array(24).keys()]);
  expect(findSilence(round, at(6, 0, 3.5))).not.toBeNull();
  expect(findSilence(round, at(6, 0, 0.5))).toBeNull();
});

test('a young site, one without habits and one of a study a day are left alone', () => {
  expect(findSilence([], at(6, 0, 11))).toBeNull();
  expect(findSilence(history(2, workdays, office), at(2, 0, 16))).toBeNull();
  const seldom = [at(0, 0, 9), at(1, 3, 15), at(2, 1, 10), at(4, 4, 9), at(5, 2, 16)];
  expect(findSilence(seldom, at(6, 2, 10))).toBeNull();
  const daily = history(6, workdays, [10]);
  expect(findSilence(daily, at(6, 0, 10.5))).toBeNull();
  // Nothing for three of its days is silence, for it as well.
  expect(findSilence(daily, at(6, 2, 10.5))).not.toBeNull();
});

test('a week off in the past is no habit, and a long silence is judged by its last week', () => {
  const withHoliday = history(8, workdays, office).filter((one) => one < at(3, 0, 0) || one > at(4, 0, 0));
  expect(findSilence(withHoliday, at(8, 0, 11.5))).not.toBeNull();
  const everyOther = history(8, workdays, office).filter(
    (one) => Math.floor((one - monday) / (7 * day)) % 2 === 0,
  );
  expect(findSilence(everyOther, at(7, 0, 11.5))).toBeNull();
  const past = history(6, workdays, office);
  expect(findSilence(past, at(8, 0, 11.5))).not.toBeNull();
});
