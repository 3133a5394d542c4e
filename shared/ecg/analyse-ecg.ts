/** Journey step 7: one ECG analysed from end to end; nothing here reads a file, and nothing it says is confirmed. */
import { failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Waveform, WaveformGroup, WaveformLead } from '../study/waveform.ts';
import type {
  AnalysisOptions,
  BeatFiducials,
  EcgAnalysis,
  EcgBeat,
  LowSampling,
  RhythmEvidence,
} from './analysis.ts';
import { fiducialNames } from './analysis.ts';
import { type ClassifiedBeats, classifyBeats } from './beats/classify-beats.ts';
import { applyCriticalRules } from './critical/apply-rules.ts';
import { type DelineatedRecording, delineateRecording } from './delineate-recording.ts';
import { stateFindings } from './interpret/state-findings.ts';
import { measureMedianBeat } from './measure/measure-median-beat.ts';
import { buildMedianBeat } from './measure/median-beat.ts';
import { medianMembers } from './measure/median-members.ts';
import { noIntervals } from './measure/no-intervals.ts';
import { findChestReversal } from './quality/find-chest-reversal.ts';
import { findReversal } from './quality/find-reversal.ts';
import { assessRhythm } from './rhythm/assess-rhythm.ts';
import { type AvConduction, avConduction } from './rhythm/av-conduction.ts';
import { findPWaves } from './rhythm/find-p-waves.ts';
import { flutterRate } from './rhythm/flutter-rate.ts';
import { rollingSpans } from './rhythm/vf-leakage.ts';
import { medianOf } from './signal/quantile.ts';
import { fileSample, type WorkingSignals } from './signal/working-signals.ts';

/** No ECG is sampled outside these; a header that says so is wrong, and every interval would be wrong with it. */
const believable = { least: 50, most: 8000 };
/** ST, QRS width and amplitude need this (AHA/ACC/HRS 2007 asks for 500; 250 is the least in practice). */
const neededHz = 250;

/**
 * Analyses `groups[0]`. Fails with `no-waveform` when there is nothing to analyse and `waveform-invalid` when rate, sensitivity
 * or lead index cannot be; a signal without beats succeeds with nulls.
 */
export function analyseEcg(waveform: Waveform, options: AnalysisOptions = {}): Result<EcgAnalysis> {
  const group = waveform.groups[0];
  if (group === undefined || group.leads.length === 0 || group.sampleCount < 2)
    return fail(failure('no-waveform'));
  const { samplingHz, sampleCount } = group;
  if (!(samplingHz >= believable.least && samplingHz <= believable.most)) {
    return fail(failure('waveform-invalid', { detail: `${samplingHz} Hz` }));
  }
  const chosen = options.lead === undefined ? group.leads : group.leads.slice(options.lead, options.lead + 1);
  if (chosen.length === 0 || (options.lead ?? 0) < 0) {
    return fail(failure('waveform-invalid', { detail: `lead ${options.lead}` }));
  }
  for (const { name, microvoltsPerLsb, baselineMicrovolts } of chosen) {
    if (
      !Number.isFinite(microvoltsPerLsb) ||
      microvoltsPerLsb === 0 ||
      !Number.isFinite(baselineMicrovolts)
    ) {
      return fail(failure('waveform-invalid', { detail: `${name} µV/LSB` }));
    }
  }
  return ok(analyseGroup(group, chosen, options, { samplingHz, sampleCount }));
}

function analyseGroup(
  group: WaveformGroup,
  chosen: readonly WaveformLead[],
  options: AnalysisOptions,
  { samplingHz, sampleCount }: { readonly samplingHz: number; readonly sampleCount: number },
): EcgAnalysis {
  const delineated = delineateRecording(group, chosen);
  const { signals, quality, pulses, spikes, sorted, points } = delineated;
  const classified = classifyBeats({ sorted, points, spikes, signals });
  const beats = sorted.anchors.map(
    (anchor, i): EcgBeat => ({
      sample: fileSample(signals, anchor, sampleCount),
      class: classified.classes[i] ?? 'unknown',
      delineation: inFile(points[i] as BeatFiducials, signals, sampleCount),
    }),
  );
  const flutterBpm = flutterRate(signals, points);
  const conduction = avConduction({
    p: findPWaves({ signals, points, shapeOf: sorted.shapeOf }),
    qrs: points.flatMap(({ qrsOn }) => qrsOn ?? []),
    ectopic: points.flatMap(({ qrsOn }, i) => (classified.classes[i] === 'ventricular' ? (qrsOn ?? []) : [])),
    rate: signals.rate,
  });
  const span = ({ from, to }: { readonly from: number; readonly to: number }) => ({
    fromSample: fileSample(signals, from, sampleCount),
    toSample: fileSample(signals, to, sampleCount),
  });
  const rolling = rollingSpans(signals).map(({ hertz, ...at }) => ({ ...span(at), hertz }));
  const rhythm = assessRhythm({
    beats,
    samplingHz,
    sampleCount,
    flutterBpm,
    conduction,
    rolling,
    alikeP: classified.alikeP,
  });
  const medianBeat = leadingMedian(
    delineated,
    classified,
    rhythm.name === 'sinus' || rhythm.name === 'undetermined',
  );
  const intervals = medianBeat === null ? noIntervals : measureMedianBeat(medianBeat);
  const rr = beats
    .slice(1)
    .map((beat, i) => ((beat.sample - (beats[i] as EcgBeat).sample) * 1000) / samplingHz);
  const mean = rr.length === 0 ? null : rr.reduce((sum, value) => sum + value, 0) / rr.length;
  const hrBpm = mean === null ? null : 60_000 / mean;
  const lowSampling: LowSampling | null =
    samplingHz < neededHz ? { samplingHz, neededHz, heldBack: ['st', 'qrs', 'amplitude'] } : null;
  const measurements = {
    ...intervals,
    hrBpm,
    atrialBpm: atrialRate(rhythm, { hrBpm, flutterBpm, conduction }),
    rrMs: {
      median: medianOf(rr),
      min: rr.length === 0 ? null : rr.reduce((a, b) => Math.min(a, b)),
      max: rr.length === 0 ? null : rr.reduce((a, b) => Math.max(a, b)),
    },
  };
  const leadReversal =
    options.lead !== undefined || medianBeat === null
      ? null
      : (findReversal(intervals) ?? findChestReversal(medianBeat));
  return {
    status: 'unconfirmed',
    samplingHz,
    sampleCount,
    analysedLeads: signals.leads.map(({ name }) => name),
    beats,
    quality,
    leadReversal,
    pacingSpikes: spikes.map(({ at, leads, amplitudeMv }) => ({
      sample: fileSample(signals, at, sampleCount),
      leads: leads.map((lead) => chosen[lead]?.name ?? ''),
      amplitudeMv,
    })),
    calibrationPulses: pulses.map(span),
    lowSampling,
    medianBeat,
    measurements,
    rhythm,
    statements: stateFindings(
      { measurements, rhythm, leadReversal, lowSampling, beats, quality, medianBeat },
      options,
    ),
    critical: applyCriticalRules({ measurements, rhythm, lowSampling, seconds: sampleCount / samplingHz }),
  };
}

/** Beats of the atria a minute, where they can be counted. */
function atrialRate(
  rhythm: RhythmEvidence,
  found: { hrBpm: number | null; flutterBpm: number | null; conduction: AvConduction | null },
): number | null {
  if (rhythm.name === 'atrial-flutter') return found.flutterBpm;
  if (rhythm.avBlock !== null && rhythm.avBlock !== 'first') return found.conduction?.atrialBpm ?? null;
  return rhythm.name === 'sinus' ? found.hrBpm : null;
}

function inFile(points: BeatFiducials, signals: WorkingSignals, sampleCount: number): BeatFiducials {
  const out = {} as Record<keyof BeatFiducials, number | null>;
  for (const name of fiducialNames) {
    const at = points[name];
    out[name] = at === null ? null : fileSample(signals, at, sampleCount);
  }
  return out;
}

function leadingMedian(
  { signals, sorted, points }: DelineatedRecording,
  classified: ClassifiedBeats,
  withP: boolean,
) {
  const members = medianMembers(sorted, classified);
  const [first] = members.beats;
  if (first === undefined) return null;
  const tEnd = (i: number): number | null => {
    const { tOff = null } = points[i] ?? {};
    return tOff === null ? null : tOff - (sorted.anchors[i] as number);
  };
  const rr = members.interval ?? signals.rate;
  const next = Math.min(rr, members.shortestNext);
  return buildMedianBeat({
    signals,
    anchors: members.beats.map((i) => sorted.anchors[i] as number),
    beatClass: classified.classes[first] ?? 'unknown',
    rrSeconds: rr / signals.rate,
    earliest: Math.round(
      -rr + (medianOf(members.beats.flatMap((i) => tEnd(i) ?? [])) ?? Math.min(0.4 * signals.rate, 0.5 * rr)),
    ),
    latest: Math.round(next - Math.min(0.09 * signals.rate, 0.2 * next)),
    withP,
  });
}
