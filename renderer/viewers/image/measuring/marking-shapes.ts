/** How each measurement is drawn: lines in pixels of the image, from its points. */
import { regionOf } from '#shared/measure/evaluate-marking.ts';
import type { MarkingTool } from '#shared/measure/marking.ts';
import type { PixelPoint, SpacingFacts } from '#shared/measure/spacing.ts';

export interface Stroke {
  readonly points: readonly PixelPoint[];
  readonly look: 'line' | 'dashed' | 'arrow' | 'cross';
}

/** Also of points that are not all placed yet. */
export function strokesOf(
  tool: MarkingTool,
  points: readonly PixelPoint[],
  facts: SpacingFacts,
): readonly Stroke[] {
  const [a, b, c, d] = points;
  if (!a) return [];
  const line = (...through: (PixelPoint | undefined)[]): Stroke[] => {
    const there = through.filter((point) => point !== undefined);
    return there.length < 2 ? [] : [{ points: there, look: 'line' }];
  };
  switch (tool) {
    case 'probe':
      return [{ points: [a], look: 'cross' }];
    case 'arrow':
      return b ? [{ points: [a, b], look: 'arrow' }] : [];
    case 'angle':
      return line(a, b, c);
    case 'bidirectional':
      return [...line(a, b), ...line(c, d)];
    case 'cobb':
      return [
        ...line(a, b),
        ...line(c, d),
        ...(a && b && c && d ? [{ points: [middle(a, b), middle(c, d)], look: 'dashed' } as const] : []),
      ];
    case 'cardiothoracic':
      return cardiothoracic(points);
    case 'height':
      return b ? heightStrokes(a, b) : [];
    case 'length':
      return line(a, b);
    case 'freehand':
      return line(...points, points.length > 2 ? a : undefined);
    default: {
      const region = regionOf(tool, points, facts);
      if (region === null || region.shape === 'polygon') return [];
      const [cx, cy] = region.centre;
      const [ax] = region.axisA;
      const [, by] = region.axisB;
      const at = (x: number, y: number): PixelPoint => [cx + x * ax, cy + y * by];
      const corners = [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1), at(-1, -1)];
      const around = Array.from({ length: 65 }, (_, step) => {
        const angle = (step / 32) * Math.PI;
        return at(Math.cos(angle), Math.sin(angle));
      });
      return [{ points: region.shape === 'rectangle' ? corners : around, look: 'line' }];
    }
  }
}

/** The heart's width is drawn along the chest's, at the height of its first border; the second is brought onto it. */
function cardiothoracic([a, b, c, d]: readonly PixelPoint[]): Stroke[] {
  if (!a || !b) return [];
  const chest: Stroke[] = c && d ? [{ points: [c, d], look: 'line' }] : [];
  const [ux, uy] = c && d ? [d[0] - c[0], d[1] - c[1]] : [1, 0];
  const size = ux * ux + uy * uy;
  const along = size === 0 ? 0 : ((b[0] - a[0]) * ux + (b[1] - a[1]) * uy) / size;
  const foot: PixelPoint = [a[0] + along * ux, a[1] + along * uy];
  return [{ points: [a, foot], look: 'line' }, { points: [foot, b], look: 'dashed' }, ...chest];
}

function heightStrokes(a: PixelPoint, b: PixelPoint): Stroke[] {
  const corner: PixelPoint = [b[0], a[1]];
  return [
    { points: [a, corner], look: 'dashed' },
    { points: [corner, b], look: 'line' },
  ];
}

function middle(a: PixelPoint, b: PixelPoint): PixelPoint {
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}
