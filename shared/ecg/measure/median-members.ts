/** Which beats the median beat is made of: the heart's own, not disturbed by an ectopic neighbour or by a next beat that comes too soon. */
import type { SortedBeats } from '../beats/beat-shapes.ts';
import type { ClassifiedBeats } from '../beats/classify-beats.ts';
import { medianOf } from '../signal/quantile.ts';

export interface MedianMembers {
  /** Indices of the beats, rising. */
  readonly beats: readonly number[];
  /** Typical interval ahead of them, working samples; null where none is known. */
  readonly interval: number | null;
  /** Shortest interval behind one of them; infinite where none is known. */
  readonly shortestNext: number;
}

const leastBeats = 3;
/** A next beat sooner than this share of the usual interval lies on the T or leaves no room for the P. */
const soon = 0.9;

/** Members for the leading shape; fewer conditions where too few beats meet all of them. */
export function medianMembers(
  { anchors, shapeOf }: SortedBeats,
  { classes, leadingShape }: ClassifiedBeats,
): MedianMembers {
  const own = shapeOf.flatMap((shape, i) =>
    shape === leadingShape && classes[i] !== 'supraventricular' ? [i] : [],
  );
  const isEctopic = (at: number): boolean =>
    classes[at] === 'ventricular' || classes[at] === 'supraventricular';
  const undisturbed = enough(
    own.filter((i) => !isEctopic(i - 1) && !isEctopic(i + 1)),
    enough(
      own.filter((i) => !isEctopic(i + 1)),
      own,
    ),
  );
  const ahead = (i: number): number => (anchors[i] as number) - (anchors[i - 1] ?? Number.NaN);
  const behind = (i: number): number => (anchors[i + 1] ?? Number.NaN) - (anchors[i] as number);
  const known = (intervals: readonly number[]): number[] => intervals.filter(Number.isFinite);
  const usual = medianOf(known(undisturbed.map(behind)));
  const beats =
    usual === null
      ? undisturbed
      : enough(
          undisturbed.filter((i) => !(behind(i) < soon * usual)),
          undisturbed,
        );
  return {
    beats,
    interval: medianOf(known(beats.map(ahead))),
    shortestNext: Math.min(Number.POSITIVE_INFINITY, ...known(beats.map(behind))),
  };
}

function enough(some: number[], otherwise: number[]): number[] {
  return some.length >= leastBeats ? some : otherwise;
}
