/** Journey step 7: what an image has to be known of to be shown in the size it has in truth, and whose size that is. */
import {
  decideSpacing,
  largestRegion,
  type PixelPoint,
  type SpacingFacts,
  type SpacingPair,
} from './spacing.ts';

/** Millimetres of a pixel, and the plane in which they are true. */
export interface TrueSize {
  readonly spacing: SpacingPair;
  readonly plane: 'patient' | 'calibrated' | 'detector' | 'film';
  /** The estimated magnification that was taken out; null for none. */
  readonly magnification: number | null;
}

/** Estimated Radiographic Magnification Factors outside these are mistakes: the detector lies behind the patient. */
const believable = { least: 1, most: 5 } as const;

/** Null where nothing tells a millimetre. An estimated magnification brings a projection back to the patient's plane. */
export function trueSizeOf(facts: SpacingFacts): TrueSize | null {
  const region = largestRegion(facts.regions);
  const inside: PixelPoint[] = region
    ? [[(region.minX + region.maxX) / 2, (region.minY + region.maxY) / 2]]
    : [];
  const { unit, row, column, magnification } = decideSpacing(facts, inside);
  switch (unit) {
    case 'px':
      return null;
    case 'mm':
      return { spacing: [row, column], plane: 'patient', magnification: null };
    case 'mm-manual':
      return { spacing: [row, column], plane: 'calibrated', magnification: null };
    case 'mm-film':
      return { spacing: [row, column], plane: 'film', magnification: null };
    case 'mm-detector': {
      const isKnown =
        magnification !== null && magnification >= believable.least && magnification <= believable.most;
      return isKnown
        ? { spacing: [row / magnification, column / magnification], plane: 'patient', magnification }
        : { spacing: [row, column], plane: 'detector', magnification: null };
    }
  }
}
