/** Every beat in every lead: like neighbours are averaged and delineated once, all of them share the points. */
import { type BeatFiducials, fiducialNames } from '../analysis.ts';
import type { SortedBeats } from '../beats/beat-shapes.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';
import { averageBeats, windowOf } from './average-beats.ts';
import { combineLeads } from './combine-leads.ts';
import { delineateLead } from './delineate-lead.ts';
import { findQrs } from './find-qrs.ts';

/** Like beats that are averaged with a beat: enough to quiet the noise, few enough to follow a changing QT. */
const together = 13;
/** The stretch of like beats moves on by this many at a time: what lies between shares one average. */
const stride = 6;
/** In a long recording every beat goes into about one average. */
const long = { beats: 2000, stride: 12 };
/** Neighbours whose interval differs more are left out, their T and P lie elsewhere; so are those whose next beat comes sooner. */
const nearRr = 0.16;
/** Beats whose intervals fall into one class of this width (share) have the same neighbours. */
const classWidth = 0.15;

/** Points of beats that were delineated together, in working samples from the anchor of each. */
export interface LikeBeats {
  /** One for each lead of the signals. */
  readonly leads: readonly BeatFiducials[];
  /** Over all leads. */
  readonly global: BeatFiducials;
}

/** For each beat what holds for it and its like neighbours; the same object for all of them. */
export function delineateBeats(signals: WorkingSignals, sorted: SortedBeats): LikeBeats[] {
  const { anchors, shapeOf, shapes } = sorted;
  const known = new Map<string, LikeBeats>();
  const out: LikeBeats[] = [];
  const positions = positionsOf(sorted);
  const moves = anchors.length > long.beats ? long.stride : stride;
  anchors.forEach((anchor, index) => {
    const shape = shapeOf[index] as number;
    const members = (shapes[shape] as { readonly beats: readonly number[] }).beats;
    const snapped = Math.round(((positions[index] as number) - (together >> 1)) / moves) * moves;
    const from = Math.max(0, Math.min(members.length - together, snapped));
    const ahead = classOf(anchor - (anchors[index - 1] ?? Number.NaN));
    const behind = classOf((anchors[index + 1] ?? Number.NaN) - anchor);
    const key = `${shape} ${from} ${ahead} ${behind}`;
    let like = known.get(key);
    if (like === undefined) {
      const alike = members.slice(from, from + together).filter((beat) => {
        const at = anchors[beat] as number;
        const apart = (at - (anchors[beat - 1] ?? Number.NaN)) / intervalOf(ahead);
        const next = ((anchors[beat + 1] ?? Number.NaN) - at) / intervalOf(behind);
        return beat === index || !(Math.abs(apart - 1) > nearRr || next < 1 - nearRr);
      });
      like = delineateLike(signals, sorted, index, alike, out[index - 1]);
      known.set(key, like);
    }
    out.push(like);
  });
  return out;
}

/** Points of one beat from those of its kind; null where they lie outside the recording. */
export function placed(points: BeatFiducials, anchor: number, count: number): BeatFiducials {
  return mapped(points, (point) => (point + anchor < 0 || point + anchor >= count ? null : point + anchor));
}

function mapped(points: BeatFiducials, to: (point: number) => number | null): BeatFiducials {
  const at = (point: number | null): number | null => (point === null ? null : to(point));
  return {
    pOn: at(points.pOn),
    pPeak: at(points.pPeak),
    pOff: at(points.pOff),
    qrsOn: at(points.qrsOn),
    rPeak: at(points.rPeak),
    qrsOff: at(points.qrsOff),
    tOn: at(points.tOn),
    tPeak: at(points.tPeak),
    tOff: at(points.tOff),
  };
}

/** `beat` stands for all of `alike` in what lies around it: the beat before and the next one. */
function delineateLike(
  signals: WorkingSignals,
  { anchors }: SortedBeats,
  beat: number,
  alike: readonly number[],
  earlier: LikeBeats | undefined,
): LikeBeats {
  const { rate, count } = signals;
  const { before, after } = windowOf(signals);
  const anchor = anchors[beat] as number;
  const previous = anchors[beat - 1];
  const next = anchors[beat + 1];
  const ahead = (previous === undefined ? (next ?? anchor + rate) - anchor : anchor - previous) / rate;
  const latest = next === undefined ? count : next - Math.round(Math.min(0.09 * rate, 0.2 * (next - anchor)));
  const group = alike.map((one) => anchors[one] as number);
  const leads = signals.leads.map(({ mv }, l) => {
    const { values, noise } = averageBeats(mv, group, before, after);
    const lastT = earlier?.leads[l]?.tOff ?? null;
    const earliest =
      previous === undefined
        ? 0
        : previous + Math.max(lastT ?? 0, Math.min(0.24 * rate, 0.4 * (anchor - previous)));
    const points = delineateLead({
      values,
      anchor: before,
      rate,
      earliest: Math.round(earliest) - anchor + before,
      latest: latest - anchor + before,
      rrSeconds: Math.max(ahead, next === undefined ? 0 : Math.min(1.2, (next - anchor) / rate)),
      noise,
      qrs: findQrs(values, before, rate),
    });
    return mapped(points, (point) => point - before);
  });
  const combined = combineLeads(leads, rate);
  const global = {} as Record<keyof BeatFiducials, number | null>;
  for (const name of fiducialNames) global[name] = combined[name]?.at ?? null;
  return { leads, global };
}

/** Place of each beat among those of its shape. */
function positionsOf({ anchors, shapes }: SortedBeats): Int32Array {
  const out = new Int32Array(anchors.length);
  for (const { beats } of shapes) for (let k = 0; k < beats.length; k++) out[beats[k] as number] = k;
  return out;
}

const step = Math.log(1 + classWidth);

/** Class of an interval in samples; that of no interval is no number. */
function classOf(interval: number): number {
  return Math.round(Math.log(interval) / step);
}

function intervalOf(of: number): number {
  return Math.exp(of * step);
}
