/** Calipers on an ECG: they live on samples and LSB, so that no zoom, gain, speed or filter can change their numbers. */
import { leadNamed, signalRanges } from '../ecg/lead-presence.ts';
import type { WaveformGroup, WaveformLead } from '../study/waveform.ts';

/** Two moments on one lead, as sample numbers. */
export interface TimeCaliper {
  readonly kind: 'time';
  readonly id: number;
  readonly leadName: string;
  readonly fromSample: number;
  readonly toSample: number;
  /** Its interval is repeated to both ends of the recording (marched out), to see what keeps time. */
  readonly marching?: boolean;
}

/** Two levels on one lead, as stored values, standing at one sample. */
export interface VoltageCaliper {
  readonly kind: 'voltage';
  readonly id: number;
  readonly leadName: string;
  readonly atSample: number;
  readonly fromLsb: number;
  readonly toLsb: number;
}

export type Caliper = TimeCaliper | VoltageCaliper;

export interface CaliperReading {
  readonly leadName: string;
  /** Distance in ms, positive; null for a voltage caliper. */
  readonly deltaMilliseconds: number | null;
  /** 60 000 / Δms; null when there is no distance. */
  readonly ratePerMinute: number | null;
  /** Level of the second leg less that of the first, in mV; null where either stands on missing signal. */
  readonly deltaMillivolts: number | null;
}

/** Samples of the further legs of a marching caliper within [first, last], its own two left out; none below three samples apart. */
export function marchOf(caliper: TimeCaliper, first: number, last: number): number[] {
  const low = Math.min(caliper.fromSample, caliper.toSample);
  const step = Math.abs(caliper.toSample - caliper.fromSample);
  if (caliper.marching !== true || step < 3) return [];
  const legs: number[] = [];
  const start = low + Math.ceil((first - low) / step) * step;
  for (let at = start; at <= last; at += step) if (at !== low && at !== low + step) legs.push(at);
  return legs;
}

/** Milliseconds between two samples, positive. */
export function millisecondsBetween(fromSample: number, toSample: number, samplingHz: number): number {
  return (Math.abs(toSample - fromSample) * 1000) / samplingHz;
}

/** Rate of something that recurs every `milliseconds`, per minute; null at distance zero. */
export function ratePerMinute(milliseconds: number): number | null {
  return milliseconds > 0 ? 60_000 / milliseconds : null;
}

/** Millivolts from one stored value to another; the channel's baseline cancels out. */
export function millivoltsBetween(lead: WaveformLead, fromLsb: number, toLsb: number): number {
  return ((toLsb - fromLsb) * lead.microvoltsPerLsb) / 1000;
}

/** The sample nearest to a moment, kept inside the recording. */
export function nearestSample(seconds: number, samplingHz: number, sampleCount: number): number {
  return Math.min(Math.max(0, Math.round(seconds * samplingHz)), Math.max(0, sampleCount - 1));
}

/** The stored value nearest to a level in mV, baseline taken off. */
export function nearestLsb(lead: WaveformLead, millivolts: number): number {
  return lead.microvoltsPerLsb === 0
    ? 0
    : Math.round((millivolts * 1000 - lead.baselineMicrovolts) / lead.microvoltsPerLsb);
}

/** The stored value at a sample, or null where there is padding or nothing. */
export function lsbAt(lead: WaveformLead, sample: number): number | null {
  return signalRanges(lead, sample, sample + 1).length === 0 ? null : (lead.samples[sample] ?? null);
}

/** The numbers of a caliper: ms exact to one sample, mV exact to one LSB. */
export function readCaliper(group: WaveformGroup, caliper: Caliper): CaliperReading {
  const lead = leadNamed(group, caliper.leadName);
  if (caliper.kind === 'voltage') {
    return {
      leadName: caliper.leadName,
      deltaMilliseconds: null,
      ratePerMinute: null,
      deltaMillivolts: lead === undefined ? null : millivoltsBetween(lead, caliper.fromLsb, caliper.toLsb),
    };
  }
  const deltaMilliseconds = millisecondsBetween(caliper.fromSample, caliper.toSample, group.samplingHz);
  const first = lead === undefined ? null : lsbAt(lead, caliper.fromSample);
  const second = lead === undefined ? null : lsbAt(lead, caliper.toSample);
  return {
    leadName: caliper.leadName,
    deltaMilliseconds,
    ratePerMinute: ratePerMinute(deltaMilliseconds),
    deltaMillivolts:
      lead === undefined || first === null || second === null ? null : millivoltsBetween(lead, first, second),
  };
}
