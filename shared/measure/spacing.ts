/**
 * Decides what a pixel is worth (journey step 8): millimetres in the patient, on the detector, on a film, inside an
 * ultrasound region, or nothing but pixels. A length in mm that nobody calibrated is worse than a length in px.
 */

/** (row spacing, column spacing): vertical distance between rows first, as PS3.3 10.7.1.1 writes them. */
export type SpacingPair = readonly [row: number, column: number];

/** One item of Sequence of Ultrasound Regions (PS3.3 C.8.5.5), edges inclusive in pixels. */
export interface UltrasoundRegion {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  /** 1 = 2D, 2 = M-mode, 3 = spectral, 4 = wave form, 5 = graphics. */
  readonly spatialFormat: number;
  /** 3 = cm. */
  readonly unitsX: number;
  readonly unitsY: number;
  readonly deltaX: number;
  readonly deltaY: number;
}

/** What the header says about size, before anybody judges it. */
export interface SpacingFacts {
  readonly modality: string;
  readonly pixelSpacing: SpacingPair | null;
  readonly imagerPixelSpacing: SpacingPair | null;
  readonly nominalScannedPixelSpacing: SpacingPair | null;
  /** Estimated Radiographic Magnification Factor (0018,1114). */
  readonly magnification: number | null;
  /** Pixel Aspect Ratio (0028,0034), vertical \ horizontal. */
  readonly pixelAspectRatio: SpacingPair | null;
  readonly regions: readonly UltrasoundRegion[];
  /** Millimetres of a pixel by a known object in the picture, given by the reader and not by the header. */
  readonly calibration?: SpacingPair;
}

export type SpacingMethod =
  | 'manual-calibration'
  | 'pixel-spacing'
  | 'imager-pixel-spacing'
  | 'scanned-film'
  | 'ultrasound-region'
  | 'outside-region'
  | 'uncalibrated-projection'
  | 'no-spacing';

export type LengthUnit = 'mm' | 'mm-manual' | 'mm-detector' | 'mm-film' | 'px';

/** The worth of one pixel, in `unit` per row and per column, with the method to be named beside the number. */
export interface PixelScale {
  readonly unit: LengthUnit;
  readonly row: number;
  readonly column: number;
  readonly method: SpacingMethod;
  /** Given when the header estimates a magnification that was not applied. */
  readonly magnification: number | null;
}

/** A place in the image in pixels: x along a row, y down a column. */
export type PixelPoint = readonly [x: number, y: number];

/** PixelSpacing means millimetres in the patient only where the image is a slice of the patient. */
const sliceModalities: ReadonlySet<string> = new Set(['CT', 'MR', 'PT', 'NM']);
const projectionModalities: ReadonlySet<string> = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX']);

/** Judges the facts for a measurement whose handles lie at `points`; only ultrasound depends on the points. */
export function decideSpacing(facts: SpacingFacts, points: readonly PixelPoint[] = []): PixelScale {
  const { modality } = facts;
  if (facts.calibration !== undefined && mayCalibrate(facts)) {
    return scale('mm-manual', facts.calibration, 'manual-calibration');
  }
  if (sliceModalities.has(modality) && isUsable(facts.pixelSpacing)) {
    return scale('mm', facts.pixelSpacing, 'pixel-spacing');
  }
  if (modality === 'US' || modality === 'IVUS') return ultrasoundScale(facts, points);
  if (projectionModalities.has(modality) && isUsable(facts.imagerPixelSpacing)) {
    return scale('mm-detector', facts.imagerPixelSpacing, 'imager-pixel-spacing', facts.magnification);
  }
  if (isUsable(facts.nominalScannedPixelSpacing)) {
    return scale('mm-film', facts.nominalScannedPixelSpacing, 'scanned-film');
  }
  const method = isUsable(facts.pixelSpacing) ? 'uncalibrated-projection' : 'no-spacing';
  return pixels(facts, method);
}

/**
 * True where a known object may tell the size of a pixel: not on slices, whose scanner knows better than any hand, and not where
 * ultrasound regions each have a calibration of their own.
 */
export function mayCalibrate({ modality, pixelSpacing, regions }: SpacingFacts): boolean {
  return regions.length === 0 && !(sliceModalities.has(modality) && isUsable(pixelSpacing));
}

/** Spacing by which the picture is drawn in proportion; its unit has no meaning, only the ratio has. A calibration moves nothing. */
export function drawnSpacing(given: SpacingFacts): SpacingPair {
  const { calibration, ...header } = given;
  const facts = calibration === undefined ? given : header;
  const { unit, row, column } = decideSpacing(facts);
  if (unit !== 'px') return [row, column];
  if (isUsable(facts.pixelSpacing)) return facts.pixelSpacing;
  if (isUsable(facts.imagerPixelSpacing)) return facts.imagerPixelSpacing;
  return [row, column];
}

/** The 2D region in cm with the largest area: what a scale bar may be drawn from. */
export function largestRegion(regions: readonly UltrasoundRegion[]): UltrasoundRegion | null {
  const usable = regions.filter(isTissueRegion);
  const area = (r: UltrasoundRegion) => (r.maxX - r.minX) * (r.maxY - r.minY);
  return usable.reduce<UltrasoundRegion | null>(
    (best, region) => (best === null || area(region) > area(best) ? region : best),
    null,
  );
}

function ultrasoundScale(facts: SpacingFacts, points: readonly PixelPoint[]): PixelScale {
  const around = facts.regions.filter(
    (r) =>
      points.length > 0 && points.every(([x, y]) => x >= r.minX && x <= r.maxX && y >= r.minY && y <= r.maxY),
  );
  const region = around.find(isTissueRegion);
  // A Doppler or M-mode region drawn over the picture makes the place ambiguous: then only pixels are honest.
  if (region && around.every(isTissueRegion)) {
    const millimetres: SpacingPair = [Math.abs(region.deltaY) * 10, Math.abs(region.deltaX) * 10];
    return scale('mm', millimetres, 'ultrasound-region');
  }
  return pixels(facts, facts.regions.length > 0 ? 'outside-region' : 'no-spacing');
}

function isTissueRegion(region: UltrasoundRegion): boolean {
  return (
    region.spatialFormat === 1 &&
    region.unitsX === 3 &&
    region.unitsY === 3 &&
    Math.abs(region.deltaX) > 0 &&
    Math.abs(region.deltaY) > 0
  );
}

function pixels(facts: SpacingFacts, method: SpacingMethod): PixelScale {
  const ratio = isUsable(facts.pixelAspectRatio) ? facts.pixelAspectRatio : ([1, 1] as const);
  return scale('px', [ratio[0] / ratio[1], 1], method);
}

function scale(
  unit: LengthUnit,
  [row, column]: SpacingPair,
  method: SpacingMethod,
  magnification: number | null = null,
): PixelScale {
  return { unit, row, column, method, magnification };
}

function isUsable(pair: SpacingPair | null): pair is SpacingPair {
  return pair?.every((value) => Number.isFinite(value) && value > 0) === true;
}
