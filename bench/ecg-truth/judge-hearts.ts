/** Hearts of the practice township analysed and held against what they were made of. */
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { RhythmEvidence } from '#shared/ecg/analysis.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import { knownTruth } from '../../practice/ecg/known-truth.ts';
import type { RhythmName } from '../../practice/ecg/rhythms.ts';
import { type HeartRun, runHeart, samplingHz } from '../../practice/ecg/run-heart.ts';
import { deriveLeads, leadOrder } from '../../practice/ecg/twelve-leads.ts';
import { createRandom } from '../../practice/random.ts';

const seconds = 10;
const microvolts = 2.5;

/** What each rhythm of the township is to be called, with its block. */
export const rightNames: Readonly<Record<RhythmName, readonly string[]>> = {
  sinus: ['sinus'],
  'sinus-bradycardia': ['sinus'],
  'sinus-tachycardia': ['sinus'],
  'atrial-fibrillation': ['atrial-fibrillation'],
  'ventricular-premature-beats': ['sinus'],
  'left-bundle-branch-block': ['sinus'],
  'right-bundle-branch-block': ['sinus'],
  'inferior-infarction': ['sinus'],
  'anterior-infarction': ['sinus'],
  'first-degree-block': ['sinus first'],
  // The escape below the node is narrow, but at the limit of what is called wide.
  'third-degree-block': ['junctional third', 'ventricular-escape third'],
  hyperkalaemia: ['sinus'],
};

/** Measured less true; null where one of the two is missing, and then `missed` or `madeUp` names it. */
export interface JudgedHeart {
  readonly seed: number;
  readonly named: string;
  readonly rightlyNamed: boolean;
  readonly errors: Readonly<Record<JudgedName, number | null>>;
  readonly missed: readonly JudgedName[];
  readonly madeUp: readonly JudgedName[];
}

export const judgedNames = ['hr', 'pr', 'qrs', 'qt', 'pAxis', 'qrsAxis', 'tAxis', 'pvc'] as const;
export type JudgedName = (typeof judgedNames)[number];

/** Plays, analyses and judges one heart; even seeds are men, odd ones women. */
export function judgeHeart(rhythm: RhythmName, seed: number): JudgedHeart {
  const sex = seed % 2 === 0 ? 'M' : 'F';
  const run = runHeart(rhythm, seconds, createRandom(`judged ${seed}`), sex);
  const truth = knownTruth(run, seconds);
  const found = analyseEcg(heartWaveform(run), { ageYears: 50, sex });
  if (!found.ok) throw new Error(found.failure.message);
  const { measurements: m, rhythm: named } = found.value;
  const pairs: Record<JudgedName, readonly [measured: number | null, real: number | null]> = {
    hr: [m.hrBpm, truth.hrBpm],
    pr: [m.prMs, truth.prMs],
    qrs: [m.qrsMs, truth.qrsMs],
    qt: [m.qtMs, truth.qtMs],
    pAxis: [m.axesDeg.p, truth.axesDeg.p],
    qrsAxis: [m.axesDeg.qrs, truth.axesDeg.qrs],
    tAxis: [m.axesDeg.t, truth.axesDeg.t],
    pvc: [named.ectopy.ventricular, truth.ventricular],
  };
  const errors = Object.fromEntries(
    judgedNames.map((name) => {
      const [measured, real] = pairs[name];
      if (measured === null || real === null) return [name, null];
      const error = measured - real;
      return [name, name.endsWith('Axis') ? ((error + 540) % 360) - 180 : error];
    }),
  ) as Record<JudgedName, number | null>;
  const only = (measured: boolean): JudgedName[] =>
    judgedNames.filter((name) => {
      const [one, other] = pairs[name];
      return measured ? one !== null && other === null : one === null && other !== null;
    });
  const name = nameOf(named);
  return {
    seed,
    named: name,
    rightlyNamed: rightNames[rhythm].includes(name),
    errors,
    missed: only(false),
    madeUp: only(true),
  };
}

function nameOf({ name, avBlock }: RhythmEvidence): string {
  return avBlock === null ? name : `${name} ${avBlock}`;
}

/** The run as twelve leads of 2.5 µV a step. */
export function heartWaveform({ leads }: HeartRun): Waveform {
  const twelve = deriveLeads(leads);
  return {
    groups: [
      {
        label: 'RHYTHM',
        samplingHz,
        sampleCount: leads.I.length,
        leads: leadOrder.map((name) => ({
          name,
          samples: Int32Array.from(twelve[name], (mv) => Math.round((mv * 1000) / microvolts)),
          microvoltsPerLsb: microvolts,
          baselineMicrovolts: 0,
          missing: [],
          filterLowHz: null,
          filterHighHz: null,
          notchHz: null,
        })),
      },
    ],
    statements: [],
    measurements: [],
    acquiredAt: null,
  };
}
