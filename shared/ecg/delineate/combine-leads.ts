/** One beat of all leads: global onsets and ends from the points of each lead, with how far the leads agree. */
import { type BeatFiducials, type FiducialName, fiducialNames } from '../analysis.ts';
import { medianOf, quantileOf } from '../signal/quantile.ts';

export interface GlobalPoint {
  /** In the unit of the leads' points; whole. */
  readonly at: number;
  /** Standard deviation of the points that support it, in the same unit. */
  readonly spread: number;
}

/**
 * The earliest onset and latest end that a quarter of the leads support: one lead alone may err (Martínez 2004 asks for three
 * of twelve), and the global interval is longer than that of the typical lead (AHA/ACC/HRS 2009).
 */
const supported = 0.25;
/** Points further than this from the median of their kind are another wave or a mistake, seconds. */
const together = { p: 0.07, qrs: 0.06, t: 0.11 };
/** Share of the leads that must show a P wave at the same place. */
const sharedP = 0.34;

const onsets: ReadonlySet<FiducialName> = new Set(['pOn', 'qrsOn', 'tOn']);
const ends: ReadonlySet<FiducialName> = new Set(['pOff', 'qrsOff', 'tOff']);
const waveOf = (name: FiducialName): 'p' | 'qrs' | 't' =>
  name.startsWith('p') ? 'p' : name.startsWith('t') ? 't' : 'qrs';

/** Combines the points of one beat over its leads; `rate` is that of their unit. */
export function combineLeads(leads: readonly BeatFiducials[], rate: number): BeatFiducials<GlobalPoint> {
  const out = {} as Record<FiducialName, GlobalPoint | null>;
  const fitting = {
    p: fittingLeads(leads, 'pPeak', together.p * rate),
    qrs: fittingLeads(leads, 'qrsOn', together.qrs * rate),
    t: fittingLeads(leads, 'tPeak', together.t * rate),
  };
  const seen = leads.filter((points) => points.qrsOn !== null).length;
  if (fitting.p.length < sharedP * seen) fitting.p = [];
  for (const name of fiducialNames) {
    const wave = waveOf(name);
    out[name] = combinePoint(name, fitting[wave], together[wave] * rate);
  }
  return out;
}

function fittingLeads(leads: readonly BeatFiducials[], by: FiducialName, within: number): BeatFiducials[] {
  const middle = medianOf(leads.flatMap((points) => points[by] ?? []));
  if (middle === null) return [];
  return leads.filter((points) => {
    const at = points[by];
    return at !== null && Math.abs(at - middle) <= within;
  });
}

function combinePoint(
  name: FiducialName,
  leads: readonly BeatFiducials[],
  within: number,
): GlobalPoint | null {
  const all = leads.flatMap((lead) => lead[name] ?? []);
  const middle = medianOf(all) ?? 0;
  // A lead with a low T may have taken the next P for its end.
  const points = all.filter((point) => Math.abs(point - middle) <= within);
  if (points.length === 0) return null;
  const at = onsets.has(name)
    ? quantileOf(points, supported)
    : ends.has(name)
      ? quantileOf(points, 1 - supported)
      : medianOf(points);
  if (at === null) return null;
  const mean = points.reduce((sum, point) => sum + point, 0) / points.length;
  const variance = points.reduce((sum, point) => sum + (point - mean) ** 2, 0) / points.length;
  return { at: Math.round(at), spread: Math.sqrt(variance) };
}
