/** The heart vector in space from the median beat of eight leads. */
import type { MedianBeat } from '../ecg/analysis.ts';

export interface VectorLoop {
  /** mV, one value a sample of the median beat: x to the left, y to the feet, z to the back. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** Regression of the Frank leads on the eight independent leads (Kors et al., Eur Heart J 11, 1990, table 2). */
const kors: Readonly<Record<string, readonly [x: number, y: number, z: number]>> = {
  I: [0.38, -0.07, 0.11],
  II: [-0.07, 0.93, -0.23],
  V1: [-0.13, 0.06, -0.43],
  V2: [0.05, -0.02, -0.06],
  V3: [-0.01, -0.05, -0.14],
  V4: [0.14, 0.06, -0.2],
  V5: [0.06, -0.17, -0.11],
  V6: [0.54, 0.13, 0.31],
};

/** Null when one of I, II, V1–V6 is not there. */
export function vectorLoop({ leads, sampleCount }: MedianBeat): VectorLoop | null {
  const x = new Float64Array(sampleCount);
  const y = new Float64Array(sampleCount);
  const z = new Float64Array(sampleCount);
  for (const [name, [toX, toY, toZ]] of Object.entries(kors)) {
    const values = leads[name];
    if (values === undefined) return null;
    for (let i = 0; i < sampleCount; i++) {
      const value = values[i] as number;
      x[i] = (x[i] as number) + toX * value;
      y[i] = (y[i] as number) + toY * value;
      z[i] = (z[i] as number) + toZ * value;
    }
  }
  return { x, y, z };
}
