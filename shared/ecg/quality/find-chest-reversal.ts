/** Exchanged chest electrodes: leads that change from neighbour to neighbour as on no heart, but would with two of them put back. */
import type { LeadReversal, MedianBeat } from '../analysis.ts';

const chest = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
/** The way along the chest has to become this much shorter; hearts in their places stay above 0.85, see `docs/measurements.md`. */
const shorter = 0.75;

/**
 * Sums how unlike neighbours are over QRS and T (the square of their difference against their own) along V1 to V6, and again with each two
 * exchanged. After the correlations between leads of Jekova and others (Comput. Methods Programs Biomed. 134, 2016); a scar or a bundle
 * branch block changes leads suddenly too, so no confidence is more than low. Null without all six leads.
 */
export function findChestReversal(median: MedianBeat): LeadReversal | null {
  const { qrsOn, tOff, qrsOff } = median.fiducials;
  const end = tOff ?? qrsOff;
  const leads = chest.flatMap((name) => median.leads[name] ?? []);
  if (qrsOn === null || end === null || leads.length < chest.length) return null;
  const [from, to] = [Math.round(qrsOn.sample), Math.round(end.sample)];
  const unlike = leads.map((one) => leads.map((other) => unlikeness(one, other, from, to)));
  const wayOf = (order: readonly number[]): number =>
    order.slice(1).reduce((sum, lead, k) => sum + (unlike[order[k] as number]?.[lead] ?? 0), 0);
  const places = chest.map((_, place) => place);
  const recorded = wayOf(places);
  let best = { way: recorded, pair: [0, 0] as readonly [number, number] };
  for (const one of places) {
    for (const other of places.slice(one + 1)) {
      const way = wayOf(places.map((place) => (place === one ? other : place === other ? one : place)));
      if (way < best.way) best = { way, pair: [one, other] };
    }
  }
  if (recorded === 0 || best.way > shorter * recorded) return null;
  return {
    kind: 'precordial',
    confidence: 'low',
    evidence: best.pair.map((place) => ({
      name: 'wayAlongChest',
      value: best.way / recorded,
      unit: '1',
      lead: chest[place] as string,
    })),
  };
}

/** 0 for the same beat, 1 for beats that have nothing in common, 2 for opposite ones. */
function unlikeness(one: Float32Array, other: Float32Array, from: number, to: number): number {
  let [apart, own] = [0, 0];
  for (let i = Math.max(0, from); i < Math.min(one.length, to); i++) {
    const [x, y] = [one[i] as number, other[i] as number];
    apart += (x - y) * (x - y);
    own += x * x + y * y;
  }
  return own === 0 ? 0 : apart / own;
}
