/** Monitors made of formulas: what is said of each, and that the table mends what a common one does wrong. */
import { describe, expect, it } from 'vitest';
import {
  checkDueAt,
  correctedStandingOf,
  correctionOf,
  measuredLevels,
  standingOf,
  wrongLuminance,
} from '#shared/measure/display-check.ts';
import { jndOfLuminance, luminanceOfJnd } from '#shared/measure/display-function.ts';

/** cd/m² at a level of a monitor with this gamma. */
const common =
  (gamma: number, black = 0.4, white = 400) =>
  (level: number): number =>
    black + (white - black) * (level / 255) ** gamma;
const standard =
  (black = 0.4, white = 400) =>
  (level: number): number => {
    const [first, last] = [jndOfLuminance(black), jndOfLuminance(white)];
    return luminanceOfJnd(first + ((last - first) * level) / 255);
  };
const measured = (monitor: (level: number) => number) => ({
  luminances: measuredLevels.map(monitor),
  ambient: 0,
});

describe('standingOf', () => {
  it('is for diagnosis where the function is met and the monitor is bright', () => {
    const standing = standingOf(measured(standard()));
    expect(standing.grade).toBe('primary');
    expect(standing.deviation).toBeLessThan(0.01);
    expect(standing.ratio).toBeCloseTo(1000, -1);
    expect(standingOf(measured(standard(0.4, 120))).grade).toBe('secondary');
    expect(standingOf(measured(standard(0.4, 90))).grade).toBe('none');
  });
  it('finds the gamma of a common monitor, and the ambient light that spoils a good one', () => {
    const standing = standingOf(measured(common(2.2)));
    expect(standing.grade).toBe('none');
    expect(standing.deviation).toBeGreaterThan(0.2);
    expect(measuredLevels).toContain(standing.worstLevel);
    const bright = standingOf({ ...measured(standard()), ambient: 5 });
    expect(bright.ratio).toBeCloseTo(405 / 5.4, 1);
    expect(bright.grade).toBe('none');
  });
});

describe('correctionOf', () => {
  it('changes nothing on a monitor that meets the function', () => {
    const table = correctionOf(measured(standard()));
    expect(table).toHaveLength(256);
    for (const [asked, sent] of table.entries()) expect(Math.abs(sent - asked)).toBeLessThanOrEqual(1);
  });
  it('makes common monitors fit for diagnosis; where 256 levels are too few for that, for looking', () => {
    for (const [gamma, grade] of [
      [1.8, 'secondary'],
      [2.2, 'primary'],
      [2.4, 'primary'],
    ] as const) {
      const monitor = common(gamma);
      const table = correctionOf(measured(monitor));
      expect([table[0], table[255]]).toEqual([0, 255]);
      for (let level = 1; level < 256; level++)
        expect(table[level]).toBeGreaterThanOrEqual(table[level - 1] as number);
      // Measured again with the table in between, on the monitor itself.
      const after = standingOf(measured((level) => monitor(table[level] as number)));
      expect(after.grade, `gamma ${gamma}`).toBe(grade);
      // What is foretold of it is what is found, but for what lies between the measured levels.
      const foretold = correctedStandingOf(measured(monitor));
      expect(Math.abs(foretold.deviation - after.deviation)).toBeLessThan(0.05);
    }
  });
});

describe('wrongLuminance', () => {
  it('names the first that cannot be', () => {
    const { luminances } = measured(common(2.2));
    const but = (index: number, value: number | null) =>
      luminances.map((one, at) => (at === index ? value : one));
    expect(wrongLuminance(luminances, 0)).toBeNull();
    expect(wrongLuminance(but(4, null), 0)).toBe(4);
    expect(wrongLuminance(but(0, 0), 0)).toBe(0);
    expect(wrongLuminance(but(7, 0.5), 0)).toBe(7);
    expect(wrongLuminance(but(17, 5000), 0)).toBe(17);
    expect(wrongLuminance(but(17, 3999), 2)).toBe(17);
    // Too dark for the function by itself, not in a lit room.
    expect(wrongLuminance(but(0, 0.02), 0)).toBe(0);
    expect(wrongLuminance(but(0, 0.02), 0.1)).toBeNull();
  });
});

describe('checkDueAt', () => {
  it('is a quarter after a look, a year after a measurement, whichever is first', () => {
    const day = 86_400_000;
    const metered = { at: 0, luminances: [], ambient: 0 };
    expect(checkDueAt({ seen: null, metered: null })).toBeNull();
    expect(checkDueAt({ seen: { at: 10, failed: [] }, metered: null })).toBe(10 + 90 * day);
    expect(checkDueAt({ seen: null, metered })).toBe(365 * day);
    expect(checkDueAt({ seen: { at: 300 * day, failed: [] }, metered })).toBe(365 * day);
  });
});
