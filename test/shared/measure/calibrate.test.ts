/** A known object tells the size of a pixel: of which images, for which tools, and in which words it is typed. */
import { describe, expect, it } from 'vitest';
import { calibrateBy, readKnownLength, remeasure, withCalibration } from '#shared/measure/calibrate.ts';
import { evaluateMarking } from '#shared/measure/evaluate-marking.ts';
import type { MarkingTool, Measurement } from '#shared/measure/marking.ts';
import { decideSpacing, drawnSpacing, mayCalibrate, type SpacingFacts } from '#shared/measure/spacing.ts';

const facts: SpacingFacts = {
  modality: 'DX',
  pixelSpacing: null,
  imagerPixelSpacing: [0.2, 0.2],
  nominalScannedPixelSpacing: null,
  magnification: 1.3,
  pixelAspectRatio: null,
  regions: [],
};
const image = { seriesInstanceUid: '1.1', sopInstanceUid: '1.1.1', sopClassUid: '1', frame: 1 };
const grey = {
  plane: { columns: 200, rows: 200, values: new Int16Array(40_000).fill(7) },
  unit: '',
  factor: 1,
};

function measured(tool: MarkingTool, points: Measurement['points'], by: SpacingFacts = facts): Measurement {
  const id = '0b5dd0e4-7b1c-4d0f-8a5e-000000000010';
  return { id, tool, image, points, text: '', textAt: null, ...evaluateMarking(tool, points, by, grey) };
}
// 3-4-5: a coin of 25 mm takes 100 pixels.
const coin = measured('length', [
  [10, 10],
  [70, 90],
]);

describe('a known object', () => {
  it('tells the size of every pixel of its image, and of no other', () => {
    expect(coin.quantities).toEqual([{ name: 'length', value: 20, unit: 'mm-detector' }]);
    const by = calibrateBy(coin, 25, facts);
    expect(by).toEqual({ image, row: 0.25, column: 0.25, millimetres: 25 });
    const calibrations = by ? [by] : [];
    const here = withCalibration(facts, calibrations, '1.1.1');
    expect(decideSpacing(here)).toEqual({
      unit: 'mm-manual',
      row: 0.25,
      column: 0.25,
      method: 'manual-calibration',
      magnification: null,
    });
    expect(withCalibration(facts, calibrations, '1.1.2')).toBe(facts);
    // The picture lies as it lay.
    expect(drawnSpacing(here)).toEqual([0.2, 0.2]);
  });
  it('keeps the proportions of pixels that are not square', () => {
    const uneven: SpacingFacts = {
      ...facts,
      modality: 'OT',
      imagerPixelSpacing: null,
      pixelAspectRatio: [2, 1],
    };
    const down = measured(
      'length',
      [
        [0, 0],
        [0, 50],
      ],
      uneven,
    );
    expect(down.quantities[0]).toMatchObject({ value: 100, unit: 'px' });
    expect(calibrateBy(down, 25, uneven)).toMatchObject({ row: 0.5, column: 0.25 });
  });
  it('changes lengths and areas that were measured before, and nothing else of them', () => {
    const here: SpacingFacts = { ...facts, calibration: [0.25, 0.25] };
    expect(remeasure(coin, here)).toMatchObject({
      quantities: [{ name: 'length', value: 25, unit: 'mm-manual' }],
      method: 'manual-calibration',
      magnification: null,
    });
    const region = measured('rectangle', [
      [0, 0],
      [40, 20],
    ]);
    expect(region.quantities.at(-1)).toMatchObject({ name: 'area', unit: 'mm-detector' });
    expect(region.quantities.at(-1)?.value).toBeCloseTo(32, 9);
    const anew = remeasure(region, here);
    expect(anew.quantities.at(-1)).toEqual({ name: 'area', value: 50, unit: 'mm-manual' });
    expect(anew.quantities.slice(0, -1)).toEqual(region.quantities.slice(0, -1));
    for (const same of [
      measured('probe', [[5, 5]]),
      measured('angle', [
        [10, 0],
        [0, 0],
        [0, 10],
      ]),
    ])
      expect(remeasure(same, here)).toEqual(same);
    // Taken away again, all is as it was.
    expect(remeasure(anew, facts)).toEqual(region);
  });
  it('is asked of no slice with spacing of its own and of no ultrasound with regions', () => {
    expect(mayCalibrate(facts)).toBe(true);
    expect(mayCalibrate({ ...facts, pixelSpacing: [0.1, 0.1] })).toBe(true);
    expect(mayCalibrate({ ...facts, modality: 'CT' })).toBe(true);
    const slices: SpacingFacts = { ...facts, modality: 'CT', pixelSpacing: [0.5, 0.5], calibration: [9, 9] };
    expect(mayCalibrate(slices)).toBe(false);
    expect(decideSpacing(slices)).toMatchObject({ unit: 'mm', row: 0.5 });
    const region = { minX: 0, minY: 0, maxX: 99, maxY: 99, spatialFormat: 1, unitsX: 3, unitsY: 3 };
    const ultrasound: SpacingFacts = {
      ...facts,
      modality: 'US',
      regions: [{ ...region, deltaX: 0.02, deltaY: 0.02 }],
      calibration: [9, 9],
    };
    expect(mayCalibrate(ultrasound)).toBe(false);
    expect(decideSpacing(ultrasound, [[5, 5]])).toMatchObject({ unit: 'mm', method: 'ultrasound-region' });
    expect(decideSpacing(ultrasound, [[150, 5]])).toMatchObject({ unit: 'px', method: 'outside-region' });
  });
  it('is typed as a length in mm', () => {
    expect(readKnownLength('25')).toBe(25);
    expect(readKnownLength(' 25.40 mm ')).toBe(25.4);
    expect(readKnownLength('25.4')).toBe(25.4);
    expect(readKnownLength('2,5')).toBe(2.5);
    for (const wrong of ['', '0', '0.05', '-3', '2001', '25 cm', '1e3', 'abc'])
      expect(readKnownLength(wrong)).toBeNull();
  });
});
