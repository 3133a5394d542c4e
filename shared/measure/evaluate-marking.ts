/** Journey step 8: the numbers of a measurement from its points, in the unit that the rule of spacing allows, with its method. */
import { angleAt } from './angle.ts';
import { lengthBetween } from './length.ts';
import type { MarkingTool, Measurement, Quantity } from './marking.ts';
import { type AxisRegion, type GreyPlane, type Region, regionArea, regionStatistics } from './roi.ts';
import {
  decideSpacing,
  drawnSpacing,
  type PixelPoint,
  type PixelScale,
  type SpacingFacts,
} from './spacing.ts';
import { regionDifferences } from './ultrasound-units.ts';

/** The frame's grey values and their unit; `factor` makes the unit of the stored values (SUV), 1 else. */
export interface Grey {
  readonly plane: GreyPlane;
  readonly unit: string;
  readonly factor: number;
}

export type Evaluated = Pick<Measurement, 'quantities' | 'method' | 'magnification'>;

/** Points that finish a measurement; null for a line drawn by hand. */
export function pointsNeeded(tool: MarkingTool): number | null {
  switch (tool) {
    case 'probe':
      return 1;
    case 'angle':
      return 3;
    case 'bidirectional':
    case 'cobb':
    case 'cardiothoracic':
      return 4;
    case 'freehand':
      return null;
    default:
      return 2;
  }
}

/** `grey` is null for colour and for pixels that are not here; then only sizes are told. */
export function evaluateMarking(
  tool: MarkingTool,
  points: readonly PixelPoint[],
  facts: SpacingFacts,
  grey: Grey | null,
): Evaluated {
  if (tool === 'arrow') return { quantities: [], method: null, magnification: null };
  if (tool === 'probe') return { quantities: valueAt(points[0], grey), method: null, magnification: null };
  const scale = decideSpacing(facts, points);
  const inRegion =
    tool === 'length' || tool === 'height' ? regionDifferences(facts.regions, points.slice(0, 2)) : null;
  if (inRegion !== null) {
    const quantities = tool === 'height' ? inRegion.slice(-1) : inRegion;
    return { quantities, method: 'ultrasound-region', magnification: null };
  }
  const quantities = sizesOf(tool, points, facts, scale, grey);
  // An angle is right in any unit; what matters is that both directions are worth the same, which the scale sees to.
  const isAngle = tool === 'angle' || tool === 'cobb';
  return {
    quantities,
    method: isAngle || quantities.length === 0 ? null : scale.method,
    magnification: isAngle || scale.magnification === 1 ? null : scale.magnification,
  };
}

function sizesOf(
  tool: MarkingTool,
  points: readonly PixelPoint[],
  facts: SpacingFacts,
  scale: PixelScale,
  grey: Grey | null,
): Quantity[] {
  const [a, b, c, d] = points;
  const length = (name: Quantity['name'], from?: PixelPoint, to?: PixelPoint): Quantity[] => {
    const value = from && to ? lengthBetween(from, to, scale) : 0;
    return value > 0 ? [{ name, value, unit: scale.unit }] : [];
  };
  const angle = (value: number | null): Quantity[] =>
    value === null ? [] : [{ name: 'angle', value, unit: '°' }];
  switch (tool) {
    case 'length':
      return length('length', a, b);
    case 'height': {
      const value = a && b ? Math.abs(b[1] - a[1]) * scale.row : 0;
      return value > 0 ? [{ name: 'height', value, unit: scale.unit }] : [];
    }
    case 'bidirectional': {
      const axes = [...length('longAxis', a, b), ...length('shortAxis', c, d)];
      const [one, other] = axes;
      if (one === undefined || other === undefined || one.value >= other.value) return axes;
      return [
        { ...other, name: 'longAxis' },
        { ...one, name: 'shortAxis' },
      ];
    }
    case 'angle':
      return a && b && c ? angle(angleAt(a, b, c, scale)) : [];
    case 'cobb':
      return a && b && c && d ? angle(betweenLines(a, b, c, d, scale)) : [];
    case 'cardiothoracic':
      return a && b && c && d ? cardiothoracic([a, b], [c, d], scale) : [];
    default: {
      const region = regionOf(tool, points, facts);
      return region === null ? [] : regionQuantities(region, scale, grey);
    }
  }
}

/** Angle between two end plates as Cobb means it: 0 to 90 degrees, whichever way the lines were drawn. */
function betweenLines(
  a: PixelPoint,
  b: PixelPoint,
  c: PixelPoint,
  d: PixelPoint,
  scale: PixelScale,
): number | null {
  const shifted: PixelPoint = [a[0] + d[0] - c[0], a[1] + d[1] - c[1]];
  const found = angleAt(b, a, shifted, scale);
  return found === null ? null : Math.min(found, 180 - found);
}

/** Widest heart over widest chest, both along the line across the chest: no midline is asked for. */
function cardiothoracic(
  heart: readonly [PixelPoint, PixelPoint],
  chest: readonly [PixelPoint, PixelPoint],
  scale: PixelScale,
): Quantity[] {
  const thorax = lengthBetween(chest[0], chest[1], scale);
  if (thorax === 0) return [];
  const along = ([from, to]: readonly [PixelPoint, PixelPoint]): readonly [number, number] => [
    (to[0] - from[0]) * scale.column,
    (to[1] - from[1]) * scale.row,
  ];
  const [ux, uy] = along(chest);
  const [hx, hy] = along(heart);
  const width = Math.abs(hx * ux + hy * uy) / thorax;
  return [
    { name: 'ratio', value: width / thorax, unit: '' },
    { name: 'heart', value: width, unit: scale.unit },
    { name: 'thorax', value: thorax, unit: scale.unit },
  ];
}

/** The region that a tool's points mean; null until it has an extent. */
export function regionOf(
  tool: MarkingTool,
  points: readonly PixelPoint[],
  facts: SpacingFacts,
): Region | null {
  if (tool === 'freehand') return points.length < 3 ? null : { shape: 'polygon', points };
  const [a, b] = points;
  if (!a || !b) return null;
  if (tool === 'circle') {
    const [row, column] = drawnSpacing(facts);
    const radius = Math.hypot((b[0] - a[0]) * column, (b[1] - a[1]) * row);
    const region: AxisRegion = {
      shape: 'ellipse',
      centre: a,
      axisA: [radius / column, 0],
      axisB: [0, radius / row],
    };
    return radius === 0 ? null : region;
  }
  if (tool !== 'ellipse' && tool !== 'rectangle') return null;
  if (a[0] === b[0] || a[1] === b[1]) return null;
  return {
    shape: tool,
    centre: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2],
    axisA: [Math.abs(b[0] - a[0]) / 2, 0],
    axisB: [0, Math.abs(b[1] - a[1]) / 2],
  };
}

function regionQuantities(region: Region, scale: PixelScale, grey: Grey | null): Quantity[] {
  const area: Quantity = { name: 'area', value: regionArea(region, scale), unit: scale.unit };
  const found = grey === null ? null : regionStatistics(region, grey.plane);
  if (grey === null || found === null) return area.value === 0 ? [] : [area];
  const { factor, unit } = grey;
  return [
    { name: 'mean', value: found.mean * factor, unit },
    { name: 'deviation', value: found.deviation * factor, unit },
    { name: 'min', value: found.min * factor, unit },
    { name: 'max', value: found.max * factor, unit },
    area,
  ];
}

function valueAt(place: PixelPoint | undefined, grey: Grey | null): Quantity[] {
  if (place === undefined || grey === null) return [];
  const x = Math.round(place[0]);
  const y = Math.round(place[1]);
  const { columns, rows, values } = grey.plane;
  if (x < 0 || y < 0 || x >= columns || y >= rows) return [];
  return [{ name: 'value', value: (values[y * columns + x] ?? 0) * grey.factor, unit: grey.unit }];
}
