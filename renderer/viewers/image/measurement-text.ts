/** Puts an annotation into words: numbers in the unit our own rule gives, with the method named beside them. */
import { cache } from '@cornerstonejs/core';
import { angleAt } from '#shared/measure/angle.ts';
import { lengthBetween } from '#shared/measure/length.ts';
import { type Region, regionArea, regionStatistics } from '#shared/measure/roi.ts';
import { decideSpacing, drawnSpacing, type PixelPoint, type PixelScale } from '#shared/measure/spacing.ts';
import { headerOf } from './metadata/header-book.ts';
import type { ImageHeader } from './metadata/image-header.ts';
import type { Words } from './words.ts';

/** Cornerstone's names of the tools that measure. */
export const measuringTools = ['Length', 'Angle', 'EllipticalROI', 'RectangleROI', 'Probe'] as const;
export type MeasuringTool = (typeof measuringTools)[number];

type WorldPoint = readonly number[];

/** Lines for the text box of an annotation; empty until it has a size or its image has arrived. */
export function measurementLines(
  tool: MeasuringTool,
  points: readonly WorldPoint[],
  imageId: string,
  words: Words,
): string[] {
  const header = headerOf(imageId);
  if (!header) return [];
  const places = points.map((point) => pixelOf(point, header));
  const scale = decideSpacing(header.spacing, places);
  switch (tool) {
    case 'Length':
      return lengthLines(places, scale, words);
    case 'Angle':
      return angleLines(places, scale);
    case 'Probe':
      return probeLines(places, imageId, header, words);
    default:
      return regionLines(tool, places, scale, imageId, header, words);
  }
}

/** One line for lists and reports: name, numbers, method. */
export function measurementSummary(
  tool: MeasuringTool,
  points: readonly WorldPoint[],
  imageId: string,
  words: Words,
): string {
  const names = {
    Length: words.length,
    Angle: words.angle,
    EllipticalROI: words.ellipse,
    RectangleROI: words.rectangle,
    Probe: words.probe,
  };
  const lines = measurementLines(tool, points, imageId, words);
  return lines.length === 0 ? '' : `${names[tool]} ${lines.join(' · ')}`;
}

/** The place of a world point in pixels: the picture's plane is the header's, so no viewport is asked. */
export function pixelOf(point: WorldPoint, header: ImageHeader): PixelPoint {
  const [rowSpacing, columnSpacing] = drawnSpacing(header.spacing);
  const row = header.rowCosines ?? [1, 0, 0];
  const column = header.columnCosines ?? [0, 1, 0];
  const origin = header.position ?? [0, 0, 0];
  let x = 0;
  let y = 0;
  for (let axis = 0; axis < 3; axis++) {
    const offset = (point[axis] ?? 0) - (origin[axis] ?? 0);
    x += offset * (row[axis] ?? 0);
    y += offset * (column[axis] ?? 0);
  }
  return [x / columnSpacing, y / rowSpacing];
}

function lengthLines([from, to]: readonly PixelPoint[], scale: PixelScale, words: Words): string[] {
  if (!from || !to) return [];
  const length = lengthBetween(from, to, scale);
  if (length === 0) return [];
  return [
    `${length.toFixed(scale.unit === 'px' ? 0 : 1)} ${words.units[scale.unit]}`,
    methodLine(scale, words),
  ];
}

function angleLines([from, corner, to]: readonly PixelPoint[], scale: PixelScale): string[] {
  if (!from || !corner || !to) return [];
  const angle = angleAt(from, corner, to, scale);
  return angle === null ? [] : [`${angle.toFixed(1)}°`];
}

function probeLines(
  [place]: readonly PixelPoint[],
  imageId: string,
  header: ImageHeader,
  words: Words,
): string[] {
  const image = cache.getImage(imageId);
  if (!place || !image) return [];
  const x = Math.round(place[0]);
  const y = Math.round(place[1]);
  if (x < 0 || y < 0 || x >= header.columns || y >= header.rows) return [];
  if (image.color) return [`(${x}, ${y})`, words.colour];
  const value = image.getPixelData()[y * header.columns + x];
  return [`${shown(value ?? 0)} ${greyUnit(header)}`.trim(), `(${x}, ${y})`];
}

function regionLines(
  tool: 'EllipticalROI' | 'RectangleROI',
  places: readonly PixelPoint[],
  scale: PixelScale,
  imageId: string,
  header: ImageHeader,
  words: Words,
): string[] {
  const region = regionOf(tool, places);
  const area = region ? regionArea(region, scale) : 0;
  if (!region || area === 0) return [];
  const unit = words.units[scale.unit].replace(/^(mm|px)/, '$1²');
  const areaLine = `${words.area} ${area.toFixed(scale.unit === 'px' ? 0 : 1)} ${unit}`;
  const lines = [areaLine, methodLine(scale, words)];
  const image = cache.getImage(imageId);
  if (!image) return lines;
  if (image.color) return [...lines, words.colour];
  const statistics = regionStatistics(region, {
    columns: header.columns,
    rows: header.rows,
    values: image.getPixelData(),
  });
  if (!statistics) return lines;
  const grey = greyUnit(header);
  return [
    `${words.mean} ${statistics.mean.toFixed(1)} ${grey}  ${words.deviation} ${statistics.deviation.toFixed(1)}`.trim(),
    `${words.range} ${shown(statistics.min)} – ${shown(statistics.max)} ${grey}`.trim(),
    ...lines,
  ];
}

/** Handles as Cornerstone orders them: ellipse bottom, top, left, right; rectangle corners in two rows. */
function regionOf(tool: 'EllipticalROI' | 'RectangleROI', places: readonly PixelPoint[]): Region | null {
  const [a, b, c, d] = places;
  if (!a || !b || !c || !d) return null;
  if (tool === 'EllipticalROI') {
    return {
      shape: 'ellipse',
      centre: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2],
      axisA: [(d[0] - c[0]) / 2, (d[1] - c[1]) / 2],
      axisB: [(a[0] - b[0]) / 2, (a[1] - b[1]) / 2],
    };
  }
  return {
    shape: 'rectangle',
    centre: [(a[0] + d[0]) / 2, (a[1] + d[1]) / 2],
    axisA: [(b[0] - a[0]) / 2, (b[1] - a[1]) / 2],
    axisB: [(c[0] - a[0]) / 2, (c[1] - a[1]) / 2],
  };
}

function methodLine(scale: PixelScale, words: Words): string {
  const method = words.methods[scale.method];
  return scale.magnification !== null && scale.magnification !== 1
    ? `${method} · ${words.magnification(scale.magnification)}`
    : method;
}

function greyUnit(header: ImageHeader): string {
  const type = header.rescale?.type ?? '';
  if (header.modality === 'CT' && header.rescale) return 'HU';
  return type === 'US' ? '' : type;
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
