/** What a played heart really is, in numbers: from its waves themselves, without samples or noise, to judge a measurement by. */
import { type Dipole, leadMatrix, times, type Wave } from './dipole.ts';
import type { Beat } from './rhythms.ts';
import type { HeartRun } from './run-heart.ts';

export interface KnownTruth {
  /** Mean of all intervals in the record. */
  readonly hrBpm: number;
  /** Onset of P to onset of QRS of the conducted beats; null where no P belongs to a QRS. */
  readonly prMs: number | null;
  readonly qrsMs: number;
  /** Median over the heart's own beats, to where the tangent of T meets the line. */
  readonly qtMs: number;
  /** Frontal axes of the areas of P, QRS and T; ST belongs to none of them. */
  readonly axesDeg: { readonly p: number | null; readonly qrs: number; readonly t: number };
  readonly ventricular: number;
}

/** Nobody sees less than this, mV (CSE Working Party 1985: 20 µV). */
const visibleMv = 0.02;
const stepMs = 0.5;

/** The truth of a run; times follow from the leads that see each wave best. */
export function knownTruth({ rhythm, turned, paceOf }: HeartRun, seconds: number): KnownTruth {
  const { rPeaks } = rhythm;
  const inside = rhythm.beats.filter(({ at }) => at >= 0 && at < seconds * 1000);
  const own = inside.filter(({ chamber, ectopic }) => chamber === 'ventricles' && !ectopic);
  const [first] = own;
  const atria = inside.filter(({ chamber }) => chamber === 'atria');
  if (first === undefined || rPeaks.length < 2)
    throw new Error('A heart of fewer than two beats has no rate');
  const seen = (waves: readonly Wave[]): readonly Wave[] =>
    waves.map((wave) => ({ ...wave, dipole: turned(wave.dipole) }));
  const qrs = visibleSpan(seen(first.activation));
  const prs = own.flatMap((beat) => {
    const before = atria.filter(({ at }) => at < beat.at).at(-1);
    return before === undefined
      ? []
      : [beat.at + qrs.from - (before.at + visibleSpan(seen(before.activation)).from)];
  });
  const conducted = prs.length > 0 && Math.max(...prs) - Math.min(...prs) < 1;
  const qts = own.map((beat) => tangentEnd(seen(stretched(beat, paceOf(beat)))) - qrs.from);
  const p = atria[0]?.activation;
  return {
    hrBpm: (60_000 * (rPeaks.length - 1)) / ((rPeaks.at(-1) as number) - (rPeaks[0] as number)),
    prMs: conducted ? (prs[0] as number) : null,
    qrsMs: qrs.to - qrs.from,
    qtMs: median(qts),
    axesDeg: {
      p: p === undefined || !conducted ? null : axisOf(seen(p)),
      qrs: axisOf(seen(first.activation)),
      t: axisOf(seen(first.recovery.filter(({ stretches }) => stretches))),
    },
    ventricular: inside.filter(({ ectopic }) => ectopic).length,
  };
}

function stretched({ recovery }: Beat, pace: number): Wave[] {
  return recovery.map((wave) =>
    wave.stretches ? { ...wave, at: wave.at * pace, width: wave.width * pace } : wave,
  );
}

/** All that the eight leads see of the waves at a time: the greatest of them, mV. */
function greatestAt(waves: readonly Wave[], at: number): number {
  let [x, y, z] = [0, 0, 0];
  for (const { at: centre, width, dipole } of waves) {
    const height = Math.exp(-(((at - centre) / width) ** 2) / 2);
    const [dx, dy, dz] = times(dipole, height);
    [x, y, z] = [x + dx, y + dy, z + dz];
  }
  let greatest = 0;
  for (const [lx, ly, lz] of Object.values(leadMatrix) as Dipole[])
    greatest = Math.max(greatest, Math.abs(lx * x + ly * y + lz * z));
  return greatest;
}

function reach(waves: readonly Wave[]): { readonly from: number; readonly to: number } {
  return {
    from: Math.min(...waves.map(({ at, width }) => at - 5 * width)),
    to: Math.max(...waves.map(({ at, width }) => at + 5 * width)),
  };
}

function visibleSpan(waves: readonly Wave[]): { readonly from: number; readonly to: number } {
  let { from, to } = reach(waves);
  while (greatestAt(waves, from) < visibleMv) from += stepMs;
  while (greatestAt(waves, to) < visibleMv) to -= stepMs;
  return { from, to };
}

/** Where the steepest tangent of the last slope meets the line (Lepeschkin and Surawicz 1952). */
function tangentEnd(waves: readonly Wave[]): number {
  const { from, to } = reach(waves);
  let [peak, highest] = [from, 0];
  for (let at = from; at < to; at += stepMs) {
    const height = greatestAt(waves, at);
    if (height > highest) [peak, highest] = [at, height];
  }
  let [steepest, end] = [0, to];
  for (let at = peak; at < to; at += stepMs) {
    const fall = (greatestAt(waves, at) - greatestAt(waves, at + stepMs)) / stepMs;
    if (fall > steepest)
      [steepest, end] = [fall, at + stepMs / 2 + greatestAt(waves, at + stepMs / 2) / fall];
  }
  return end;
}

/** From the areas (height by width) that I and aVF see. */
function axisOf(waves: readonly Wave[]): number {
  const area = ([x, y, z]: Dipole): number =>
    waves.reduce(
      (sum, { width, dipole }) => sum + width * (x * dipole[0] + y * dipole[1] + z * dipole[2]),
      0,
    );
  const [one, two] = [area(leadMatrix.I), area(leadMatrix.II)];
  return (Math.atan2((2 / Math.sqrt(3)) * (two - one / 2), one) * 180) / Math.PI;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
