/** The numbers of a caliper in words, as shown beside it, listed and copied. */
import { leadNamed } from '#shared/ecg/lead-presence.ts';
import { type Caliper, readCaliper } from '#shared/measure/ecg-calipers.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import type { EcgWords } from '../words.ts';

export interface CaliperText {
  readonly lead: string;
  /** `412 ms`; empty for a voltage caliper. */
  readonly time: string;
  /** `146 次/分`; empty where there is no interval. */
  readonly rate: string;
  /** `+0.125 mV`, or that there is no signal. */
  readonly voltage: string;
}

/** Digits enough that no LSB and no sample is rounded away. */
export function caliperText(group: WaveformGroup, caliper: Caliper, words: EcgWords): CaliperText {
  const reading = readCaliper(group, caliper);
  const { deltaMilliseconds, deltaMillivolts } = reading;
  const microvoltsPerLsb = leadNamed(group, caliper.leadName)?.microvoltsPerLsb ?? 1;
  return {
    lead: reading.leadName,
    time:
      deltaMilliseconds === null
        ? ''
        : `${deltaMilliseconds.toFixed(Number.isInteger(1000 / group.samplingHz) ? 0 : 1)} ms`,
    rate:
      reading.ratePerMinute === null || reading.ratePerMinute >= 1000
        ? ''
        : `${Math.round(reading.ratePerMinute)} ${words.perMinute}`,
    voltage: deltaMillivolts === null ? words.noSignal : millivoltText(deltaMillivolts, microvoltsPerLsb),
  };
}

/** Millivolts with their sign, to the last digit one LSB can change. */
export function millivoltText(millivolts: number, microvoltsPerLsb: number): string {
  const text = Math.abs(millivolts).toFixed(Number.isInteger(microvoltsPerLsb) ? 3 : 4);
  return `${millivolts < 0 ? '−' : '+'}${text} mV`;
}

/** One line for the clipboard or the report. */
export function caliperLine(group: WaveformGroup, caliper: Caliper, words: EcgWords): string {
  return textLine(caliperText(group, caliper, words));
}

export function textLine(text: CaliperText): string {
  const parts = [text.time === '' ? '' : `Δt ${text.time}`, text.rate, `ΔV ${text.voltage}`].filter(
    (part) => part !== '',
  );
  return `${text.lead} ${parts.join(' · ')}`;
}

/** One line for the report that its numbers stay bound to the caliper by: `V2 Δt3 412 ms · ΔV3 −0.125 mV`. */
export function boundCaliperLine(group: WaveformGroup, caliper: Caliper, words: EcgWords): string {
  const { lead, time } = caliperText(group, caliper, words);
  const { deltaMillivolts } = readCaliper(group, caliper);
  const parts = [
    time === '' ? '' : `Δt${caliper.id} ${time}`,
    deltaMillivolts === null ? '' : `ΔV${caliper.id} ${deltaMillivolts.toFixed(3)} mV`,
  ].filter((part) => part !== '');
  return `${lead} ${parts.join(' · ')}`;
}
