/** The vector of eight leads: a lead alone moves along its own row of the published matrix. */
import { describe, expect, it } from 'vitest';
import type { MedianBeat } from '#shared/ecg/analysis.ts';
import { vectorLoop } from '#shared/measure/vector-loop.ts';

const names = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const nothing = {
  pOn: null,
  pPeak: null,
  pOff: null,
  qrsOn: null,
  rPeak: null,
  qrsOff: null,
  tOn: null,
  tPeak: null,
  tOff: null,
};
function medianOf(leads: Record<string, Float32Array>): MedianBeat {
  return {
    samplingHz: 500,
    sampleCount: 1,
    leads,
    beatsUsed: 1,
    class: 'normal',
    fiducials: nothing,
    rrMs: 800,
  };
}

describe('vectorLoop', () => {
  it('follows Kors 1990', () => {
    const leads = Object.fromEntries(names.map((name) => [name, Float32Array.of(name === 'II' ? 1 : 0)]));
    const loop = vectorLoop(medianOf(leads));
    expect([loop?.x[0], loop?.y[0], loop?.z[0]]).toEqual([-0.07, 0.93, -0.23]);
  });
  it('needs all eight', () => {
    expect(vectorLoop(medianOf({ I: Float32Array.of(1) }))).toBeNull();
  });
});
