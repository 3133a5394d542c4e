/** Where the two other planes cross a pane: lines, drawn with their slabs, and found again under the mouse. */
import { add, scale, type Vector3 } from '#shared/measure/slice-plane.ts';
import type { PaneFrame } from './pane-frame.ts';
import { normalOfPlane, type PlaneName, type Planes, planeNames } from './planes.ts';
import { cross, unit } from './volume.ts';

export type Point = readonly [number, number];

export interface CrossLine {
  readonly plane: PlaneName;
  readonly from: Point;
  readonly to: Point;
}

export type Grip =
  | { readonly is: 'centre' }
  | { readonly is: 'move' | 'turn'; readonly plane: PlaneName }
  | null;

const svgNamespace = 'http://www.w3.org/2000/svg';
/** Free of lines around the point that is looked at, in CSS pixels. */
const freePx = 12;
const nearCentrePx = 10;
const nearLinePx = 6;

/** The lines of the two other planes through the common point, each as long as the pane. */
export function linesOf(
  planes: Planes,
  shown: PlaneName,
  at: Vector3,
  frame: PaneFrame,
  reach: number,
): readonly CrossLine[] {
  const normal = normalOfPlane(planes[shown]);
  return planeNames
    .filter((plane) => plane !== shown)
    .map((plane) => {
      const along = scale(unit(cross(normal, normalOfPlane(planes[plane]))), reach * frame.mmPerCss);
      return { plane, from: frame.toScreen(add(at, scale(along, -1))), to: frame.toScreen(add(at, along)) };
    });
}

/** Draws lines with a free middle; where there is a slab, its two sides dashed `asidePx` away. */
export function drawLines(svg: SVGSVGElement, lines: readonly CrossLine[], asidePx: number): void {
  svg.replaceChildren(
    ...lines.flatMap(({ plane, from, to }) => {
      const [dx, dy] = directionOf(from, to);
      const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      const near = (side: 1 | -1): Point => [middle[0] + side * freePx * dx, middle[1] + side * freePx * dy];
      const shifted = (point: Point, px: number): Point => [point[0] - dy * px, point[1] + dx * px];
      const whole = [line(plane, from, near(-1)), line(plane, near(1), to)];
      if (asidePx < 2) return whole;
      const sides = [asidePx, -asidePx].map((px) => line(plane, shifted(from, px), shifted(to, px)));
      for (const side of sides) side.classList.add('yz-slab-side');
      return [...whole, ...sides];
    }),
  );
}

/** What lies under the mouse: the point itself, a line to be moved, or its outer half, by which it is turned. */
export function gripUnder(lines: readonly CrossLine[], centre: Point, mouse: Point, turnsFrom: number): Grip {
  const away = Math.hypot(mouse[0] - centre[0], mouse[1] - centre[1]);
  if (away <= nearCentrePx) return { is: 'centre' };
  const near = lines
    .map(({ plane, from, to }) => {
      const [dx, dy] = directionOf(from, to);
      return { plane, distance: Math.abs((mouse[0] - centre[0]) * dy - (mouse[1] - centre[1]) * dx) };
    })
    .filter(({ distance }) => distance <= nearLinePx)
    .sort((a, b) => a.distance - b.distance)[0];
  return near === undefined ? null : { is: away > turnsFrom ? 'turn' : 'move', plane: near.plane };
}

function directionOf(from: Point, to: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
}

function line(plane: PlaneName, from: Point, to: Point): SVGLineElement {
  const element = document.createElementNS(svgNamespace, 'line');
  element.setAttribute('class', `yz-cross-${plane}`);
  for (const [name, value] of [
    ['x1', from[0]],
    ['y1', from[1]],
    ['x2', to[0]],
    ['y2', to[1]],
  ] as const) {
    element.setAttribute(name, value.toFixed(2));
  }
  return element;
}
