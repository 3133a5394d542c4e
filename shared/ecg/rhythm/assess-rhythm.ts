/** The rhythm as measured evidence: regularity, P waves, pauses and ectopy; a name only where they agree. */
import type { BeatClass, Confidence, EcgBeat, Evidence, RhythmEvidence, RhythmName } from '../analysis.ts';
import { medianOf, quantileOf } from '../signal/quantile.ts';
import type { AvConduction } from './av-conduction.ts';

/** Intervals of this length and more are pauses. */
const pauseMs = 2000;
/** Median change from one interval to the next, as a share: fibrillation is above, sinus arrhythmia below. */
const fibrillates = 0.09;
/** Fibrillation that comes through evenly still changes by more than this; regular rhythms do not. */
const calmFibrillation = 0.05;
const mostlyP = 0.7;
const rarelyP = 0.3;
/** Flutter is seldom slower than this unless drugs slow it. */
const slowFlutterBpm = 240;

/** What was found of the atria and of waves that are no beats. */
export interface RhythmView {
  readonly beats: readonly EcgBeat[];
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** Flutter waves a minute. */
  readonly flutterBpm: number | null;
  readonly conduction: AvConduction | null;
  readonly rolling: RhythmEvidence['rolling'];
  /** Share of P waves that are the same from beat to beat; null where too few are there. */
  readonly alikeP: number | null;
}

/** Assesses a recording; samples are the file's. */
export function assessRhythm(view: RhythmView): RhythmEvidence {
  const { beats, samplingHz, conduction, flutterBpm, rolling } = view;
  const ms = beats
    .slice(1)
    .map((beat, i) => ((beat.sample - (beats[i] as EcgBeat).sample) * 1000) / samplingHz);
  const own = beats.filter((beat) => beat.class !== 'ventricular');
  const shareP =
    own.length === 0 ? 0 : own.filter((beat) => beat.delineation.pPeak !== null).length / own.length;
  const pr = own.flatMap(({ delineation: { pOn, qrsOn } }) =>
    pOn === null || qrsOn === null ? [] : [((qrsOn - pOn) * 1000) / samplingHz],
  );
  const prMs = medianOf(pr);
  const prSpread = pr.length < 3 ? null : (quantileOf(pr, 0.8) ?? 0) - (quantileOf(pr, 0.2) ?? 0);
  const change = regularChange(beats, ms);
  const typical = medianOf(ms);
  const bpm = typical === null ? null : 60_000 / typical;
  const rolls = rolling.reduce((sum, span) => sum + span.toSample - span.fromSample, 0) / view.sampleCount;
  const [name, confidence] =
    rolls >= 0.5
      ? (['ventricular-fibrillation', 'medium'] as const)
      : nameOf({
          beats,
          shareP,
          prSpread,
          change,
          bpm,
          flutterBpm,
          alikeP: view.alikeP,
          block: conduction?.block ?? null,
          widthMs: usualWidth(beats, samplingHz),
        });
  const evidence: Evidence[] = [
    { name: 'shareOfBeatsWithP', value: shareP, unit: '1' },
    ...(change === null ? [] : [{ name: 'rrChange', value: change, unit: '1' }]),
    ...(prMs === null ? [] : [{ name: 'pr', value: prMs, unit: 'ms' }]),
    ...(prSpread === null ? [] : [{ name: 'prSpread', value: prSpread, unit: 'ms' }]),
    ...(flutterBpm === null ? [] : [{ name: 'flutterWaves', value: flutterBpm, unit: '/min' }]),
    ...(conduction?.block == null || conduction.atrialBpm === null
      ? []
      : [
          { name: 'atrialRate', value: conduction.atrialBpm, unit: '/min' },
          { name: 'droppedP', value: conduction.dropped, unit: '1' },
        ]),
  ];
  const blocked = name === 'sinus' || name === 'junctional' || name === 'ventricular-escape';
  const first = name === 'sinus' && prMs !== null && prMs > 200 && (prSpread ?? 99) < 40;
  return {
    name,
    confidence,
    avBlock: (blocked ? conduction?.block : null) ?? (first ? 'first' : null),
    pauses: ms.flatMap((value, i) =>
      value < pauseMs
        ? []
        : [
            {
              fromSample: (beats[i] as EcgBeat).sample,
              toSample: (beats[i + 1] as EcgBeat).sample,
              ms: value,
            },
          ],
    ),
    ectopy: ectopyOf(beats, samplingHz, name === 'ventricular-tachycardia'),
    rolling,
    evidence,
  };
}

/** Median relative change from one interval to the next of those that no ectopic beat bounds; ectopic beats between are passed over. */
function regularChange(beats: readonly EcgBeat[], ms: readonly number[]): number | null {
  const isEctopic = (at: number): boolean => {
    const one = beats[at]?.class;
    return one === 'ventricular' || one === 'supraventricular';
  };
  const own = ms.filter((_, i) => !isEctopic(i) && !isEctopic(i + 1));
  const changes = own.slice(1).map((one, i) => {
    const before = own[i] as number;
    return (2 * Math.abs(one - before)) / (one + before);
  });
  return changes.length < 3 ? null : medianOf(changes);
}

interface Facts {
  readonly beats: readonly EcgBeat[];
  readonly shareP: number;
  readonly prSpread: number | null;
  readonly change: number | null;
  readonly bpm: number | null;
  readonly flutterBpm: number | null;
  readonly alikeP: number | null;
  readonly block: AvConduction['block'];
  readonly widthMs: number | null;
}

/** Faster than this and wide, without P waves: ventricular until the contrary is shown. */
const wideTachycardia = { bpm: 120, ms: 120 };

function usualWidth(beats: readonly EcgBeat[], samplingHz: number): number | null {
  return medianOf(
    beats.flatMap(({ delineation: { qrsOn, qrsOff } }) =>
      qrsOn === null || qrsOff === null ? [] : [((qrsOff - qrsOn) * 1000) / samplingHz],
    ),
  );
}

function nameOf({
  beats,
  shareP,
  prSpread,
  change,
  bpm,
  flutterBpm,
  alikeP,
  block,
  widthMs,
}: Facts): readonly [RhythmName, Confidence] {
  const share = (one: BeatClass): number =>
    beats.filter((beat) => beat.class === one).length / Math.max(1, beats.length);
  if (beats.length < 4 || bpm === null || change === null) return ['undetermined', 'low'];
  if (share('paced') >= 0.4) return ['paced', share('paced') > 0.5 ? 'high' : 'medium'];
  const wide = widthMs !== null && widthMs >= wideTachycardia.ms;
  if (block === 'third') return [wide ? 'ventricular-escape' : 'junctional', 'medium'];
  if (block !== null) return ['sinus', 'medium'];
  const steady = prSpread !== null && prSpread < 45;
  // T and P of a fast sinus rhythm, half a cycle apart, look like slow flutter waves conducted two to one.
  const halved =
    flutterBpm !== null &&
    Math.abs(flutterBpm / bpm - 2) < 0.08 &&
    flutterBpm < slowFlutterBpm &&
    shareP >= mostlyP &&
    steady;
  if (flutterBpm !== null && flutterBpm > 1.2 * bpm && !halved) return ['atrial-flutter', 'medium'];
  if (change > fibrillates && shareP < 0.5)
    return ['atrial-fibrillation', shareP < rarelyP ? 'high' : 'medium'];
  // Averaged f waves look like a P wave, but no single beat has it.
  if (alikeP !== null && alikeP < 0.5) {
    if (change > fibrillates) return ['atrial-fibrillation', 'medium'];
    // A sinus node that changes by so little still shows the same P wave each time.
    if (change > calmFibrillation) return ['atrial-fibrillation', 'low'];
  }
  // f waves are taken for P waves in some beats, but at no constant distance.
  if (change > 0.13 && prSpread !== null && prSpread >= 60) return ['atrial-fibrillation', 'low'];
  // Nor does a sinus node change by so much from beat to beat and hide its P wave in a third of them.
  if (change > 2 * fibrillates && shareP < mostlyP) return ['atrial-fibrillation', 'low'];
  if (shareP >= mostlyP && steady && bpm < 180) return ['sinus', change < fibrillates ? 'high' : 'medium'];
  if (shareP < rarelyP && wide && bpm >= wideTachycardia.bpm && change < 0.05)
    return ['ventricular-tachycardia', 'low'];
  if (shareP < rarelyP && bpm >= 150 && change < 0.05) return ['supraventricular-tachycardia', 'low'];
  if (shareP < rarelyP && bpm <= 70 && change < 0.05) return ['junctional', 'low'];
  return ['undetermined', 'low'];
}

/** `allVentricular`: the whole recording is one run, whose own shape is then the leading one. */
function ectopyOf(
  beats: readonly EcgBeat[],
  samplingHz: number,
  allVentricular: boolean,
): RhythmEvidence['ectopy'] {
  const isVentricular = (at: number): boolean =>
    at < beats.length && (allVentricular || beats[at]?.class === 'ventricular');
  const runs: Array<RhythmEvidence['ectopy']['runs'][number]> = [];
  let couplets = 0;
  let bigeminal = 0;
  for (let i = 0; i < beats.length; ) {
    let end = i;
    while (isVentricular(end)) end++;
    const count = end - i;
    if (count === 2) couplets++;
    if (count >= 3) {
      const [first, last] = [beats[i] as EcgBeat, beats[end - 1] as EcgBeat];
      const minutes = (last.sample - first.sample) / samplingHz / 60;
      runs.push({
        fromSample: first.sample,
        toSample: last.sample,
        beats: count,
        bpm: (count - 1) / minutes,
      });
    }
    if (count === 1 && isVentricular(i + 2)) bigeminal++;
    i = Math.max(end, i + 1);
  }
  const count = (one: BeatClass): number => beats.filter((beat) => beat.class === one).length;
  return {
    ventricular: count('ventricular'),
    supraventricular: count('supraventricular'),
    couplets,
    runs,
    bigeminy: bigeminal >= 2,
  };
}
