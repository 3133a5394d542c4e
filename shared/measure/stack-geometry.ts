/**
 * Whether the slices of a series lie as a volume should: what a reader must know before trusting a distance between slices
 * or a reconstruction. Planes as PS3.3 C.7.6.2 gives them, in mm of the patient's coordinates.
 */
import { medianOf } from '../ecg/signal/quantile.ts';
import {
  add,
  angleDegrees,
  dot,
  normalOf,
  type SlicePlane,
  scale,
  subtract,
  type Vector3,
} from './slice-plane.ts';

export type GeometryFinding =
  /** Slices are missing between number `after` (from 1, in the order given) and the next; distances in mm. */
  | {
      readonly code: 'gap';
      readonly after: number;
      readonly missing: number;
      readonly spacingMm: number;
      readonly usualMm: number;
    }
  | { readonly code: 'uneven'; readonly leastMm: number; readonly mostMm: number }
  /** The stack leans against its slices, as with a tilted gantry. */
  | { readonly code: 'tilt'; readonly degrees: number }
  /** Slices beside the line on which the others lie. */
  | { readonly code: 'shifted'; readonly slices: number }
  | { readonly code: 'duplicate'; readonly slices: number }
  | { readonly code: 'mixed-orientation'; readonly orientations: number };

/** Directions closer than this are one: headers round their cosines. */
const sameDirectionDegrees = 1;
/** Positions closer than this are one place, in mm. */
const samePlaceMm = 0.01;
/** Distances may differ by this share, or this many mm, before they are called uneven: tables and rounding do. */
const evenShare = 0.05;
const evenMm = 0.1;
const gapFactor = 1.5;
const noticeableTiltDegrees = 0.5;
const noticeableShiftMm = 0.5;

/**
 * What is wrong with a stack, in the order in which it matters; empty for a sound volume. Fewer than three slices make no
 * volume, and a series that visits each place equally often (phases, echoes) is sound at every visit.
 */
export function checkStackGeometry(slices: readonly SlicePlane[]): readonly GeometryFinding[] {
  const first = slices[0];
  if (first === undefined || slices.length < 3) return [];
  const orientations = countOrientations(slices);
  // Distances between planes that cross mean nothing.
  if (orientations > 1) return [{ code: 'mixed-orientation', orientations }];
  const normal = normalOf(first);
  const places = slices
    .map((slice, index) => ({ index, slice, along: dot(slice.position, normal) }))
    .sort((a, b) => a.along - b.along);
  const groups = groupByPlace(places);
  const repeated = groups.map((group) => group.length);
  const isPhased = repeated.every((times) => times === repeated[0]);
  const findings: GeometryFinding[] = [];
  const steps = stepsBetween(groups);
  const usualMm = medianOf(steps.map((step) => step.mm)) ?? 0;
  for (const step of steps) {
    if (step.mm <= usualMm * gapFactor) continue;
    const missing = Math.max(1, Math.round(step.mm / usualMm) - 1);
    findings.push({ code: 'gap', after: step.after + 1, missing, spacingMm: step.mm, usualMm });
  }
  findings.sort((a, b) => (a.code === 'gap' && b.code === 'gap' ? a.after - b.after : 0));
  const evenSteps = steps.map((step) => step.mm).filter((mm) => mm <= usualMm * gapFactor);
  const tolerance = Math.max(evenMm, usualMm * evenShare);
  if (evenSteps.some((mm) => Math.abs(mm - usualMm) > tolerance)) {
    findings.push({ code: 'uneven', leastMm: Math.min(...evenSteps), mostMm: Math.max(...evenSteps) });
  }
  if (!isPhased) findings.push({ code: 'duplicate', slices: slices.length - groups.length });
  return [...findings, ...leanings(groups, normal)];
}

/** True when distances across the slices, and so a reconstruction, cannot be trusted. */
export function isOffScale(findings: readonly GeometryFinding[]): boolean {
  return findings.some((finding) => finding.code !== 'tilt');
}

interface Placed {
  readonly index: number;
  readonly slice: SlicePlane;
  /** Distance along the normal, in mm. */
  readonly along: number;
}

function countOrientations(slices: readonly SlicePlane[]): number {
  const known: SlicePlane[] = [];
  for (const slice of slices) {
    const isKnown = known.some(
      (one) =>
        angleDegrees(normalOf(one), normalOf(slice)) < sameDirectionDegrees &&
        angleDegrees(one.rowCosines, slice.rowCosines) < sameDirectionDegrees,
    );
    if (!isKnown) known.push(slice);
  }
  return known.length;
}

function groupByPlace(places: readonly Placed[]): readonly (readonly Placed[])[] {
  const groups: Placed[][] = [];
  for (const place of places) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && place.along - last[0].along < samePlaceMm) last.push(place);
    else groups.push([place]);
  }
  return groups;
}

/** Distances between neighbouring places, each with the index of the slice that comes before it in reading order. */
function stepsBetween(groups: readonly (readonly Placed[])[]): ReadonlyArray<{ mm: number; after: number }> {
  return groups.slice(1).map((group, at) => {
    const [here] = group;
    const before = groups[at]?.[0];
    const mm = (here?.along ?? 0) - (before?.along ?? 0);
    return { mm, after: Math.min(here?.index ?? 0, before?.index ?? 0) };
  });
}

/** Tilt of the whole stack and slices off its line, measured within the plane of the slices. */
function leanings(groups: readonly (readonly Placed[])[], normal: Vector3): GeometryFinding[] {
  const line = groups.flatMap((group) => group[0] ?? []);
  const first = line[0];
  const last = line.at(-1);
  if (first === undefined || last === undefined || line.length < 3) return [];
  const length = last.along - first.along;
  // The middle of all slopes: one slice that is off cannot lean the line.
  const slopes = line.slice(1).map((place, at) => {
    const before = line[at] as Placed;
    const run = place.along - before.along;
    return scale(subtract(within(place, normal), within(before, normal)), 1 / run);
  });
  const slope: Vector3 = [0, 1, 2].map(
    (axis) => medianOf(slopes.map((one) => one[axis as 0 | 1 | 2])) ?? 0,
  ) as unknown as Vector3;
  const degrees = (Math.atan(Math.hypot(...slope)) * 180) / Math.PI;
  const start = medianPlace(line, slope, normal);
  const shifted = line.filter((place) => {
    const expected = add(start, scale(slope, place.along));
    return Math.hypot(...subtract(within(place, normal), expected)) > noticeableShiftMm;
  }).length;
  const findings: GeometryFinding[] = [];
  if (degrees > noticeableTiltDegrees && length > 0) findings.push({ code: 'tilt', degrees });
  if (shifted > 0) findings.push({ code: 'shifted', slices: shifted });
  return findings;
}

/** Where the line of the stack crosses the plane through the origin. */
function medianPlace(line: readonly Placed[], slope: Vector3, normal: Vector3): Vector3 {
  const starts = line.map((place) => subtract(within(place, normal), scale(slope, place.along)));
  return [0, 1, 2].map(
    (axis) => medianOf(starts.map((one) => one[axis as 0 | 1 | 2])) ?? 0,
  ) as unknown as Vector3;
}

/** The part of a slice's position that lies in its plane. */
function within(place: Placed, normal: Vector3): Vector3 {
  return subtract(place.slice.position, scale(normal, place.along));
}
