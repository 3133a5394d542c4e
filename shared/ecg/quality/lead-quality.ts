/** How fit for measuring a lead is: off, flat, at the converter's end, noisy, or good, with the figures. */

import type { WaveformLead } from '../../study/waveform.ts';
import type { LeadQuality, LeadState } from '../analysis.ts';
import { missingRanges } from '../lead-presence.ts';
import { medianOf } from '../signal/quantile.ts';
import { smooth } from '../signal/smooth.ts';

export interface QualityView {
  readonly lead: WaveformLead;
  /** The lead in mV at the working rate, and beats in its samples. */
  readonly mv: Float32Array;
  readonly rate: number;
  readonly anchors: readonly number[];
}

/** Above these a lead is not measured on; the line frequency and drift alone never condemn it. */
const limits = { missing: 0.2, flat: 0.5, saturated: 0.05, noiseMv: 0.15, leastSignalToNoise: 4 };
/** A rail is a value held this long at the extreme of the recording. */
const railSeconds = 0.012;
const flatSeconds = 0.25;
/** Figures are taken from this much of a long recording. */
const examinedSeconds = 60;

export type LeadFaults = Pick<LeadQuality, 'missingShare' | 'saturatedShare' | 'flatShare'>;

/** What can be told of a lead before its beats are known. */
export function leadFaults({ lead, mv, rate }: Omit<QualityView, 'anchors'>): LeadFaults {
  const count = lead.samples.length;
  const missing = missingRanges(lead, 0, count).reduce((sum, [from, to]) => sum + to - from, 0);
  return {
    missingShare: count === 0 ? 1 : missing / count,
    saturatedShare: sharesAtRails(mv, rate),
    flatShare: shareFlat(mv, rate),
  };
}

/** Off, flat or at its end: no beat can be found in it. */
export function isFaulty(faults: LeadFaults): boolean {
  return faultOf(faults) !== null;
}

/** Examines one lead whose faults are known, between its beats. */
export function leadQuality({ mv, rate, anchors }: QualityView, faults: LeadFaults): LeadQuality {
  const figures = noiseFigures(mv.subarray(0, Math.ceil(examinedSeconds * rate)), rate, anchors);
  const quality = { ...faults, ...figures };
  return { state: stateOf(quality), ...quality };
}

function faultOf({ missingShare, flatShare, saturatedShare }: LeadFaults): LeadState | null {
  if (missingShare > limits.missing) return 'off';
  if (flatShare > 0.98) return 'flat';
  if (saturatedShare > limits.saturated) return 'saturated';
  return flatShare > limits.flat ? 'off' : null;
}

function stateOf(quality: Omit<LeadQuality, 'state'>): LeadState {
  const fault = faultOf(quality);
  if (fault !== null) return fault;
  const { noiseMv, signalToNoise } = quality;
  if (noiseMv !== null && noiseMv > limits.noiseMv) return 'noisy';
  if (signalToNoise !== null && signalToNoise < limits.leastSignalToNoise && (noiseMv ?? 0) > 0.03)
    return 'noisy';
  return 'good';
}

/** Share of samples in runs at the lead's own highest or lowest value, as an amplifier at its end leaves them. */
function sharesAtRails(mv: Float32Array, rate: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < mv.length; i++) {
    const value = mv[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high - low > 0.5)) return 0;
  const margin = 1e-4 * (high - low);
  const [floor, ceiling] = [low + margin, high - margin];
  const held = (at: number): boolean => (mv[at] as number) >= ceiling || (mv[at] as number) <= floor;
  return shareOfRuns(mv.length, Math.max(3, Math.round(railSeconds * rate)), held);
}

function shareFlat(mv: Float32Array, rate: number): number {
  if (mv.length === 0) return 1;
  const same = (at: number): boolean => Math.abs((mv[at] as number) - (mv[at - 1] as number)) < 1e-6;
  return shareOfRuns(mv.length, Math.max(3, Math.round(flatSeconds * rate)) - 1, (at) => at > 0 && same(at));
}

/** Share of [0, count) in runs of at least `least` samples that are `held`: only every `least`-th has to be asked to find them. */
function shareOfRuns(count: number, least: number, held: (at: number) => boolean): number {
  let sum = 0;
  for (let at = least - 1; at < count; at += least) {
    if (!held(at)) continue;
    let from = at;
    while (from > 0 && held(from - 1)) from--;
    let to = at + 1;
    while (to < count && held(to)) to++;
    if (to - from >= least) sum += to - from;
    while (at + least < to) at += least;
  }
  return sum / count;
}

function noiseFigures(
  mv: Float32Array,
  rate: number,
  anchors: readonly number[],
): Pick<LeadQuality, 'noiseMv' | 'wanderMv' | 'mainsMv' | 'signalToNoise'> {
  if (mv.length < rate) return { noiseMv: null, wanderMv: null, mainsMv: null, signalToNoise: null };
  const values = new Float64Array(mv);
  // A Gaussian of 4.7 ms loses 3 dB at 28 Hz, of 0.4 s at 0.33 Hz.
  const fine = smooth(values, 0.0047, rate);
  const slow = smooth(values, 0.4, rate);
  const busy = new Uint8Array(mv.length);
  const reach = Math.round(0.08 * rate);
  for (const anchor of anchors) busy.fill(1, Math.max(0, anchor - reach), Math.max(0, anchor + reach));
  let [sum, count] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    if (busy[i] === 1) continue;
    const rest = (values[i] as number) - (fine[i] as number);
    sum += rest * rest;
    count++;
  }
  const noiseMv = count === 0 ? null : Math.sqrt(sum / count);
  let [total, squares] = [0, 0];
  for (const value of slow) {
    total += value;
    squares += value * value;
  }
  const level = total / slow.length;
  const wanderMv = Math.sqrt(Math.max(0, squares / slow.length - level * level));
  const mainsMv = Math.max(lineAt(values, 50, rate), lineAt(values, 60, rate));
  const size = medianOf(
    anchors.filter((anchor) => anchor < mv.length).map((anchor) => sizeAt(mv, anchor, reach)),
  );
  const signalToNoise = size === null || noiseMv === null ? null : size / Math.max(noiseMv, 0.001);
  return { noiseMv, wanderMv, mainsMv, signalToNoise };
}

/** Root mean square of one frequency, by Goertzel's sum. */
function lineAt(values: Float64Array, hertz: number, rate: number): number {
  if (hertz >= rate / 2) return 0;
  const omega = (2 * Math.PI * hertz) / rate;
  const twice = 2 * Math.cos(omega);
  let [before, last] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const next = (values[i] as number) + twice * last - before;
    before = last;
    last = next;
  }
  const real = last - before * Math.cos(omega);
  const imaginary = before * Math.sin(omega);
  return (Math.SQRT2 * Math.hypot(real, imaginary)) / values.length;
}

function sizeAt(mv: Float32Array, anchor: number, reach: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = Math.max(0, anchor - reach); i <= Math.min(mv.length - 1, anchor + reach); i++) {
    low = Math.min(low, mv[i] as number);
    high = Math.max(high, mv[i] as number);
  }
  return high - low;
}
