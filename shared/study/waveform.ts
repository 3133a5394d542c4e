/** The one shape every ECG format is read into: samples stay integers in LSB, amplitude is given per lead. */

/** Standard twelve leads in display order. */
export const standardLeads = [
  'I',
  'II',
  'III',
  'aVR',
  'aVL',
  'aVF',
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
] as const;

export interface WaveformLead {
  /** I II III aVR aVL aVF V1–V6, others by their code meaning. */
  readonly name: string;
  /** Samples in LSB; missing samples (padding value) are NaN-free and marked in `missing`. */
  readonly samples: Int32Array;
  /** µV per LSB: channel sensitivity × correction factor, in µV. */
  readonly microvoltsPerLsb: number;
  /** µV added after scaling (channel baseline). */
  readonly baselineMicrovolts: number;
  /** Index ranges [from, to) that hold padding instead of signal. */
  readonly missing: ReadonlyArray<readonly [from: number, to: number]>;
  /** What the device says it filtered, in Hz; null when it does not say. */
  readonly filterLowHz: number | null;
  readonly filterHighHz: number | null;
  readonly notchHz: number | null;
}

export interface WaveformGroup {
  /** RHYTHM, MEDIAN BEAT, … as the device labels the multiplex group. */
  readonly label: string;
  readonly samplingHz: number;
  readonly sampleCount: number;
  readonly leads: readonly WaveformLead[];
}

export interface DeviceStatement {
  readonly text: string;
  /** True only where the file says a physician confirmed it. */
  readonly confirmed: boolean;
}

export interface DeviceMeasurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export interface Waveform {
  /** The longest group first; `groups[0]` is what is shown. */
  readonly groups: readonly WaveformGroup[];
  readonly statements: readonly DeviceStatement[];
  readonly measurements: readonly DeviceMeasurement[];
  /** ISO date and time without zone as the device wrote it; null when absent. */
  readonly acquiredAt: string | null;
}
