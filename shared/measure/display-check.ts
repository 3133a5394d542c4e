/**
 * Whether a monitor shows greys as the Grayscale Standard Display Function asks (PS3.14), by luminances that were measured on
 * it at 18 levels; and the table of levels that makes it do so. Method and limits of AAPM TG18 (On-Line Report No. 03, 4.3).
 */
import { z } from 'zod';
import { displayRange, jndOfLuminance, luminanceOfJnd } from './display-function.ts';

/** The levels of 0 to 255 that are measured (TG18-LN). */
export const measuredLevels: readonly number[] = Array.from({ length: 18 }, (_, step) => step * 15);

/** What is asked of the eye before a test pattern. */
export const displayQuestions = ['frame', 'dark', 'bright', 'steps', 'bars', 'gradient'] as const;
export type DisplayQuestion = (typeof displayQuestions)[number];

export const displayCheckSchema = z.object({
  /** The test pattern was looked at: when (ms), and what was not as it should be. */
  seen: z.object({ at: z.number(), failed: z.array(z.enum(displayQuestions)).readonly() }).nullable(),
  /** Measured with a meter: when (ms), cd/m² at each of the 18 levels, and what the room reflects. */
  metered: z
    .object({
      at: z.number(),
      luminances: z.array(z.number().positive()).length(measuredLevels.length).readonly(),
      ambient: z.number().min(0).max(50),
    })
    .nullable(),
  /** Grey pictures are shown by the table that was worked out of the measurement. */
  isCorrecting: z.boolean(),
});
export type DisplayCheck = Readonly<z.infer<typeof displayCheckSchema>>;
export type Metered = NonNullable<DisplayCheck['metered']>;

const day = 86_400_000;
/** A look at the pattern holds for a quarter of a year, a measurement for a year. */
const seenFor = 90 * day;
const meteredFor = 365 * day;

/** When the monitor is to be checked again, in ms; null where it never was. */
export function checkDueAt({ seen, metered }: Pick<DisplayCheck, 'seen' | 'metered'>): number | null {
  const due = [
    ...(seen === null ? [] : [seen.at + seenFor]),
    ...(metered === null ? [] : [metered.at + meteredFor]),
  ];
  return due.length === 0 ? null : Math.min(...due);
}

/** Index of the first luminance that cannot have been measured: none, out of range, or darker than the one before; null when all can. */
export function wrongLuminance(luminances: readonly (number | null)[], ambient: number): number | null {
  let last = 0;
  for (const [index, value] of luminances.entries()) {
    const total = (value ?? Number.NaN) + ambient;
    if (!(value !== null && value > 0 && total >= displayRange.least && total <= displayRange.most))
      return index;
    if (index > 0 && !(value > last)) return index;
    last = value;
  }
  return null;
}

/** For diagnosis, for looking only, or for neither. */
export type DisplayGrade = 'primary' | 'secondary' | 'none';

export interface DisplayStanding {
  readonly grade: DisplayGrade;
  /** Largest deviation of the contrast between neighbouring levels from what the function asks, as a part of it. */
  readonly deviation: number;
  /** The level at whose end that was. */
  readonly worstLevel: number;
  /** Of white to black, ambient light in both. */
  readonly ratio: number;
  /** Of white, in cd/m², ambient light in it. */
  readonly most: number;
}

/** TG18 4.3.4: deviation, luminance ratio, luminance of white. */
const limits = {
  primary: { deviation: 0.1, ratio: 250, most: 170 },
  secondary: { deviation: 0.2, ratio: 100, most: 100 },
} as const;

/** Of luminances that `wrongLuminance` finds nothing wrong with. */
export function standingOf({
  luminances,
  ambient,
}: Pick<Metered, 'luminances' | 'ambient'>): DisplayStanding {
  const found = luminances.map((one) => one + ambient);
  const [black, white] = [found[0] as number, found.at(-1) as number];
  const [first, last] = [jndOfLuminance(black), jndOfLuminance(white)];
  const asked = found.map((_, step) => luminanceOfJnd(first + ((last - first) * step) / (found.length - 1)));
  let deviation = 0;
  let worstLevel = 0;
  for (let step = 1; step < found.length; step++) {
    // Both steps are as many JND wide: their contrasts compare.
    const off = Math.abs(contrastAt(found, step) / contrastAt(asked, step) - 1);
    if (off <= deviation) continue;
    deviation = off;
    worstLevel = measuredLevels[step] as number;
  }
  const ratio = white / black;
  const isWithin = (limit: (typeof limits)[keyof typeof limits]): boolean =>
    deviation <= limit.deviation && ratio >= limit.ratio && white >= limit.most;
  const grade = isWithin(limits.primary) ? 'primary' : isWithin(limits.secondary) ? 'secondary' : 'none';
  return { grade, deviation, worstLevel, ratio, most: white };
}

function contrastAt(luminances: readonly number[], step: number): number {
  const [before, here] = [luminances[step - 1] as number, luminances[step] as number];
  return (2 * (here - before)) / (here + before);
}

/** Level to send for each of the 256 levels that a picture asks for, so that equal steps are equally well seen. */
export function correctionOf(measured: Pick<Metered, 'luminances' | 'ambient'>): readonly number[] {
  const jndAt = jndsOf(measured);
  const [first, last] = [jndAt(0), jndAt(255)];
  let level = 0;
  return Array.from({ length: 256 }, (_, asked) => {
    const wanted = first + ((last - first) * asked) / 255;
    // Both rise: the search goes on from where the last one ended.
    while (level < 255 && Math.abs(jndAt(level + 1) - wanted) <= Math.abs(jndAt(level) - wanted)) level += 1;
    return level;
  });
}

/** How the monitor is to stand with that table in between, its levels between the measured ones estimated. */
export function correctedStandingOf(measured: Pick<Metered, 'luminances' | 'ambient'>): DisplayStanding {
  const jndAt = jndsOf(measured);
  const table = correctionOf(measured);
  const luminances = measuredLevels.map((level) => luminanceOfJnd(jndAt(table[level] as number)));
  return standingOf({ luminances, ambient: 0 });
}

/** JND index at each level from 0 to 255. */
function jndsOf({ luminances, ambient }: Pick<Metered, 'luminances' | 'ambient'>): (level: number) => number {
  return smoothThrough(
    measuredLevels,
    luminances.map((one) => jndOfLuminance(one + ambient)),
  );
}

/** A curve through rising points that never turns back between them (Fritsch and Carlson, 1980). */
function smoothThrough(xs: readonly number[], ys: readonly number[]): (x: number) => number {
  const count = xs.length;
  const at = (values: readonly number[], index: number): number => values[index] as number;
  const rises = Array.from(
    { length: count - 1 },
    (_, k) => (at(ys, k + 1) - at(ys, k)) / (at(xs, k + 1) - at(xs, k)),
  );
  const slopes = ys.map((_, k) => {
    if (k === 0) return at(rises, 0);
    if (k === count - 1) return at(rises, count - 2);
    const [before, after] = [at(rises, k - 1), at(rises, k)];
    // The harmonic mean keeps the curve from overshooting.
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  return (x) => {
    const found = xs.findIndex((_, k) => k < count - 1 && x <= at(xs, k + 1));
    const k = found < 0 ? count - 2 : found;
    const width = at(xs, k + 1) - at(xs, k);
    const t = (x - at(xs, k)) / width;
    const [t2, t3] = [t * t, t * t * t];
    return (
      (2 * t3 - 3 * t2 + 1) * at(ys, k) +
      (t3 - 2 * t2 + t) * width * at(slopes, k) +
      (-2 * t3 + 3 * t2) * at(ys, k + 1) +
      (t3 - t2) * width * at(slopes, k + 1)
    );
  };
}
