/** The millimetre a picture is shown by: in the patient, at the detector, on a film, by hand, or none. */
import { describe, expect, it } from 'vitest';
import type { SpacingFacts } from '#shared/measure/spacing.ts';
import { trueSizeOf } from '#shared/measure/true-size.ts';

const facts = (given: Partial<SpacingFacts>): SpacingFacts => ({
  modality: 'DX',
  pixelSpacing: null,
  imagerPixelSpacing: null,
  nominalScannedPixelSpacing: null,
  magnification: null,
  pixelAspectRatio: null,
  regions: [],
  ...given,
});

describe('true size', () => {
  it('is in the patient for slices, and for projections whose magnification is known', () => {
    expect(trueSizeOf(facts({ modality: 'CT', pixelSpacing: [0.5, 0.4] }))).toEqual({
      spacing: [0.5, 0.4],
      plane: 'patient',
      magnification: null,
    });
    const corrected = trueSizeOf(facts({ imagerPixelSpacing: [0.15, 0.15], magnification: 1.25 }));
    expect(corrected?.spacing[0]).toBeCloseTo(0.12, 12);
    expect(corrected).toMatchObject({ plane: 'patient', magnification: 1.25 });
  });
  it('is at the detector where no magnification can be believed', () => {
    for (const magnification of [null, 0, 0.5, -1, 100])
      expect(trueSizeOf(facts({ imagerPixelSpacing: [0.15, 0.15], magnification }))).toEqual({
        spacing: [0.15, 0.15],
        plane: 'detector',
        magnification: null,
      });
  });
  it('goes by a film, by a known object, by the largest region of an ultrasound', () => {
    expect(trueSizeOf(facts({ modality: 'OT', nominalScannedPixelSpacing: [0.1, 0.1] }))?.plane).toBe('film');
    const calibration = [0.25, 0.25] as const;
    expect(trueSizeOf(facts({ calibration }))).toEqual({
      spacing: [0.25, 0.25],
      plane: 'calibrated',
      magnification: null,
    });
    const region = { minX: 0, minY: 0, maxX: 99, maxY: 99, spatialFormat: 1, unitsX: 3, unitsY: 3 };
    const regions = [{ ...region, deltaX: 0.02, deltaY: 0.03 }];
    const [row, column] = trueSizeOf(facts({ modality: 'US', regions }))?.spacing ?? [];
    expect(row).toBeCloseTo(0.3, 12);
    expect(column).toBeCloseTo(0.2, 12);
  });
  it('is nothing without a millimetre', () => {
    expect(trueSizeOf(facts({}))).toBeNull();
    expect(trueSizeOf(facts({ pixelSpacing: [0.1, 0.1] }))).toBeNull();
    expect(trueSizeOf(facts({ modality: 'US' }))).toBeNull();
  });
});
