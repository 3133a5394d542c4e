/** Which waveform class an ECG fits into (PS3.3 A.34): each bounds groups, channels, samples, rate and bits. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { WaveformGroup } from '../../study/waveform.ts';

export const conversionTargets = ['dicom-12-lead', 'dicom-general'] as const;
export type ConversionTarget = (typeof conversionTargets)[number];

export interface EcgClass {
  readonly name: string;
  readonly uid: string;
  readonly groups: number;
  readonly channels: number;
  readonly samples: number;
  readonly hertz: readonly [least: number, most: number];
  readonly bits: 16 | 32;
}

const root = '1.2.840.10008.5.1.4.1.1.9.1.';
const anyLength = 0xffffffff;

const twelveLead: EcgClass = {
  name: '12-lead ECG',
  uid: `${root}1`,
  groups: 5,
  channels: 13,
  samples: 16384,
  hertz: [200, 1000],
  bits: 16,
};
const general: EcgClass = {
  ...twelveLead,
  name: 'General ECG',
  uid: `${root}2`,
  groups: 4,
  channels: 24,
  samples: anyLength,
};
const ambulatory: EcgClass = {
  ...general,
  name: 'Ambulatory ECG',
  uid: `${root}3`,
  groups: 1,
  channels: 12,
  hertz: [50, 1000],
};
const general32: EcgClass = { ...general, name: 'General 32-bit ECG', uid: `${root}4`, bits: 32 };

/**
 * The class for these groups: of `dicom-general` the General ECG, General 32-bit where a sample needs it, Ambulatory for
 * slower rates. Fails with `ecg-not-convertible`, naming the bound that is broken.
 */
export function ecgClassFor(target: ConversionTarget, groups: readonly WaveformGroup[]): Result<EcgClass> {
  const choices = target === 'dicom-12-lead' ? [twelveLead] : [general, general32, ambulatory];
  const broken = choices.map((choice) => brokenBound(choice, groups));
  const fitting = choices[broken.indexOf(null)];
  if (fitting !== undefined) return ok(fitting);
  return fail(failure('ecg-not-convertible', { target, detail: broken[0] ?? '' }));
}

function brokenBound(bounds: EcgClass, groups: readonly WaveformGroup[]): string | null {
  if (groups.length > bounds.groups) return `${groups.length} > ${bounds.groups} groups`;
  for (const { leads, sampleCount, samplingHz } of groups) {
    if (leads.length > bounds.channels) return `${leads.length} > ${bounds.channels} leads`;
    if (sampleCount > bounds.samples) return `${sampleCount} > ${bounds.samples} samples`;
    if (samplingHz < bounds.hertz[0] || samplingHz > bounds.hertz[1])
      return `${samplingHz} Hz, ${bounds.hertz.join('–')} Hz`;
    if (
      bounds.bits === 16 &&
      leads.some((lead) => lead.samples.some((value) => value !== (value << 16) >> 16))
    )
      return '> 16 bit';
  }
  return null;
}
