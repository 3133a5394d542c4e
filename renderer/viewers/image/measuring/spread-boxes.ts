/** Writing of measurements that would lie on other writing moves to the nearest free place; the older one stays, and so does what a hand has placed. */
import type { Box, DrawnMark } from './drawn-mark.ts';

/** Between two writings, in CSS pixels. */
const gap = 2;

export function spreadBoxes(
  marks: readonly DrawnMark[],
  size: { readonly width: number; readonly height: number },
): readonly DrawnMark[] {
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

/** The box itself where it is free, or where nothing is. */
function freePlace(box: Box, placed: readonly Box[], size: { width: number; height: number }): Box {
  if (!placed.some((other) => overlaps(box, other))) return box;
  const xs = [box.x, ...placed.flatMap((one) => [one.x + one.width + gap, one.x - box.width - gap])];
  const ys = [box.y, ...placed.flatMap((one) => [one.y + one.height + gap, one.y - box.height - gap])];
  const [nearest] = xs
    .flatMap((x) => ys.map((y): Box => ({ ...box, x, y })))
    .filter(
      (one) =>
        one.x >= 2 &&
        one.y >= 2 &&
        one.x + one.width <= size.width - 2 &&
        one.y + one.height <= size.height - 2 &&
        !placed.some((other) => overlaps(one, other)),
    )
    .sort((one, other) => away(one, box) - away(other, box));
  return nearest ?? box;
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
