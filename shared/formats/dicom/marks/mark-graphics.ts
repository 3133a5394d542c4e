/** Measurements as the graphics of DICOM (PS3.3 C.18.6 and C.10.5) and back. There 0\0 is a pixel's corner, with us its middle. */
import type { MarkingTool, Measurement } from '../../../measure/marking.ts';

export type PixelPoint = readonly [number, number];

export interface Graphic {
  readonly type: 'POINT' | 'POLYLINE' | 'CIRCLE' | 'ELLIPSE';
  readonly points: readonly PixelPoint[];
}

/** In our pixel places. */
export function graphicsOf({ tool, points }: Pick<Measurement, 'tool' | 'points'>): readonly Graphic[] {
  const [a, b, c, d] = points;
  if (a === undefined) return [];
  if (tool === 'probe') return [{ type: 'POINT', points: [a] }];
  if (b === undefined) return [];
  if (tool === 'circle') return [{ type: 'CIRCLE', points: [a, b] }];
  if (tool === 'rectangle') {
    const corners: PixelPoint[] = [a, [b[0], a[1]], b, [a[0], b[1]], a];
    return [{ type: 'POLYLINE', points: corners }];
  }
  if (tool === 'ellipse') {
    const middle: PixelPoint = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const across: PixelPoint[] = [
      [a[0], middle[1]],
      [b[0], middle[1]],
    ];
    const down: PixelPoint[] = [
      [middle[0], a[1]],
      [middle[0], b[1]],
    ];
    const isWide = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]);
    return [{ type: 'ELLIPSE', points: isWide ? [...across, ...down] : [...down, ...across] }];
  }
  if (tool === 'freehand') return [{ type: 'POLYLINE', points: [...points, a] }];
  if ((tool === 'bidirectional' || tool === 'cobb' || tool === 'cardiothoracic') && c && d) {
    return [
      { type: 'POLYLINE', points: [a, b] },
      { type: 'POLYLINE', points: [c, d] },
    ];
  }
  return [{ type: 'POLYLINE', points }];
}

/** The points of a tool from its graphics, as `graphicsOf` made them. */
export function pointsOfGraphics(tool: MarkingTool, graphics: readonly Graphic[]): readonly PixelPoint[] {
  const all = graphics.flatMap(({ points }) => points);
  const [a, b, c, d] = all;
  if (tool === 'rectangle') return a && c ? [a, c] : [];
  if (tool === 'freehand') return all.slice(0, -1);
  if (tool !== 'ellipse') return all;
  if (!a || !b || !c || !d) return [];
  return a[1] === b[1]
    ? [
        [a[0], c[1]],
        [b[0], d[1]],
      ]
    : [
        [c[0], a[1]],
        [d[0], b[1]],
      ];
}

/** Column and row pairs as they are written. */
export function toGraphicData(points: readonly PixelPoint[]): readonly number[] {
  return points.flatMap(([x, y]) => [x + 0.5, y + 0.5]);
}

export function fromGraphicData(values: readonly number[]): readonly PixelPoint[] {
  const points: PixelPoint[] = [];
  for (let at = 0; at + 1 < values.length; at += 2)
    points.push([(values[at] ?? 0) - 0.5, (values[at + 1] ?? 0) - 0.5]);
  return points;
}
