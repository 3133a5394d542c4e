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
  /** Frontal axes of areas: P and T of their own waves, QRS of all that is seen during it, over the line from its begin to its end. */
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
      qrs: axisWithin(seen([...first.activation, ...stretched(first, paceOf(first))]), qrs),
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

function dipoleAt(waves: readonly Wave[], at: number): Dipole {
  let sum: Dipole = [0, 0, 0];
  for (const { at: centre, width, dipole } of waves)
    sum = plus(sum, times(dipole, Math.exp(-(((at - centre) / width) ** 2) / 2)));
  return sum;
}

/** The most that one of the eight leads sees of the waves at a time, mV. */
function greatestAt(waves: readonly Wave[], at: number): number {
  const dipole = dipoleAt(waves, at);
  return Math.max(...Object.values(leadMatrix).map((lead) => Math.abs(seenBy(lead, dipole))));
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function reach(waves: readonly Wave[]): Span {
  return {
    from: Math.min(...waves.map(({ at, width }) => at - 5 * width)),
    to: Math.max(...waves.map(({ at, width }) => at + 5 * width)),
  };
}

function visibleSpan(waves: readonly Wave[]): Span {
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

/** From the areas (height by width) that I and II see. */
function axisOf(waves: readonly Wave[]): number {
  let sum: Dipole = [0, 0, 0];
  for (const { width, dipole } of waves) sum = plus(sum, times(dipole, width));
  return frontal(sum);
}

/** From the areas within a span, less the line between its ends. */
function axisWithin(waves: readonly Wave[], { from, to }: Span): number {
  const ends = times(plus(dipoleAt(waves, from), dipoleAt(waves, to)), -0.5 * ((to - from) / stepMs));
  let sum: Dipole = ends;
  for (let at = from; at < to; at += stepMs) sum = plus(sum, dipoleAt(waves, at + stepMs / 2));
  return frontal(sum);
}

function frontal(dipole: Dipole): number {
  const one = seenBy(leadMatrix.I, dipole);
  const foot = seenBy(leadMatrix.II, dipole) - one / 2;
  return (Math.atan2((2 / Math.sqrt(3)) * foot, one) * 180) / Math.PI;
}

function plus(one: Dipole, other: Dipole): Dipole {
  return [one[0] + other[0], one[1] + other[1], one[2] + other[2]];
}

function seenBy(lead: Dipole, dipole: Dipole): number {
  return lead[0] * dipole[0] + lead[1] * dipole[1] + lead[2] * dipole[2];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
