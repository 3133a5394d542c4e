/**
 * How a series was looked at, with the measurements drawn on it, as a Grayscale Softcopy Presentation State (PS3.3 A.33.1),
 * and the look back. Graphics go into one layer; their words as they stood on the screen.
 */
import { type ImageRef, type Measurement, sameImage, type ViewState } from '../../../measure/marking.ts';
import type { DicomDataSet } from '../data-set.ts';
import { asciiValue, decimalValues, itemsOf, uint16Value, valueBytes } from '../element-values.ts';
import { decimalText, element, floats, numbers, sequence } from '../elements-to-write.ts';
import type { ElementToWrite } from '../write-elements.ts';
import { writePart10 } from '../write-part10.ts';
import { type IsMultiFrame, imagesOfReference, referenceOf } from './image-reference.ts';
import { type Graphic, graphicsOf, toGraphicData } from './mark-graphics.ts';
import { commonModules, type ObjectIdentity, type StudyContext } from './study-context.ts';

export const grayscalePresentationClass = '1.2.840.10008.5.1.4.1.1.11.1';

/** What has to be known of the images a state is for. */
export interface PresentedImages {
  readonly rows: number;
  readonly columns: number;
  /** MONOCHROME1: white is low, unless the reader turned it. */
  readonly isInverse: boolean;
  readonly rescale: { readonly slope: string; readonly intercept: string; readonly type: string } | null;
}

export interface Presented {
  readonly images: readonly ImageRef[];
  /** Null: only the drawing is kept. */
  readonly view: ViewState | null;
  /** With the lines of writing beside each. */
  readonly measurements: ReadonlyArray<{
    readonly measurement: Measurement;
    readonly lines: readonly string[];
  }>;
}

export function writePresentationState(
  given: Presented,
  parts: {
    readonly context: StudyContext;
    readonly identity: ObjectIdentity;
    readonly reader: string;
    readonly isMultiFrame: IsMultiFrame;
    readonly presented: PresentedImages;
  },
): Uint8Array {
  const { context, identity, reader, isMultiFrame, presented } = parts;
  const { images, view, measurements } = given;
  const objects = grouped(images).map((frames) => referenceOf(frames, isMultiFrame));
  const annotated = images.filter((image) =>
    measurements.some(({ measurement }) => sameImage(measurement.image, image)),
  );
  const annotations = annotated.map((image) => annotationOf(image, measurements, isMultiFrame));
  const isInverse = view === null ? presented.isInverse : view.invert;
  return writePart10(identity, [
    ...commonModules(context, identity),
    sequence(0x00081115, [
      [sequence(0x00081140, objects), element(0x0020000e, 'UI', images[0]?.seriesInstanceUid ?? '')],
    ]),
    ...rescaleOf(presented),
    ...(annotations.length === 0 ? [] : [sequence(0x00700001, annotations)]),
    element(0x00700041, 'CS', (view?.flipHorizontal === true) !== (view?.flipVertical === true) ? 'Y' : 'N'),
    element(0x00700042, 'US', numbers(2, rotationOf(view))),
    sequence(0x0070005a, [displayedArea(view, presented)]),
    ...(annotations.length === 0
      ? []
      : [sequence(0x00700060, [[element(0x00700002, 'CS', layer), element(0x00700062, 'IS', '1')]])]),
    element(0x00700080, 'CS', 'YUANZHEN'),
    element(0x00700081, 'LO', identity.seriesDescription),
    element(0x00700082, 'DA', identity.date),
    element(0x00700083, 'TM', identity.time),
    element(0x00700084, 'PN', reader),
    ...(view?.window ? [sequence(0x00283110, [windowOf(view.window)])] : []),
    element(0x20500020, 'CS', isInverse ? 'INVERSE' : 'IDENTITY'),
  ]);
}

const layer = 'MEASUREMENTS';

function grouped(images: readonly ImageRef[]): readonly (readonly ImageRef[])[] {
  const found = new Map<string, ImageRef[]>();
  for (const image of images)
    found.set(image.sopInstanceUid, [...(found.get(image.sopInstanceUid) ?? []), image]);
  return [...found.values()];
}

/** A vertical flip is a horizontal one turned by 180°: the standard knows only the latter, applied after the rotation. */
function rotationOf(view: ViewState | null): number {
  if (view === null) return 0;
  const turned = view.flipVertical ? view.rotation + 180 : view.rotation;
  return (((Math.round(turned / 90) * 90) % 360) + 360) % 360;
}

/** LINEAR of PS3.3 C.11.2.1.2: a window from lower to upper has that centre and width. */
function windowOf({ lower, upper }: { readonly lower: number; readonly upper: number }): ElementToWrite[] {
  return [
    element(0x00281050, 'DS', decimalText((lower + upper) / 2 + 0.5)),
    element(0x00281051, 'DS', decimalText(upper - lower + 1)),
  ];
}

function rescaleOf({ rescale }: PresentedImages): ElementToWrite[] {
  if (rescale === null) return [];
  return [
    element(0x00281052, 'DS', rescale.intercept),
    element(0x00281053, 'DS', rescale.slope),
    element(0x00281054, 'LO', rescale.type === '' ? 'US' : rescale.type),
  ];
}

/** The part that was on the screen, as of a square one: the standard keeps no zoom, but corners in pixels counted from 1. */
function displayedArea(view: ViewState | null, { rows, columns }: PresentedImages): ElementToWrite[] {
  const whole = [1, 1, columns, rows] as const;
  const isMoved = view !== null && (view.zoom !== 1 || view.pan[0] !== 0 || view.pan[1] !== 0);
  const [left, top, right, bottom] = isMoved ? cornersOf(view, rows, columns) : whole;
  return [
    element(0x00700052, 'SL', numbers(4, left, top)),
    element(0x00700053, 'SL', numbers(4, right, bottom)),
    element(0x00700100, 'CS', 'SCALE TO FIT'),
    element(0x00700102, 'IS', '1\\1'),
  ];
}

function cornersOf(
  view: ViewState,
  rows: number,
  columns: number,
): readonly [number, number, number, number] {
  const fit = Math.max(rows, columns);
  const side = fit / view.zoom;
  const x = columns / 2 - view.pan[0] * fit;
  const y = rows / 2 - view.pan[1] * fit;
  return [
    Math.round(x - side / 2) + 1,
    Math.round(y - side / 2) + 1,
    Math.round(x + side / 2),
    Math.round(y + side / 2),
  ];
}

function annotationOf(
  image: ImageRef,
  measurements: Presented['measurements'],
  isMultiFrame: IsMultiFrame,
): ElementToWrite[] {
  const here = measurements.filter(({ measurement }) => sameImage(measurement.image, image));
  const texts = here
    .filter(({ lines }) => lines.length > 0)
    .map(({ measurement, lines }) => textOf(measurement, lines));
  return [
    sequence(0x00081140, [referenceOf([image], isMultiFrame)]),
    element(0x00700002, 'CS', layer),
    ...(texts.length === 0 ? [] : [sequence(0x00700008, texts)]),
    sequence(
      0x00700009,
      here.flatMap(({ measurement }) => graphicsOf(measurement).map(graphicOf)),
    ),
  ];
}

function textOf({ points, textAt }: Measurement, lines: readonly string[]): ElementToWrite[] {
  const [place = [0, 0]] = toPairs(textAt === null ? points.slice(-1) : [textAt]);
  return [
    element(0x00700004, 'CS', 'PIXEL'),
    element(0x00700006, 'ST', lines.join('\r\n')),
    element(0x00700014, 'FL', floats(place[0] ?? 0, place[1] ?? 0)),
    element(0x00700015, 'CS', 'N'),
  ];
}

function toPairs(points: Measurement['points']): readonly (readonly number[])[] {
  return points.map((point) => toGraphicData([point]));
}

function graphicOf({ type, points }: Graphic): ElementToWrite[] {
  return [
    element(0x00700005, 'CS', 'PIXEL'),
    element(0x00700020, 'US', numbers(2, 2)),
    element(0x00700021, 'US', numbers(2, points.length)),
    element(0x00700022, 'FL', floats(...toGraphicData(points))),
    element(0x00700023, 'CS', type),
    ...(type === 'POLYLINE' || type === 'POINT' ? [] : [element(0x00700024, 'CS', 'N')]),
  ];
}

/** The look of a state, also of another program's, for the first image it names; null when it names none. */
export function readPresentationState(
  dataSet: DicomDataSet,
  size: { readonly rows: number; readonly columns: number },
): ViewState | null {
  const [series] = itemsOf(dataSet, 0x00081115);
  const [reference] = series === undefined ? [] : itemsOf(series, 0x00081140);
  if (series === undefined || reference === undefined) return null;
  const seriesOf = new Map([[asciiValue(reference, 0x00081155), asciiValue(series, 0x0020000e)]]);
  const [image] = imagesOfReference(reference, seriesOf);
  if (image === undefined) return null;
  const [voi] = itemsOf(dataSet, 0x00283110);
  const center = voi === undefined ? null : (decimalValues(voi, 0x00281050)?.[0] ?? null);
  const width = voi === undefined ? null : (decimalValues(voi, 0x00281051)?.[0] ?? null);
  return {
    image,
    window:
      center === null || width === null
        ? null
        : { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 },
    invert: asciiValue(dataSet, 0x20500020) === 'INVERSE',
    rotation: uint16Value(dataSet, 0x00700042) ?? 0,
    flipHorizontal: asciiValue(dataSet, 0x00700041) === 'Y',
    flipVertical: false,
    ...zoomOf(dataSet, size),
  };
}

function zoomOf(
  dataSet: DicomDataSet,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Pick<ViewState, 'zoom' | 'pan'> {
  const [area] = itemsOf(dataSet, 0x0070005a);
  const pair = (tag: number): readonly [number, number] | null => {
    const bytes = area === undefined ? null : valueBytes(area, tag);
    if (bytes === null || bytes.length < 8) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return [view.getInt32(0, dataSet.littleEndian), view.getInt32(4, dataSet.littleEndian)];
  };
  const from = pair(0x00700052);
  const to = pair(0x00700053);
  if (from === null || to === null) return { zoom: 1, pan: [0, 0] };
  const fit = Math.max(rows, columns);
  const side = Math.max(1, to[0] - from[0] + 1, to[1] - from[1] + 1);
  const x = (from[0] - 1 + to[0]) / 2;
  const y = (from[1] - 1 + to[1]) / 2;
  return { zoom: fit / side, pan: [(columns / 2 - x) / fit || 0, (rows / 2 - y) / fit || 0] };
}
