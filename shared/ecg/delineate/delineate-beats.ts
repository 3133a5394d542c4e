/** Every beat in every lead: like neighbours are averaged first, then one lead after another is delineated. */
import type { BeatFiducials } from '../analysis.ts';
import type { SortedBeats } from '../beats/beat-shapes.ts';
import type { WorkingSignals } from '../signal/working-signals.ts';
import { averageBeats, windowOf } from './average-beats.ts';
import { delineateLead } from './delineate-lead.ts';

/** Like beats on either side that are averaged with a beat: enough to quiet the noise, few enough to follow a changing QT. */
const neighbours = 6;
/** Neighbours whose interval differs more are left out: their T and P lie elsewhere. */
const nearRr = 0.16;

/** [lead][beat]: points in working samples. */
export type LeadDelineations = ReadonlyArray<readonly BeatFiducials[]>;

/** Delineates all beats in all leads. */
export function delineateBeats(signals: WorkingSignals, sorted: SortedBeats): LeadDelineations {
  const { rate, count } = signals;
  const { before, after } = windowOf(signals);
  const { anchors } = sorted;
  const groups = anchors.map((_, index) => likeBeats(sorted, index));
  return signals.leads.map(({ mv }) => {
    const found: BeatFiducials[] = [];
    anchors.forEach((anchor, index) => {
      const group = groups[index] as readonly number[];
      const { values, noise } = averageBeats(mv, group, before, after);
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
      });
      found.push(shifted(points, anchor - before, count));
    });
    return found;
  });
}

/** Anchors of the beat itself and its like neighbours. */
function likeBeats({ anchors, shapeOf, shapes }: SortedBeats, index: number): number[] {
  const own = anchors[index] as number;
  const members = (shapes[shapeOf[index] as number] as { beats: number[] }).beats;
  const at = lowerBound(members, index);
  const interval = own - (anchors[index - 1] ?? Number.NaN);
  const out = [own];
  for (let k = Math.max(0, at - neighbours); k <= Math.min(members.length - 1, at + neighbours); k++) {
    const beat = members[k] as number;
    if (beat === index) continue;
    const other = (anchors[beat] as number) - (anchors[beat - 1] ?? Number.NaN);
    if (Math.abs(other / interval - 1) > nearRr) continue;
    out.push(anchors[beat] as number);
  }
  return out;
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
