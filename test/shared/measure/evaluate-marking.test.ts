/** Numbers of every tool on shapes worked out by hand, and the unit each kind of image allows. */
import { describe, expect, it } from 'vitest';
import { evaluateMarking } from '#shared/measure/evaluate-marking.ts';
import type { PixelPoint, SpacingFacts, UltrasoundRegion } from '#shared/measure/spacing.ts';

const facts = (given: Partial<SpacingFacts> = {}): SpacingFacts => ({
  modality: 'CT',
  pixelSpacing: [0.5, 0.5],
  imagerPixelSpacing: null,
  nominalScannedPixelSpacing: null,
  magnification: null,
  pixelAspectRatio: null,
  regions: [],
  ...given,
});
const plane = {
  columns: 40,
  rows: 30,
  values: Int16Array.from({ length: 1200 }, (_, at) => (at * 37) % 211),
};
const grey = { plane, unit: 'HU', factor: 1 };
const named = (found: ReturnType<typeof evaluateMarking>) =>
  Object.fromEntries(found.quantities.map(({ name, value }) => [name, value]));

describe('evaluateMarking', () => {
  it('lengths and angles', () => {
    const length = evaluateMarking(
      'length',
      [
        [0, 0],
        [30, 40],
      ],
      facts(),
      null,
    );
    expect(length).toEqual({
      quantities: [{ name: 'length', value: 25, unit: 'mm' }],
      method: 'pixel-spacing',
      magnification: null,
    });
    const axes: PixelPoint[] = [
      [0, 0],
      [0, 10],
      [0, 0],
      [30, 0],
    ];
    expect(named(evaluateMarking('bidirectional', axes, facts(), null))).toEqual({
      longAxis: 15,
      shortAxis: 5,
    });
    expect(
      named(
        evaluateMarking(
          'angle',
          [
            [10, 0],
            [0, 0],
            [0, 10],
          ],
          facts(),
          null,
        ),
      ).angle,
    ).toBeCloseTo(90);
    expect(
      named(
        evaluateMarking(
          'height',
          [
            [5, 10],
            [90, 22],
          ],
          facts(),
          null,
        ),
      ),
    ).toEqual({ height: 6 });
  });
  it('Cobb is the angle between end plates, whichever way each line was drawn', () => {
    const upper: PixelPoint[] = [
      [0, 0],
      [100, Math.tan(Math.PI / 9) * 100],
    ];
    const lower: PixelPoint[] = [
      [0, 200],
      [100, 200 - Math.tan(Math.PI / 12) * 100],
    ];
    for (const lines of [
      [...upper, ...lower],
      [...upper, ...[...lower].reverse()],
    ])
      expect(named(evaluateMarking('cobb', lines, facts(), null)).angle).toBeCloseTo(35, 6);
  });
  it('the heart is as wide as it is along the line across the chest', () => {
    const heart: PixelPoint[] = [
      [100, 200],
      [220, 240],
    ];
    const upright = evaluateMarking('cardiothoracic', [...heart, [40, 260], [280, 260]], facts(), null);
    expect(named(upright)).toEqual({ ratio: 0.5, heart: 60, thorax: 120 });
    const turn = ([x, y]: PixelPoint): PixelPoint => [400 - y, x];
    const turned = [...heart, [40, 260], [280, 260]].map((point) => turn(point as PixelPoint));
    expect(named(evaluateMarking('cardiothoracic', turned, facts(), null)).ratio).toBeCloseTo(0.5, 9);
  });
  it('a region tells what a plain loop over its pixels tells', () => {
    const corners: PixelPoint[] = [
      [4.5, 3.5],
      [20.5, 17.5],
    ];
    const inside: number[] = [];
    for (let y = 4; y <= 17; y++)
      for (let x = 5; x <= 20; x++) inside.push(plane.values[y * plane.columns + x] ?? 0);
    const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
    const deviation = Math.sqrt(inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length);
    const outline: PixelPoint[] = [corners[0] ?? [0, 0], [20.5, 3.5], corners[1] ?? [0, 0], [4.5, 17.5]];
    for (const found of [
      evaluateMarking('rectangle', corners, facts(), grey),
      evaluateMarking('freehand', outline, facts(), grey),
    ]) {
      expect(named(found).mean).toBeCloseTo(mean, 9);
      expect(named(found).deviation).toBeCloseTo(deviation, 9);
      expect(named(found)).toMatchObject({
        min: Math.min(...inside),
        max: Math.max(...inside),
        area: 16 * 14 * 0.25,
      });
    }
    const circle = evaluateMarking(
      'circle',
      [
        [20, 15],
        [30, 15],
      ],
      facts(),
      grey,
    );
    expect(named(circle).area).toBeCloseTo(Math.PI * 25, 9);
    expect(evaluateMarking('probe', [[3, 2]], facts(), grey).quantities).toEqual([
      { name: 'value', value: (83 * 37) % 211, unit: 'HU' },
    ]);
  });
  it('SUV multiplies; colour has sizes only', () => {
    const suv = evaluateMarking('probe', [[1, 0]], facts(), { plane, unit: 'SUVbw', factor: 0.5 });
    expect(suv.quantities).toEqual([{ name: 'value', value: 18.5, unit: 'SUVbw' }]);
    const colour = evaluateMarking(
      'ellipse',
      [
        [0, 0],
        [10, 10],
      ],
      facts(),
      null,
    );
    expect(colour.quantities.map(({ name }) => name)).toEqual(['area']);
  });
  it('no millimetres where none are known, the detector named where it is', () => {
    const line: PixelPoint[] = [
      [0, 0],
      [10, 0],
    ];
    const unit = (given: Partial<SpacingFacts>) =>
      evaluateMarking('length', line, facts(given), null).quantities[0]?.unit;
    expect(unit({ modality: 'DX' })).toBe('px');
    expect(unit({ modality: 'DX', imagerPixelSpacing: [0.2, 0.2] })).toBe('mm-detector');
    expect(unit({ pixelSpacing: null })).toBe('px');
  });
});

describe('ultrasound regions', () => {
  const region = (given: Partial<UltrasoundRegion>): UltrasoundRegion => ({
    minX: 0,
    minY: 0,
    maxX: 199,
    maxY: 99,
    spatialFormat: 2,
    unitsX: 4,
    unitsY: 3,
    deltaX: 0.004,
    deltaY: 0.02,
    ...given,
  });
  const us = (...regions: UltrasoundRegion[]) => facts({ modality: 'US', pixelSpacing: null, regions });
  const line: PixelPoint[] = [
    [10, 10],
    [60, 30],
  ];
  it('M-mode tells time and depth, Doppler time and velocity', () => {
    expect(evaluateMarking('length', line, us(region({})), null)).toMatchObject({
      quantities: [
        { name: 'duration', value: 200, unit: 'ms' },
        { name: 'height', value: 4, unit: 'mm' },
      ],
      method: 'ultrasound-region',
    });
    const doppler = us(region({ spatialFormat: 3, unitsY: 7, deltaY: -1.5 }));
    expect(evaluateMarking('height', line, doppler, null).quantities).toEqual([
      { name: 'velocity', value: 30, unit: 'cm/s' },
    ]);
  });
  it('a caliper across two regions or under two has pixels only', () => {
    const both = us(region({}), region({ minY: 5, maxY: 120, unitsY: 7 }));
    expect(evaluateMarking('length', line, both, null).quantities[0]?.unit).toBe('px');
    expect(
      evaluateMarking(
        'length',
        [
          [10, 10],
          [60, 180],
        ],
        us(region({})),
        null,
      ).quantities[0]?.unit,
    ).toBe('px');
  });
});
