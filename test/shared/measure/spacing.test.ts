/** What a pixel is worth: every rule of the design, and every way a header can be silent about it. */
import { describe, expect, test } from 'vitest';
import { decideSpacing, drawnSpacing, largestRegion, type SpacingFacts } from '#shared/measure/spacing.ts';

const silent: SpacingFacts = {
  modality: 'CT',
  pixelSpacing: null,
  imagerPixelSpacing: null,
  nominalScannedPixelSpacing: null,
  magnification: null,
  pixelAspectRatio: null,
  regions: [],
};

const region = {
  minX: 10,
  minY: 10,
  maxX: 109,
  maxY: 109,
  spatialFormat: 1,
  unitsX: 3,
  unitsY: 3,
  deltaX: 0.02,
  deltaY: 0.03,
};

describe('decideSpacing', () => {
  test.each(['CT', 'MR', 'PT', 'NM'])('%s with Pixel Spacing is mm in the patient', (modality) => {
    const scale = decideSpacing({ ...silent, modality, pixelSpacing: [0.5, 0.25] });
    expect(scale).toMatchObject({ unit: 'mm', row: 0.5, column: 0.25, method: 'pixel-spacing' });
  });

  test.each(['CT', 'MR', 'DX', 'US', 'OT', ''])('%s without any spacing is px', (modality) => {
    expect(decideSpacing({ ...silent, modality })).toMatchObject({ unit: 'px', method: 'no-spacing' });
  });

  test.each(['CR', 'DX', 'MG'])(
    '%s with Imager Pixel Spacing is mm on the detector, never in the patient',
    (modality) => {
      const scale = decideSpacing({
        ...silent,
        modality,
        pixelSpacing: [0.1, 0.1],
        imagerPixelSpacing: [0.2, 0.2],
        magnification: 1.5,
      });
      expect(scale).toMatchObject({
        unit: 'mm-detector',
        row: 0.2,
        method: 'imager-pixel-spacing',
        magnification: 1.5,
      });
    },
  );

  test('a projection with Pixel Spacing alone stays px and says why', () => {
    const scale = decideSpacing({ ...silent, modality: 'CR', pixelSpacing: [0.1, 0.1] });
    expect(scale).toMatchObject({ unit: 'px', row: 1, column: 1, method: 'uncalibrated-projection' });
  });

  test('a digitised film is mm on the film', () => {
    const scale = decideSpacing({ ...silent, modality: 'CR', nominalScannedPixelSpacing: [0.175, 0.175] });
    expect(scale).toMatchObject({ unit: 'mm-film', method: 'scanned-film' });
  });

  test.each([[[0, 0]], [[-1, 1]], [[Number.NaN, 1]]] as const)('spacing %j is no spacing', (pixelSpacing) => {
    expect(decideSpacing({ ...silent, pixelSpacing }).unit).toBe('px');
  });

  test('ultrasound is mm inside its region, in the deltas of each direction', () => {
    const facts = { ...silent, modality: 'US', regions: [region] };
    const scale = decideSpacing(facts, [
      [20, 20],
      [100, 100],
    ]);
    expect(scale).toMatchObject({ unit: 'mm', method: 'ultrasound-region' });
    expect(scale.column).toBeCloseTo(0.2);
    expect(scale.row).toBeCloseTo(0.3);
  });

  test('ultrasound is px when one handle lies outside, and when another region covers the place', () => {
    const facts = { ...silent, modality: 'US', regions: [region] };
    const outside = decideSpacing(facts, [
      [20, 20],
      [120, 20],
    ]);
    expect(outside).toMatchObject({ unit: 'px', method: 'outside-region' });
    const doppler = { ...region, spatialFormat: 3, unitsX: 4, unitsY: 7 };
    expect(decideSpacing({ ...facts, regions: [region, doppler] }, [[20, 20]]).unit).toBe('px');
    expect(decideSpacing({ ...facts, regions: [{ ...region, unitsX: 4 }] }, [[20, 20]]).unit).toBe('px');
    expect(decideSpacing({ ...facts, regions: [{ ...region, deltaX: 0 }] }, [[20, 20]]).unit).toBe('px');
  });

  test('ultrasound ignores Pixel Spacing', () => {
    expect(decideSpacing({ ...silent, modality: 'US', pixelSpacing: [1, 1] }, [[1, 1]]).unit).toBe('px');
  });
});

test('px keep the aspect ratio of the header', () => {
  const scale = decideSpacing({ ...silent, modality: 'US', pixelAspectRatio: [4, 3] });
  expect(scale.row / scale.column).toBeCloseTo(4 / 3);
});

test('a picture is drawn by whatever spacing there is, though lengths are px', () => {
  expect(drawnSpacing({ ...silent, modality: 'CR', pixelSpacing: [0.2, 0.1] })).toEqual([0.2, 0.1]);
  expect(drawnSpacing({ ...silent, modality: 'OT' })).toEqual([1, 1]);
});

test('the largest 2D region carries the scale bar', () => {
  const small = { ...region, maxX: 20 };
  expect(largestRegion([small, region])).toBe(region);
  expect(largestRegion([{ ...region, spatialFormat: 2 }])).toBeNull();
});
