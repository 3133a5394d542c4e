/** What the overlay says of the picture on screen: worked out from the viewport and the header at every rendering. */
import type { Types } from '@cornerstonejs/core';
import type { Language } from '#shared/failure.ts';
import { dot, normalOf, type Vector3 } from '#shared/measure/slice-plane.ts';
import {
  decideSpacing,
  drawnSpacing,
  largestRegion,
  type PixelPoint,
  type SpacingFacts,
} from '#shared/measure/spacing.ts';
import { trueSizeOf } from '#shared/measure/true-size.ts';
import type { ImageHeader } from './metadata/image-header.ts';
import { directionOf, type EdgeLetters, edgeLetters } from './orientation-letters.ts';
import type { OverlayText } from './overlay.ts';
import { scaleBarFor } from './scale-bar.ts';
import { planeOf } from './slice-places.ts';
import type { Slice, Stack } from './stack.ts';
import { wordsIn } from './words.ts';

export interface View {
  readonly viewport: Types.IStackViewport;
  readonly stack: Stack;
  readonly slice: Slice;
  readonly index: number;
  readonly header: ImageHeader;
  /** What is known of its pixels' size: the header's, or the reader's calibration. */
  readonly facts: SpacingFacts;
  /** CSS pixels a millimetre on this monitor; null where it was not measured. */
  readonly pixelsPerMm: number | null;
  readonly language: Language;
}

/** What depends only on how the picture lies on the screen; kept while scrolling, when it does not change. */
interface Lie {
  readonly of: Standpoint;
  readonly zoom: number;
  readonly letters: EdgeLetters | null;
  readonly scaleBar: OverlayText['scaleBar'];
  /** A millimetre of it is one on the monitor. */
  readonly isTrueSize: boolean;
}

/** All that a lie is worked out of: equal standpoints give equal lies. */
interface Standpoint {
  readonly language: Language;
  readonly seriesInstanceUid: string;
  readonly numbers: readonly number[];
}

/** Makes a describer for one pane: texts, letters and scale bar of a view. */
export function createDescriber(): (view: View) => OverlayText {
  let lie: Lie | null = null;
  let last: Slice | null = null;
  return (view) => {
    const standpoint = standpointOf(view);
    // The same slice drawn again was zoomed, turned or resized: only from slice to slice may the lie be believed.
    if (lie === null || last === view.slice || !isSame(lie.of, standpoint)) lie = lieOf(view, standpoint);
    last = view.slice;
    return textsOf(view, lie);
  };
}

function standpointOf({ viewport, header, facts, pixelsPerMm, language }: View): Standpoint {
  const { viewUp, viewPlaneNormal, parallelScale, flipHorizontal, flipVertical } = viewport.getCamera();
  const { clientWidth, clientHeight } = viewport.element;
  // The canvas follows its element a moment later: until then a scale would be worked out of two sizes.
  const { width, height } = viewport.canvas;
  const numbers = [
    ...(viewUp ?? []),
    ...(viewPlaneNormal ?? []),
    parallelScale ?? 0,
    flipHorizontal ? 1 : 0,
    flipVertical ? 1 : 0,
    clientWidth,
    clientHeight,
    width,
    height,
    ...drawnSpacing(header.spacing),
    ...(facts.calibration ?? []),
    pixelsPerMm ?? 0,
    ...(header.rowCosines ?? []),
    ...(header.columnCosines ?? []),
  ];
  return { language, seriesInstanceUid: header.seriesInstanceUid, numbers };
}

function isSame(a: Standpoint, b: Standpoint): boolean {
  return (
    a.language === b.language &&
    a.seriesInstanceUid === b.seriesInstanceUid &&
    a.numbers.length === b.numbers.length &&
    a.numbers.every((value, at) => value === b.numbers[at])
  );
}

function lieOf({ viewport, header, facts, pixelsPerMm, language }: View, of: Standpoint): Lie {
  const axes = screenAxes(viewport);
  return {
    of,
    zoom: zoomOf(axes, header),
    letters: lettersOf(axes, header),
    scaleBar: scaleBarOf(axes, facts, viewport.element.clientHeight, wordsIn(language).units),
    isTrueSize: pixelsPerMm !== null && isTrue(axes, facts, pixelsPerMm),
  };
}

function textsOf(view: View, lie: Lie): OverlayText {
  const { viewport, stack, slice, index, header, language } = view;
  const words = wordsIn(language);
  const series = stack.seriesNumber === null ? '' : `${stack.seriesNumber} `;
  const plane = planeOf(slice);
  const place = plane === null ? header.sliceLocation : dot(plane.position, normalOf(plane));
  const frames = slice.instance.frames ?? 1;
  return {
    topLeft: [`${series}${stack.description || words.noDescription}`, stack.modality],
    bottomLeft: [
      `${words.image} ${index + 1} / ${stack.slices.length}${frames > 1 ? ` · F ${slice.frame + 1}` : ''}`,
      ...(place === null ? [] : [`${words.position} ${place.toFixed(1)} mm`]),
      ...(header.sliceThickness === null
        ? []
        : [`${words.thickness} ${header.sliceThickness.toFixed(1)} mm`]),
    ],
    bottomRight: [
      ...windowText(viewport, header),
      `${words.zoom} ${Math.round(lie.zoom * 100)}%${lie.isTrueSize ? ` · ${words.trueSize.mark}` : ''}`,
    ],
    lossy: header.lossy
      ? `${words.lossy}${header.lossyRatio === null ? '' : ` ${header.lossyRatio.toFixed(0)}:1`}`
      : '',
    letters: lie.letters,
    scaleBar: lie.scaleBar,
  };
}

interface ScreenAxes {
  /** World vectors of one CSS pixel to the right and down. */
  readonly right: Vector3;
  readonly down: Vector3;
}

function screenAxes(viewport: Types.IStackViewport): ScreenAxes {
  const { clientWidth, clientHeight } = viewport.element;
  const at = (x: number, y: number) => viewport.canvasToWorld([x, y]);
  const centre = at(clientWidth / 2, clientHeight / 2);
  return {
    right: step(centre, at(clientWidth / 2 + 100, clientHeight / 2)),
    down: step(centre, at(clientWidth / 2, clientHeight / 2 + 100)),
  };
}

function step(from: Types.Point3, to: Types.Point3): Vector3 {
  return [(to[0] - from[0]) / 100, (to[1] - from[1]) / 100, (to[2] - from[2]) / 100];
}

function lettersOf(axes: ScreenAxes, header: ImageHeader): EdgeLetters | null {
  if (header.rowCosines && header.columnCosines) return edgeLetters(axes.right, axes.down);
  // Without geometry the world is the picture itself; Patient Orientation says what its rows and columns point to.
  const row = directionOf(header.patientOrientation[0] ?? '');
  const column = directionOf(header.patientOrientation[1] ?? '');
  if (!row || !column) return null;
  const inPatient = ([x, y]: Vector3): Vector3 => [
    x * row[0] + y * column[0],
    x * row[1] + y * column[1],
    x * row[2] + y * column[2],
  ];
  return edgeLetters(inPatient(axes.right), inPatient(axes.down));
}

function windowText(viewport: Types.IStackViewport, header: ImageHeader): string[] {
  const range = viewport.getProperties().voiRange;
  if (!range || header.samplesPerPixel > 1 || header.photometric === 'PALETTE COLOR') return [];
  const width = range.upper - range.lower;
  const digits = width < 10 ? 2 : 0;
  // LINEAR windows cover [c - 0.5 - (w-1)/2, c - 0.5 + (w-1)/2] (PS3.3 C.11.2.1.2): shown as the header would write them.
  const isLinear = (viewport.getProperties().VOILUTFunction ?? 'LINEAR') === 'LINEAR' && width >= 1;
  const center = (range.upper + range.lower) / 2 + (isLinear ? 0.5 : 0);
  return [`WW ${(width + (isLinear ? 1 : 0)).toFixed(digits)}  WL ${center.toFixed(digits)}`];
}

/** Screen pixels per image pixel. */
function zoomOf(axes: ScreenAxes, header: ImageHeader): number {
  const [, columnSpacing] = drawnSpacing(header.spacing);
  const perCssPixel = Math.hypot(...axes.right);
  return perCssPixel > 0 ? (columnSpacing / perCssPixel) * window.devicePixelRatio : 1;
}

/** To a quarter of a percent: half a pixel on the height of a chest. */
function isTrue(axes: ScreenAxes, facts: SpacingFacts, pixelsPerMm: number): boolean {
  const size = trueSizeOf(facts);
  if (size === null) return false;
  const pixelsPerCss = Math.hypot(...axes.down) / drawnSpacing(facts)[0];
  return Math.abs(pixelsPerCss * size.spacing[0] * pixelsPerMm - 1) < 0.0025;
}

function scaleBarOf(
  axes: ScreenAxes,
  facts: SpacingFacts,
  height: number,
  units: Readonly<Record<string, string>>,
): OverlayText['scaleBar'] {
  const region = largestRegion(facts.regions);
  const inside: PixelPoint[] = region
    ? [[(region.minX + region.maxX) / 2, (region.minY + region.maxY) / 2]]
    : [];
  const scale = decideSpacing(facts, inside);
  if (scale.unit === 'px') return null;
  const [rowSpacing] = drawnSpacing(facts);
  const pixelsPerCss = Math.hypot(...axes.down) / rowSpacing;
  const mmPerCss = pixelsPerCss * scale.row;
  return scaleBarFor(mmPerCss, height, units[scale.unit] ?? 'mm');
}
