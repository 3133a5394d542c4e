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

/** Integer samples as wide as the file keeps them: a day of 16-bit Holter is not doubled in memory. */
export type SampleArray = Int16Array | Int32Array;

export interface WaveformLead {
  /** I II III aVR aVL aVF V1–V6, others by their code meaning. */
  readonly name: string;
  /** Samples in LSB; missing samples (padding value) are NaN-free and marked in `missing`. */
  readonly samples: SampleArray;
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
  /** How much later than the first channel this one was sampled, in ms; absent when at the same moment. */
  readonly skewMs?: number;
  /** True for a lead worked out from others of the recording; the file does not hold it. */
  readonly derived?: true;
}

/** A channel that is no voltage: a pressure, a breath, a sound. Value = sample × unitsPerLsb + baseline, in `unit`. */
export interface WaveformChannel {
  readonly name: string;
  /** UCUM as the file gives it, e.g. mm[Hg]. */
  readonly unit: string;
  readonly samples: SampleArray;
  readonly unitsPerLsb: number;
  readonly baseline: number;
  readonly missing: ReadonlyArray<readonly [from: number, to: number]>;
}

export interface WaveformGroup {
  /** RHYTHM, MEDIAN BEAT, … as the device labels the multiplex group. */
  readonly label: string;
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** The voltages; may be empty in a recording of pressures alone. */
  readonly leads: readonly WaveformLead[];
  /** What was recorded beside the voltages at the same rate; absent when nothing was. */
  readonly otherChannels?: readonly WaveformChannel[];
  /** Start of the group after the start of the recording, in ms; absent when the file does not say. */
  readonly offsetMs?: number;
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
  /** What the file itself calls it, where that is a code or a tag. */
  readonly code?: string;
}

/** A mark that the file itself keeps: a beat, a rhythm change, a button pressed. */
export interface WaveformAnnotation {
  /** Index of the sample it stands at, in `groups[0]`. */
  readonly sample: number;
  /** Beat or event code of the format: N, V, A, +, … of WFDB and ISHNE; '' for a mark of text alone. */
  readonly code: string;
  readonly text: string;
}

/** A measurement of one lead; the global ones are in `measurements`. */
export interface LeadMeasurement extends DeviceMeasurement {
  readonly lead: string;
}

export interface Waveform {
  /** The longest group first; `groups[0]` is what is shown. */
  readonly groups: readonly WaveformGroup[];
  readonly statements: readonly DeviceStatement[];
  readonly measurements: readonly DeviceMeasurement[];
  /** ISO date and time without zone as the device wrote it; null when absent. */
  readonly acquiredAt: string | null;
  /** In order of time; absent when the file keeps none. */
  readonly annotations?: readonly WaveformAnnotation[];
  readonly leadMeasurements?: readonly LeadMeasurement[];
}
