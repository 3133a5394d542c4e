/** Which slice a pane goes to when another one is scrolled: the same place in the patient, or the same way from a place the reader matched by hand. */
import { dot, type Vector3 } from '#shared/measure/slice-plane.ts';

/** `position` links what shares a frame of reference; `offset` links all panes by hand from where they stood. */
export type LinkMode = 'off' | 'position' | 'offset';

/** Where a pane stands. */
export interface Standing {
  /** Index of the slice on screen. */
  readonly index: number;
  /** Of every slice, along its normal in mm; null where the header gives none. */
  readonly places: readonly (number | null)[];
  readonly normal: Vector3 | null;
  /** Frame of Reference UID (0020,0052); empty when there is none. */
  readonly frameOfReferenceUid: string;
}

/** Where two panes stood when the reader matched them. */
export interface Match {
  readonly drivingIndex: number;
  readonly followingIndex: number;
}

/** Slices within this cosine are parallel (5°): others have no common place to go to. */
const parallelCosine = Math.cos((5 * Math.PI) / 180);

/** True when a place in one pane is a place in the other too. */
export function sharesPlaces(driving: Standing, following: Standing): boolean {
  return (
    driving.frameOfReferenceUid !== '' &&
    driving.frameOfReferenceUid === following.frameOfReferenceUid &&
    isParallel(driving, following)
  );
}

/** Index of the slice at the driving pane's place, kept within the stack; null when they share no place. */
export function indexAtSamePlace(driving: Standing, following: Standing): number | null {
  const place = driving.places[driving.index];
  if (!sharesPlaces(driving, following) || place === undefined || place === null) return null;
  const sense = dot(driving.normal as Vector3, following.normal as Vector3) < 0 ? -1 : 1;
  return nearest(following.places, place * sense);
}

/** Index as far from the match as the driving pane has gone: in mm where both are measured and parallel, else in slices. */
export function indexAtSameOffset(driving: Standing, following: Standing, match: Match): number {
  const last = following.places.length - 1;
  const from = driving.places[match.drivingIndex];
  const here = driving.places[driving.index];
  const start = following.places[match.followingIndex];
  if (isNumber(from) && isNumber(here) && isNumber(start) && following.places.every(isNumber)) {
    const sense = isParallel(driving, following)
      ? Math.sign(dot(driving.normal as Vector3, following.normal as Vector3))
      : directionOf(driving.places) * directionOf(following.places);
    return nearest(following.places, start + (here - from) * sense) ?? match.followingIndex;
  }
  const moved = match.followingIndex + driving.index - match.drivingIndex;
  return Math.max(0, Math.min(last, moved));
}

function isParallel(a: Standing, b: Standing): boolean {
  return a.normal !== null && b.normal !== null && Math.abs(dot(a.normal, b.normal)) > parallelCosine;
}

/** 1 when places grow from slice to slice, else -1. */
function directionOf(places: readonly (number | null)[]): number {
  return (places.at(-1) ?? 0) >= (places[0] ?? 0) ? 1 : -1;
}

function nearest(places: readonly (number | null)[], place: number): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, one] of places.entries()) {
    const distance = one === null ? Number.POSITIVE_INFINITY : Math.abs(one - place);
    if (distance < least) {
      least = distance;
      best = index;
    }
  }
  return best;
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}
