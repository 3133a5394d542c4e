/** The median beat: beats of the leading shape laid over each other, sample by sample the middle value, and its global points. */
import type { BeatClass, BeatFiducials, MarkedFiducial, MedianBeat } from '../analysis.ts';
import { fiducialNames } from '../analysis.ts';
import { averageBeats } from '../delineate/average-beats.ts';
import { combineLeads } from '../delineate/combine-leads.ts';
import { delineateLead } from '../delineate/delineate-lead.ts';
import { findQrs } from '../delineate/find-qrs.ts';
import { medianOf } from '../signal/quantile.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';

/** More beats than this change nothing but the time it takes. */
const mostBeats = 150;
/** The level that everything is measured from lies in these milliseconds ahead of QRS onset (PR segment). */
const levelSeconds = [0.016, 0.002] as const;

export interface MedianRequest {
  readonly signals: WorkingSignals;
  /** Working samples of the beats to lay over each other. */
  readonly anchors: readonly number[];
  readonly beatClass: BeatClass;
  /** Typical interval of those beats, s. */
  readonly rrSeconds: number;
  /** Where the beat before and the next one leave off, relative to the anchor, in working samples. */
  readonly earliest: number;
  readonly latest: number;
  /** False where P waves do not belong to the beats (fibrillation, dissociation): none is looked for. */
  readonly withP: boolean;
}

/** Null without a beat whose QRS can be found. */
export function buildMedianBeat(request: MedianRequest): MedianBeat | null {
  const { signals, anchors, rrSeconds } = request;
  const { rate } = signals;
  const before = Math.round(Math.min(0.45, Math.max(0.25, 0.6 * rrSeconds)) * rate);
  const after = Math.round(Math.min(0.75, Math.max(0.4, 0.9 * rrSeconds)) * rate);
  const inside = anchors.filter((at) => at - before >= 0 && at + after < signals.count);
  const step = Math.max(1, Math.ceil(inside.length / mostBeats));
  const used = (inside.length > 0 ? inside : anchors).filter((_, index) => index % step === 0);
  if (used.length === 0) return null;
  const medians = signals.leads.map(({ mv }) => medianWindow(mv, used, before, after));
  const points = signals.leads.map(({ mv }, l) =>
    delineateLead({
      values: medians[l] as Float64Array,
      anchor: before,
      rate,
      earliest: request.withP ? Math.max(0, before + request.earliest) : before,
      latest: Math.min(before + after, before + request.latest),
      rrSeconds,
      noise: averageBeats(mv, used, before, after).noise,
      qrs: findQrs(medians[l] as Float64Array, before, rate),
    }),
  );
  const global = combineLeads(points, rate);
  if (global.qrsOn === null) return null;
  const onset = global.qrsOn.at;
  const leads: Record<string, Float32Array> = {};
  signals.leads.forEach(({ name }, l) => {
    leads[name] = levelled(medians[l] as Float64Array, onset, rate);
  });
  return {
    samplingHz: rate,
    sampleCount: before + after,
    leads,
    beatsUsed: used.length,
    class: request.beatClass,
    fiducials: marked(global, rate),
    rrMs: 1000 * rrSeconds,
  };
}

/** Sample by sample the mean of the middle three quarters of the beats: as deaf to a stray beat as the median, and less noisy. */
function medianWindow(
  mv: Float32Array,
  anchors: readonly number[],
  before: number,
  after: number,
): Float64Array {
  const drift = driftLine(mv, anchors, before);
  const column = new Float64Array(anchors.length);
  const out = new Float64Array(before + after);
  for (let k = 0; k < out.length; k++) {
    for (let b = 0; b < anchors.length; b++) {
      const at = (anchors[b] as number) - before + k;
      column[b] = (mv[at < 0 ? 0 : at >= mv.length ? mv.length - 1 : at] as number) - drift(b, at);
    }
    out[k] = middleMean(column);
  }
  return out;
}

/**
 * The drift under a beat: straight between the levels ahead of neighbouring beats (Meyer and Keiser 1977), level where the next
 * is more than two seconds away. Without it the drift would blur the beat and tilt its ST.
 */
function driftLine(
  mv: Float32Array,
  anchors: readonly number[],
  before: number,
): (beat: number, at: number) => number {
  const levels = anchors.map((anchor) => {
    const from = Math.max(0, anchor - Math.round(before * 0.3));
    const to = Math.max(from + 1, anchor - Math.round(before * 0.12));
    let sum = 0;
    for (let i = from; i < to; i++) sum += mv[i] as number;
    return sum / (to - from);
  });
  const near = 5 * before;
  return (beat, at) => {
    const anchor = anchors[beat] as number;
    const level = levels[beat] as number;
    const other = at < anchor ? beat - 1 : beat + 1;
    const distance = (anchors[other] ?? Number.POSITIVE_INFINITY) - anchor;
    if (Math.abs(distance) > near) return level;
    return level + (((levels[other] as number) - level) * (at - anchor)) / distance;
  };
}

function middleMean(values: Float64Array): number {
  sortFew(values);
  const cut = values.length >> 3;
  let sum = 0;
  for (let i = cut; i < values.length - cut; i++) sum += values[i] as number;
  return sum / (values.length - 2 * cut);
}

/** By insertion: for a few dozen values, thousands of times over, quicker than the engine's own sort. */
function sortFew(values: Float64Array): void {
  for (let i = 1; i < values.length; i++) {
    const value = values[i] as number;
    let k = i;
    for (; k > 0 && (values[k - 1] as number) > value; k--) values[k] = values[k - 1] as number;
    values[k] = value;
  }
}

function levelled(values: Float64Array, onset: number, rate: number): Float32Array {
  const from = Math.max(0, onset - Math.round(levelSeconds[0] * rate));
  const to = Math.max(from + 1, onset - Math.round(levelSeconds[1] * rate));
  const level = medianOf(values.subarray(from, to)) ?? 0;
  const out = new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = (values[i] as number) - level;
  return out;
}

function marked(global: ReturnType<typeof combineLeads>, rate: number): BeatFiducials<MarkedFiducial> {
  const out = {} as Record<keyof BeatFiducials, MarkedFiducial | null>;
  for (const name of fiducialNames) {
    const point = global[name];
    // Half a sample is the least that a point can be uncertain by.
    out[name] =
      point === null
        ? null
        : { sample: point.at, uncertaintyMs: (1000 * Math.max(0.5, point.spread)) / rate };
  }
  return out;
}
