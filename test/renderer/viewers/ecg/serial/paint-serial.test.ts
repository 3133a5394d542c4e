/** The overlay's scale: one for all leads, and no wave of either ECG is cut. */
import { expect, it } from 'vitest';
import type { MedianBeat } from '#shared/ecg/analysis.ts';
import { serialScale } from '../../../../../renderer/viewers/ecg/serial/paint-serial.ts';

function medianOf(r: number, s: number): MedianBeat {
  const values = new Float32Array(500);
  values[210] = r;
  values[215] = s;
  const absent = { pOn: null, pPeak: null, pOff: null, rPeak: null, qrsOff: null };
  return {
    samplingHz: 500,
    sampleCount: 500,
    leads: { V4: values },
    beatsUsed: 9,
    class: 'normal',
    fiducials: {
      ...absent,
      qrsOn: { sample: 200, uncertaintyMs: 2 },
      tOn: null,
      tPeak: null,
      tOff: null,
    },
    rrMs: 800,
  };
}

it('keeps the usual scale for usual waves and shrinks for a tall R or a deep S of either', () => {
  const usual = serialScale(['V4'], [medianOf(1, -0.5), medianOf(1.2, -0.4)], 100);
  const tall = serialScale(['V4'], [medianOf(1, -0.5), medianOf(3.9, -0.4)], 100);
  const deep = serialScale(['V4'], [medianOf(1, -3.1), medianOf(1, -0.4)], 100);
  expect(tall.pxPerMillivolt).toBeLessThan(usual.pxPerMillivolt);
  for (const [scale, r, s] of [
    [usual, 1.2, -0.5],
    [tall, 3.9, -0.5],
    [deep, 1, -3.1],
  ] as const) {
    expect(scale.zeroPx - r * scale.pxPerMillivolt).toBeGreaterThanOrEqual(15.9);
    expect(scale.zeroPx - s * scale.pxPerMillivolt).toBeLessThanOrEqual(100);
  }
});
