/** Second-order sections for the display filters, designed so that forward and backward together lose 3 dB at the cut-off. */

/** y[n] = b0 x[n] + b1 x[n−1] + b2 x[n−2] − a1 y[n−1] − a2 y[n−2]. */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
  /** Gain of a constant. */
  readonly dcGain: number;
}

/**
 * A section that runs twice must lose 1.5 dB a pass: (ω/ωc)⁴ = 10^0.15 − 1 for a second-order Butterworth, so the cut-off of
 * one pass lies this much beyond the cut-off asked for.
 */
const passRatio = (10 ** 0.15 - 1) ** 0.25;

const warped = (hz: number, samplingHz: number): number => Math.tan((Math.PI * hz) / samplingHz);

/** Second-order Butterworth low-pass by the bilinear transform (Oppenheim and Schafer, Discrete-Time Signal Processing, ch. 7). */
export function lowPass(cutHz: number, samplingHz: number): Biquad {
  const k = warped(cutHz, samplingHz) / passRatio;
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const b0 = k * k * norm;
  return {
    b0,
    b1: 2 * b0,
    b2: b0,
    a1: 2 * (k * k - 1) * norm,
    a2: (1 - Math.SQRT2 * k + k * k) * norm,
    dcGain: 1,
  };
}

/** Second-order Butterworth high-pass, the mirror image. */
export function highPass(cutHz: number, samplingHz: number): Biquad {
  const k = warped(cutHz, samplingHz) * passRatio;
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  return {
    b0: norm,
    b1: -2 * norm,
    b2: norm,
    a1: 2 * (k * k - 1) * norm,
    a2: (1 - Math.SQRT2 * k + k * k) * norm,
    dcGain: 0,
  };
}

/** Notch whose two passes lose 3 dB at centre ± `halfWidthHz`; zero gain at the centre. */
export function notch(centreHz: number, halfWidthHz: number, samplingHz: number): Biquad {
  const omega = (2 * Math.PI * centreHz) / samplingHz;
  // A notch loses 1.5 dB a pass where its own 3 dB half width is this part of the one asked for.
  const bandwidth = 2 * halfWidthHz * Math.sqrt(10 ** 0.15 - 1);
  const alpha = Math.tan((Math.PI * bandwidth) / samplingHz);
  const norm = 1 / (1 + alpha);
  const cosine = Math.cos(omega);
  return {
    b0: norm,
    b1: -2 * cosine * norm,
    b2: norm,
    a1: -2 * cosine * norm,
    a2: (1 - alpha) * norm,
    dcGain: 1,
  };
}
