/** A measurement as it lies on the screen: strokes, handles and writing in CSS pixels, for drawing and for the hand to find. */
import type { Language } from '#shared/failure.ts';
import type { Measurement } from '#shared/measure/marking.ts';
import type { PixelPoint, SpacingFacts } from '#shared/measure/spacing.ts';
import { type Stroke, strokesOf } from './marking-shapes.ts';
import { linesOf } from './marking-words.ts';
import type { Projection } from './place-image.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnMark {
  readonly measurement: Measurement;
  readonly strokes: readonly Stroke[];
  readonly handles: readonly PixelPoint[];
  readonly lines: readonly string[];
  /** Of the writing; null when there is none. */
  readonly box: Box | null;
  /** The writing does not lie beside its shape: a line leads there. */
  readonly isLed: boolean;
}

export const textSize = 14;
export const lineHeight = 19;
export const textFont = `${textSize}px 'Noto Sans SC', 'Noto Sans CJK SC', system-ui, sans-serif`;
const padding = 5;

export interface DrawingGround {
  readonly projection: Projection;
  readonly facts: SpacingFacts;
  readonly language: Language;
  readonly size: { readonly width: number; readonly height: number };
  /** Width of a line of writing in CSS pixels. */
  readonly widthOf: (text: string) => number;
}

export function layOut(measurement: Measurement, ground: DrawingGround): DrawnMark {
  const { projection, facts, size } = ground;
  const strokes = strokesOf(measurement.tool, measurement.points, facts).map((stroke) => ({
    ...stroke,
    points: stroke.points.map(projection.toScreen),
  }));
  const places = measurement.points.map(projection.toScreen);
  const lines = linesOf(measurement, ground.language);
  const drawn = {
    measurement,
    strokes,
    handles: measurement.tool === 'freehand' ? [] : places,
    lines,
    isLed: measurement.textAt !== null,
  };
  if (lines.length === 0) return { ...drawn, box: null };
  const width = Math.max(...lines.map(ground.widthOf)) + 2 * padding;
  const height = lines.length * lineHeight + 2 * padding;
  const chosen = measurement.textAt === null ? null : projection.toScreen(measurement.textAt);
  const [x, y] = chosen ?? besides(strokes.flatMap((stroke) => stroke.points));
  // Writing that would leave the viewport is pushed back into it.
  const within = (value: number, most: number): number => Math.max(2, Math.min(value, most - 2));
  return {
    ...drawn,
    box: { x: within(x, size.width - width), y: within(y, size.height - height), width, height },
  };
}

function besides(points: readonly PixelPoint[]): PixelPoint {
  const rightmost = points.reduce((best, point) => (point[0] > best[0] ? point : best));
  return [rightmost[0] + 14, rightmost[1] + 6];
}

export type Found =
  | { readonly part: 'handle'; readonly id: string; readonly index: number }
  | { readonly part: 'text'; readonly id: string }
  | { readonly part: 'stroke'; readonly id: string };

/** What lies under the hand, in CSS pixels; handles before writing before lines, the newest first. */
export function findUnder(marks: readonly DrawnMark[], [x, y]: PixelPoint): Found | null {
  const newestFirst = [...marks].reverse();
  for (const { measurement, handles } of newestFirst) {
    const index = handles.findIndex((handle) => Math.hypot(handle[0] - x, handle[1] - y) <= 8);
    if (index >= 0) return { part: 'handle', id: measurement.id, index };
  }
  for (const { measurement, box } of newestFirst) {
    if (box && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height)
      return { part: 'text', id: measurement.id };
  }
  for (const { measurement, strokes } of newestFirst) {
    const near = strokes.some((stroke) =>
      stroke.points.some((point, at) => {
        const next = stroke.points[at + 1];
        return next !== undefined && distanceToSegment([x, y], point, next) <= 5;
      }),
    );
    if (near) return { part: 'stroke', id: measurement.id };
  }
  return null;
}

function distanceToSegment([x, y]: PixelPoint, a: PixelPoint, b: PixelPoint): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const size = dx * dx + dy * dy;
  const along = size === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / size));
  return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
}
