/** How the ventricles follow the atria: one to one, with dropped beats, or not at all. */
import type { AvBlock } from '../analysis.ts';
import { medianOf, quantileOf } from '../signal/quantile.ts';

export interface ConductionView {
  /** P peaks and QRS onsets in one unit, rising. */
  readonly p: readonly number[];
  readonly qrs: readonly number[];
  /** QRS onsets of ventricular ectopic beats: a P wave they swallow was not dropped by the node. */
  readonly ectopic?: readonly number[];
  /** Units a second. */
  readonly rate: number;
}

export interface AvConduction {
  readonly block: Exclude<AvBlock, 'first'> | null;
  /** Atrial beats a minute. */
  readonly atrialBpm: number | null;
  /** P waves without a QRS. */
  readonly dropped: number;
  /** 10th to 90th percentile of the time from P to the QRS that follows, ms. */
  readonly prSpreadMs: number | null;
}

/** PP intervals within this of the usual one, or of twice it (a P under a QRS is not seen), are regular. */
const regular = 0.12;
const mostPr = 0.6;
/** A P wave this close ahead of an ectopic beat finds the ventricles on their way already, seconds. */
const swallows = 0.2;

/** Null where the P waves are too few or not regular: then nothing is said about conduction. */
export function avConduction({ p, qrs, rate, ectopic = [] }: ConductionView): AvConduction | null {
  if (p.length < 5 || qrs.length < 3) return null;
  const pp = p.slice(1).map((at, i) => at - (p[i] as number));
  const cycle = quantileOf(pp, 0.35) as number;
  const fits = pp.filter((interval) => {
    const times = Math.max(1, Math.round(interval / cycle));
    return times <= 2 && Math.abs(interval - times * cycle) < regular * cycle;
  }).length;
  if (fits < 0.8 * pp.length) return null;
  const pr = qrs.map((at) => {
    const before = p.filter((wave) => wave < at && at - wave < mostPr * rate).at(-1);
    return before === undefined ? null : { p: before, ms: ((at - before) * 1000) / rate };
  });
  const known = pr.flatMap((one) => (one === null ? [] : [one.ms]));
  const leading = new Set(pr.flatMap((one) => (one === null ? [] : [one.p])));
  const [first, last] = [qrs[0] as number, qrs.at(-1) as number];
  const swallowed = (wave: number): boolean =>
    ectopic.some((at) => {
      const next = qrs.find((onset) => onset > at) ?? last;
      return wave > at - swallows * rate && wave < next;
    });
  const dropped = p.filter(
    (wave) => wave > first && wave < last && !leading.has(wave) && !swallowed(wave),
  ).length;
  const prSpreadMs =
    known.length < 3 ? null : (quantileOf(known, 0.9) as number) - (quantileOf(known, 0.1) as number);
  const base = { atrialBpm: (60 * rate) / cycle, dropped, prSpreadMs };
  const rr = qrs.slice(1).map((at, i) => at - (qrs[i] as number));
  const usual = medianOf(rr) as number;
  if (dropped < 2 || prSpreadMs === null) return { ...base, block: null };
  const even = (quantileOf(rr, 0.9) as number) - (quantileOf(rr, 0.1) as number) < 0.08 * usual;
  if (even && prSpreadMs > 100 && usual > 1.15 * cycle) return { ...base, block: 'third' };
  if (prSpreadMs < 45) {
    const twofold = rr.filter((interval) => Math.abs(interval - 2 * cycle) < 2 * regular * cycle).length;
    if (twofold < 0.8 * rr.length) return { ...base, block: 'second-mobitz' };
    // Then nearly every interval holds a dropped P: two of them are T waves that were taken for one.
    return { ...base, block: dropped >= 0.5 * rr.length ? 'two-to-one' : null };
  }
  return { ...base, block: lengthens(pr, rr, cycle) ? 'second-wenckebach' : null };
}

/** Before each pause the PR has grown, and behind it it is short again. */
function lengthens(
  pr: ReadonlyArray<{ readonly ms: number } | null>,
  rr: readonly number[],
  cycle: number,
): boolean {
  let [grown, pauses] = [0, 0];
  for (let i = 1; i < rr.length; i++) {
    if ((rr[i] as number) < 1.4 * cycle) continue;
    const [ahead, before, behind] = [pr[i - 1], pr[i], pr[i + 1]];
    if (!before || !behind) continue;
    pauses++;
    if (before.ms > behind.ms + 20 && (!ahead || before.ms > ahead.ms - 10)) grown++;
  }
  return pauses > 0 && grown >= 0.75 * pauses;
}
