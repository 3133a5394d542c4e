/** Reads an ImageHeader from a parsed data set (for a frame: the data set combined with its functional groups). */
import type { DataSet } from 'dicom-parser';
import type { Vector3 } from '#shared/measure/slice-plane.ts';
import type { SpacingFacts, UltrasoundRegion } from '#shared/measure/spacing.ts';
import type { ImageHeader, WindowSetting } from './image-header.ts';
import { holderOf, numberAt, numbersAt, pairAt, textAt } from './read-values.ts';

/** Functional groups of enhanced objects (PS3.3 C.7.6.16). */
const groups = {
  pixelMeasures: 'x00289110',
  planePosition: 'x00209113',
  planeOrientation: 'x00209116',
  frameVoi: 'x00289132',
  pixelValueTransformation: 'x00289145',
} as const;

const lossySyntaxes: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2.4.50',
  '1.2.840.10008.1.2.4.51',
  '1.2.840.10008.1.2.4.53',
  '1.2.840.10008.1.2.4.55',
  '1.2.840.10008.1.2.4.81',
  '1.2.840.10008.1.2.4.112',
  '1.2.840.10008.1.2.4.203',
]);

/** Reads the header of one frame; absent values are null, nothing is guessed. */
export function readHeader(dataSet: DataSet): ImageHeader {
  const modality = textAt(dataSet, 'x00080060');
  const orientation = orientationOf(dataSet);
  const rescaleHolder = holderOf(dataSet, 'x00281053', groups.pixelValueTransformation);
  const slope = numberAt(rescaleHolder, 'x00281053');
  const intercept = numberAt(rescaleHolder, 'x00281052');
  const transferSyntaxUid = textAt(dataSet, 'x00020010');
  const windows = windowsOf(holderOf(dataSet, 'x00281050', groups.frameVoi));
  return {
    sopInstanceUid: textAt(dataSet, 'x00080018'),
    sopClassUid: textAt(dataSet, 'x00080016'),
    transferSyntaxUid,
    seriesInstanceUid: textAt(dataSet, 'x0020000e'),
    frameOfReferenceUid: textAt(dataSet, 'x00200052'),
    modality,
    imageType: textAt(dataSet, 'x00080008').split('\\'),
    rows: dataSet.uint16('x00280010') ?? 0,
    columns: dataSet.uint16('x00280011') ?? 0,
    frames: numberAt(dataSet, 'x00280008') ?? 1,
    samplesPerPixel: dataSet.uint16('x00280002') ?? 1,
    photometric: textAt(dataSet, 'x00280004'),
    spacing: spacingOf(dataSet, modality),
    rowCosines: orientation?.[0] ?? null,
    columnCosines: orientation?.[1] ?? null,
    position: vectorOf(
      numbersAt(holderOf(dataSet, 'x00200032', groups.planePosition), 'x00200032', 3) ??
        numbersAt(holderOf(dataSet, 'x00200032', 'x00540022'), 'x00200032', 3),
      0,
    ),
    patientOrientation: textAt(dataSet, 'x00200020').split('\\').filter(Boolean),
    sliceThickness: numberAt(holderOf(dataSet, 'x00180050', groups.pixelMeasures), 'x00180050'),
    sliceLocation: numberAt(dataSet, 'x00201041'),
    rescale:
      slope !== null && slope !== 0
        ? { slope, intercept: intercept ?? 0, type: textAt(rescaleHolder, 'x00281054') }
        : null,
    windows,
    voiFunction: voiFunctionOf(
      textAt(holderOf(dataSet, 'x00281056', groups.frameVoi), 'x00281056'),
      windows[0]?.width ?? 2,
    ),
    lossy: textAt(dataSet, 'x00282110') === '01' || lossySyntaxes.has(transferSyntaxUid),
    lossyRatio: numberAt(dataSet, 'x00282112'),
    frameTimeMs: frameTimeOf(dataSet),
  };
}

/**
 * Cornerstone throws on a function it does not know. LINEAR takes 1 off the width (PS3.3 C.11.2.1.2): on floats windowed
 * from 0 to 1 nothing is left, and the maker meant the exact form.
 */
function voiFunctionOf(text: string, width: number): string {
  if (text === 'SIGMOID' || text === 'LINEAR_EXACT') return text;
  return width < 2 ? 'LINEAR_EXACT' : 'LINEAR';
}

function spacingOf(dataSet: DataSet, modality: string): SpacingFacts {
  const ratio = textAt(dataSet, 'x00280034').split('\\').map(Number);
  return {
    modality,
    pixelSpacing: pairAt(holderOf(dataSet, 'x00280030', groups.pixelMeasures), 'x00280030'),
    imagerPixelSpacing: pairAt(dataSet, 'x00181164'),
    nominalScannedPixelSpacing: pairAt(dataSet, 'x00182010'),
    magnification: numberAt(dataSet, 'x00181114'),
    pixelAspectRatio: ratio.length === 2 ? [ratio[0] ?? 1, ratio[1] ?? 1] : null,
    regions: (dataSet.elements.x00186011?.items ?? []).flatMap((item) =>
      item.dataSet ? [regionOf(item.dataSet)] : [],
    ),
  };
}

function regionOf(item: DataSet): UltrasoundRegion {
  return {
    minX: item.uint32('x00186018') ?? 0,
    minY: item.uint32('x0018601a') ?? 0,
    maxX: item.uint32('x0018601c') ?? 0,
    maxY: item.uint32('x0018601e') ?? 0,
    spatialFormat: item.uint16('x00186012') ?? 0,
    unitsX: item.uint16('x00186024') ?? 0,
    unitsY: item.uint16('x00186026') ?? 0,
    deltaX: item.double('x0018602c') ?? 0,
    deltaY: item.double('x0018602e') ?? 0,
  };
}

function orientationOf(dataSet: DataSet): readonly [Vector3, Vector3] | null {
  const values =
    numbersAt(holderOf(dataSet, 'x00200037', groups.planeOrientation), 'x00200037', 6) ??
    numbersAt(holderOf(dataSet, 'x00200037', 'x00540022'), 'x00200037', 6);
  const row = vectorOf(values, 0);
  const column = vectorOf(values, 3);
  return row && column && Math.hypot(...row) > 0.5 && Math.hypot(...column) > 0.5 ? [row, column] : null;
}

function vectorOf(values: readonly number[] | null, from: number): Vector3 | null {
  if (!values) return null;
  return [values[from] ?? 0, values[from + 1] ?? 0, values[from + 2] ?? 0];
}

/** A window of width 0 (seen on real MR) would show a black image: it is left out. */
function windowsOf(holder: DataSet): WindowSetting[] {
  const centers = numbersAt(holder, 'x00281050', 1) ?? [];
  const widths = numbersAt(holder, 'x00281051', 1) ?? [];
  return centers
    .map((center, index) => ({ center, width: widths[index] ?? 0 }))
    .filter(({ width }) => width > 0);
}

/** Frame Time, first step of the Frame Time Vector, or a display rate, in that order (PS3.3 C.7.6.5). */
function frameTimeOf(dataSet: DataSet): number | null {
  if ((numberAt(dataSet, 'x00280008') ?? 1) <= 1) return null;
  const time = numberAt(dataSet, 'x00181063') ?? numbersAt(dataSet, 'x00181065', 2)?.[1] ?? null;
  if (time !== null && time > 0) return time;
  const rate = numberAt(dataSet, 'x00082144') ?? numberAt(dataSet, 'x00180040');
  return rate !== null && rate > 0 ? 1000 / rate : null;
}
