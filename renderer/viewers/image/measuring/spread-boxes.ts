/** Writing of measurements that would lie on other writing moves to the nearest free place; the older one stays, and so does what a hand has placed. */
import type { Box, DrawnMark } from './drawn-mark.ts';

/** Between two writings, in CSS pixels. */
const gap = 2;
/** More writing than this is a crowd. */
const crowd = 12;

interface Size {
  readonly width: number;
  readonly height: number;
}

export function spreadBoxes(marks: readonly DrawnMark[], size: Size): readonly DrawnMark[] {
  const placed = marks.flatMap(({ measurement, box }) =>
    box !== null && measurement.textAt !== null ? [box] : [],
  );
  return marks.map((mark) => {
    const { box, measurement } = mark;
    if (box === null || measurement.textAt !== null) return mark;
    const free = freePlace(box, placed, size);
    placed.push(free);
    return free === box ? mark : { ...mark, box: free, isLed: true };
  });
}

/**
 * The box itself where it is free, or where nothing is. The nearest free place lies along the edges of other writing; in a crowd
 * those are too many to go through at each move of a hand, and a place is looked for in steps of the box's own size.
 */
function freePlace(box: Box, placed: readonly Box[], size: Size): Box {
  const isFree = (one: Box): boolean => !placed.some((other) => overlaps(one, other));
  if (isFree(box)) return box;
  const places = placed.length <= crowd ? placesAlong(box, placed) : placesInSteps(box, size);
  return (
    places
      .filter(
        (one) =>
          one.x >= 2 &&
          one.y >= 2 &&
          one.x + one.width <= size.width - 2 &&
          one.y + one.height <= size.height - 2,
      )
      .sort(nearer(box))
      .find(isFree) ?? box
  );
}

function placesAlong(box: Box, placed: readonly Box[]): Box[] {
  const xs = [box.x, ...placed.flatMap((one) => [one.x + one.width + gap, one.x - box.width - gap])];
  const ys = [box.y, ...placed.flatMap((one) => [one.y + one.height + gap, one.y - box.height - gap])];
  return xs.flatMap((x) => ys.map((y) => ({ ...box, x, y })));
}

function placesInSteps(box: Box, { width, height }: Size): Box[] {
  const [across, down] = [Math.max(8, box.width + gap), Math.max(8, box.height + gap)];
  const steps = (from: number, by: number, end: number): number[] =>
    Array.from({ length: Math.ceil(end / by) + 1 }, (_, step) => (from % by) + step * by);
  return steps(box.x, across, width).flatMap((x) =>
    steps(box.y, down, height).map((y) => ({ ...box, x, y })),
  );
}

function nearer(box: Box): (one: Box, other: Box) => number {
  return (one, other) => away(one, box) - away(other, box);
}

function away(one: Box, other: Box): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
