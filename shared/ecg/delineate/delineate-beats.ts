/** Every beat in every lead: like neighbours are averaged first, then one lead after another is delineated. */
import type { BeatFiducials } from '../analysis.ts';
import type { SortedBeats } from '../beats/beat-shapes.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';
import { type AveragedWindow, averageBeats, windowOf } from './average-beats.ts';
import { delineateLead } from './delineate-lead.ts';
import { findQrs, type QrsPoints } from './find-qrs.ts';

/** Like beats that are averaged with a beat: enough to quiet the noise, few enough to follow a changing QT. */
const together = 13;
/** The stretch of like beats moves on by this many at a time: what lies between shares one average. */
const stride = 6;
/** Neighbours whose interval differs more are left out, their T and P lie elsewhere; so are those whose next beat comes sooner. */
const nearRr = 0.16;

/** [lead][beat]: points in working samples. */
export type LeadDelineations = ReadonlyArray<readonly BeatFiducials[]>;

/** Delineates all beats in all leads. */
export function delineateBeats(signals: WorkingSignals, sorted: SortedBeats): LeadDelineations {
  const { rate, count } = signals;
  const { before, after } = windowOf(signals);
  const { anchors, shapeOf } = sorted;
  const groups = likeGroups(sorted);
  return signals.leads.map(({ mv }) => {
    const found: BeatFiducials[] = [];
    const averages = new Map<number, Average>();
    anchors.forEach((anchor, index) => {
      const group = groups[index] as readonly number[];
      const shape = shapeOf[index] as number;
      let average = averages.get(shape);
      if (average?.group !== group) {
        const window = averageBeats(mv, group, before, after);
        average = { ...window, group, qrs: findQrs(window.values, before, rate) };
        averages.set(shape, average);
      }
      const { values, noise, qrs } = average;
      const previous = anchors[index - 1];
      const next = anchors[index + 1];
      const lastT = found.at(-1)?.tOff ?? null;
      const rr = (previous === undefined ? (next ?? anchor + rate) - anchor : anchor - previous) / rate;
      const earliestSample =
        previous === undefined
          ? 0
          : Math.max(lastT ?? 0, previous + Math.min(0.24 * rate, 0.4 * (anchor - previous)));
      const latestSample =
        next === undefined ? count : next - Math.round(Math.min(0.09 * rate, 0.2 * (next - anchor)));
      const points = delineateLead({
        values,
        anchor: before,
        rate,
        earliest: Math.round(earliestSample) - anchor + before,
        latest: latestSample - anchor + before,
        rrSeconds: Math.max(rr, next === undefined ? 0 : Math.min(1.2, (next - anchor) / rate)),
        noise,
        qrs,
      });
      found.push(shifted(points, anchor - before, count));
    });
    return found;
  });
}

interface Average extends AveragedWindow {
  readonly group: readonly number[];
  readonly qrs: QrsPoints | null;
}

/** For each beat the anchors of itself and its like neighbours, in time order; the very same array where nothing changed. */
function likeGroups(sorted: SortedBeats): ReadonlyArray<readonly number[]> {
  const last = new Map<number, readonly number[]>();
  return sorted.anchors.map((_, index) => {
    const shape = sorted.shapeOf[index] as number;
    const group = likeBeats(sorted, index);
    const before = last.get(shape);
    if (before?.length === group.length && group.every((anchor, i) => anchor === before[i])) return before;
    last.set(shape, group);
    return group;
  });
}

function likeBeats({ anchors, shapeOf, shapes }: SortedBeats, index: number): number[] {
  const members = (shapes[shapeOf[index] as number] as { beats: number[] }).beats;
  const at = lowerBound(members, index);
  const snapped = Math.round((at - (together >> 1)) / stride) * stride;
  const from = Math.max(0, Math.min(members.length - together, snapped));
  const interval = (anchors[index] as number) - (anchors[index - 1] ?? Number.NaN);
  const next = (anchors[index + 1] ?? Number.NaN) - (anchors[index] as number);
  return members.slice(from, from + together).flatMap((beat) => {
    const anchor = anchors[beat] as number;
    const ahead = anchor - (anchors[beat - 1] ?? Number.NaN);
    const behind = (anchors[beat + 1] ?? Number.NaN) - anchor;
    const unlike = Math.abs(ahead / interval - 1) > nearRr || behind / next < 1 - nearRr;
    return beat !== index && unlike ? [] : [anchor];
  });
}

function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function shifted(points: BeatFiducials, by: number, count: number): BeatFiducials {
  const move = (point: number | null): number | null =>
    point === null || point + by < 0 || point + by >= count ? null : point + by;
  return {
    pOn: move(points.pOn),
    pPeak: move(points.pPeak),
    pOff: move(points.pOff),
    qrsOn: move(points.qrsOn),
    rPeak: move(points.rPeak),
    qrsOff: move(points.qrsOff),
    tOn: move(points.tOn),
    tPeak: move(points.tPeak),
    tOff: move(points.tOff),
  };
}
