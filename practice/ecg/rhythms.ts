/** Rhythms: when atria and ventricles beat in ten seconds, and with which waves. */
import type { Random } from '../random.ts';
import type { Wave } from './dipole.ts';
import * as shapes from './wave-shapes.ts';

export const rhythmNames = [
  'sinus',
  'sinus-bradycardia',
  'sinus-tachycardia',
  'atrial-fibrillation',
  'ventricular-premature-beats',
  'left-bundle-branch-block',
  'right-bundle-branch-block',
  'inferior-infarction',
  'anterior-infarction',
  'first-degree-block',
  'third-degree-block',
  'hyperkalaemia',
] as const;
export type RhythmName = (typeof rhythmNames)[number];

/** One beat of one chamber: its fiducial time (R peak, or middle of P) and its cycle length, in ms. */
export interface Beat {
  readonly at: number;
  readonly cycle: number;
  /** Length of the cycles that recovery has got used to, ms: it follows a change of rate over many beats, not at once. */
  readonly usualCycle: number;
  readonly chamber: 'atria' | 'ventricles';
  readonly ectopic: boolean;
  /** P or QRS. */
  readonly activation: readonly Wave[];
  /** ST and T; none of the atria's is seen. */
  readonly recovery: readonly Wave[];
}

export interface Rhythm {
  readonly beats: readonly Beat[];
  /** Times of the R peaks, ms, rising. */
  readonly rPeaks: readonly number[];
  /** Fibrillating atria: amplitude in mV-equivalent and rate in Hz; null when they beat. */
  readonly fibrillation: { readonly amplitude: number; readonly hertz: number } | null;
}

interface Script {
  readonly rate: readonly [low: number, high: number];
  /** From the middle of P to R, ms; null when the chambers are not coupled. */
  readonly pr: number | null;
  readonly p: readonly Wave[] | null;
  readonly qrs: readonly Wave[];
  readonly t: readonly Wave[];
}

const normal: Script = {
  rate: [62, 92],
  pr: 132,
  p: shapes.sinusP,
  qrs: shapes.normalQrs,
  t: shapes.normalT,
};

const scripts: Record<RhythmName, Script> = {
  sinus: normal,
  'sinus-bradycardia': { ...normal, rate: [42, 54], pr: 145 },
  'sinus-tachycardia': { ...normal, rate: [112, 138], pr: 112 },
  'atrial-fibrillation': { ...normal, rate: [92, 128], pr: null, p: null },
  'ventricular-premature-beats': { ...normal, rate: [66, 82] },
  'left-bundle-branch-block': { ...normal, qrs: shapes.leftBundleQrs, t: shapes.leftBundleT, pr: 168 },
  'right-bundle-branch-block': { ...normal, qrs: shapes.rightBundleQrs, t: shapes.rightBundleT },
  'inferior-infarction': {
    ...normal,
    rate: [54, 70],
    pr: 150,
    qrs: [{ at: -30, width: 9, dipole: [0.05, -0.3, 0.02] }, ...shapes.normalQrs],
    t: [...shapes.normalT, ...shapes.injury([-0.14, 0.31, 0.09])],
  },
  'anterior-infarction': {
    ...normal,
    rate: [84, 104],
    qrs: shapes.normalQrs.map((wave) =>
      wave.at === -22 ? { ...wave, dipole: [-0.1, -0.03, 0.16] as const } : wave,
    ),
    t: [...shapes.normalT, ...shapes.injury([0.1, -0.05, -0.27])],
  },
  'first-degree-block': { ...normal, rate: [58, 72], pr: 232 },
  'third-degree-block': { ...normal, rate: [36, 44], pr: null, qrs: shapes.escapeQrs },
  hyperkalaemia: {
    rate: [60, 74],
    pr: 176,
    p: shapes.hyperkalaemicP,
    qrs: shapes.hyperkalaemicQrs,
    t: shapes.hyperkalaemicT,
  },
};

/** Draws the beats that touch `durationMs`; breathing and the slower waves of tone modulate the sinus node. */
export function playRhythm(name: RhythmName, durationMs: number, random: Random): Rhythm {
  const script = scripts[name];
  const rate = random.between(...script.rate);
  const mean = 60_000 / rate;
  const rPeaks = ventricularTimes(name, mean, durationMs, random);
  const beats: Beat[] = [];
  let usualCycle = mean;
  for (const [index, { at, ectopic }] of rPeaks.entries()) {
    const cycle = at - (rPeaks[index - 1]?.at ?? at - mean);
    usualCycle += accommodation * (cycle - usualCycle);
    const [activation, recovery] = ectopic ? [shapes.ectopicQrs, shapes.ectopicT] : [script.qrs, script.t];
    beats.push({ at, cycle, usualCycle, chamber: 'ventricles', ectopic, activation, recovery });
    if (script.p !== null && script.pr !== null && !ectopic) {
      beats.push(atrialBeat(at - script.pr, cycle, script.p));
    }
  }
  if (name === 'third-degree-block') beats.push(...freeAtria(durationMs, mean, random));
  const fibrillation =
    name === 'atrial-fibrillation'
      ? { amplitude: random.between(0.05, 0.085), hertz: random.between(5.4, 7.2) }
      : null;
  const seen = rPeaks.map(({ at }) => at).filter((at) => at >= 0 && at < durationMs);
  return { beats: beats.sort((a, b) => a.at - b.at), rPeaks: seen, fibrillation };
}

/** Share of a change of cycle that recovery follows within one beat (Franz and others, J. Clin. Invest. 82, 1988: minutes in all). */
const accommodation = 0.08;

function atrialBeat(at: number, cycle: number, activation: readonly Wave[]): Beat {
  return { at, cycle, usualCycle: cycle, chamber: 'atria', ectopic: false, activation, recovery: [] };
}

interface Ventricular {
  readonly at: number;
  readonly ectopic: boolean;
}

function ventricularTimes(name: RhythmName, mean: number, durationMs: number, random: Random): Ventricular[] {
  const times: Ventricular[] = [];
  const breath = random.between(0, 2 * Math.PI);
  const steady = name === 'third-degree-block' || name === 'hyperkalaemia' ? 0.004 : 0.02;
  let at = -mean * random.between(1.75, 2.25);
  let untilEctopic = random.integer(2, 4);
  while (at < durationMs + mean) {
    times.push({ at, ectopic: false });
    untilEctopic--;
    if (name === 'atrial-fibrillation') {
      // The node lets impulses through at random: intervals spread wide, but never shorter than its rest.
      at += Math.max(340, mean * (1 + 0.23 * random.normal()));
    } else if (name === 'ventricular-premature-beats' && untilEctopic <= 0) {
      const early = mean * random.between(0.56, 0.64);
      times.push({ at: at + early, ectopic: true });
      // The sinus node is not reset: the pause makes up for the early beat.
      at += 2 * mean;
      untilEctopic = random.integer(3, 4);
    } else {
      const sway = steady * Math.sin(breath + (2 * Math.PI * at) / 4200) + 0.3 * steady * random.normal();
      at += mean * (1 + sway);
    }
  }
  return times;
}

/**
 * The sinus node of a heart whose node conducts nothing goes on at its own rate. It is not about twice that of the escape: within ten
 * seconds that would look like conduction.
 */
function freeAtria(durationMs: number, escapeCycle: number, random: Random): Beat[] {
  const ratios = [random.between(1.7, 1.86), random.between(2.14, 2.4)];
  const cycle = escapeCycle / random.pick(ratios);
  const beats: Beat[] = [];
  let at = -random.between(0, cycle);
  while (at < durationMs + cycle) {
    beats.push(atrialBeat(at, cycle, shapes.sinusP));
    at += cycle * (1 + 0.012 * random.normal());
  }
  return beats;
}
