/** Journey step 7: what the machine measured on an ECG, as the reading room, the report and the command line receive it. */

/** Where a beat comes from, by its shape and its timing. `unknown`: the signal does not allow a class. */
export type BeatClass = 'normal' | 'ventricular' | 'supraventricular' | 'paced' | 'unknown';

/** The nine points of one beat. The unit is the holder's: samples of the recording, or samples of the median beat. */
export interface BeatFiducials<T = number> {
  readonly pOn: T | null;
  readonly pPeak: T | null;
  readonly pOff: T | null;
  readonly qrsOn: T | null;
  readonly rPeak: T | null;
  readonly qrsOff: T | null;
  readonly tOn: T | null;
  readonly tPeak: T | null;
  readonly tOff: T | null;
}

export type FiducialName = keyof BeatFiducials;

export const fiducialNames = [
  'pOn',
  'pPeak',
  'pOff',
  'qrsOn',
  'rPeak',
  'qrsOff',
  'tOn',
  'tPeak',
  'tOff',
] as const satisfies readonly FiducialName[];

export interface EcgBeat {
  /** 0-based sample of the R peak, at the file's own rate, in `groups[0]`. */
  readonly sample: number;
  readonly class: BeatClass;
  /** Global (all analysed leads) points in samples of the recording; null where the wave is absent or cannot be told. */
  readonly delineation: BeatFiducials;
}

/** `off` no electrode, `flat` a line, `saturated` at the converter's end, `noisy` not fit to measure, `good` otherwise. */
export type LeadState = 'good' | 'off' | 'flat' | 'saturated' | 'noisy';

export interface LeadQuality {
  readonly state: LeadState;
  /** Share of samples missing, at a rail, or in a flat stretch; 0 to 1. */
  readonly missingShare: number;
  readonly saturatedShare: number;
  readonly flatShare: number;
  /** Root mean square between beats above 40 Hz (muscle, mains), of the drift below 0.5 Hz, and of the 50/60 Hz line, in mV. */
  readonly noiseMv: number | null;
  readonly wanderMv: number | null;
  readonly mainsMv: number | null;
  /** QRS size over noise; null without beats. */
  readonly signalToNoise: number | null;
}

export interface LeadReversal {
  /** e.g. `LA-RA`; `precordial`: the evidence names the two leads; `limb` where the exchange cannot be told apart from others. */
  readonly kind: 'LA-RA' | 'LA-LL' | 'RA-LL' | 'RA-RL' | 'LA-RL' | 'precordial' | 'limb';
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
}

export interface PacingSpike {
  readonly sample: number;
  /** Leads that show it. */
  readonly leads: readonly string[];
  readonly amplitudeMv: number;
}

/** A sampling rate below what the AHA/ACC/HRS 2007 recommendations need, and what is therefore not stated. */
export interface LowSampling {
  readonly samplingHz: number;
  readonly neededHz: number;
  /** Kinds of claims held back: `st`, `qrs`, `amplitude`. */
  readonly heldBack: readonly string[];
}

export interface MarkedFiducial {
  /** Sample of the median beat. */
  readonly sample: number;
  /** Half width of where the point may lie (about one standard deviation of the leads' own points), ms. */
  readonly uncertaintyMs: number;
}

/** The typical beat: sample-wise median of the beats of the leading shape, aligned at QRS onset. */
export interface MedianBeat {
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** mV of each lead, the level just before QRS onset at zero; all of `sampleCount`. */
  readonly leads: Readonly<Record<string, Float32Array>>;
  /** How many beats went in, and of which class. */
  readonly beatsUsed: number;
  readonly class: BeatClass;
  /** Global points: earliest onset and latest end over the leads. */
  readonly fiducials: BeatFiducials<MarkedFiducial>;
  /** Typical RR interval that the beats were taken at; rate correction uses it. */
  readonly rrMs: number | null;
}

export interface QtcMs {
  readonly bazett: number | null;
  readonly fridericia: number | null;
  readonly framingham: number | null;
  readonly hodges: number | null;
}

/** Level against the one just before QRS onset, mV. */
export interface StLevels {
  readonly j: number | null;
  readonly j40: number | null;
  readonly j60: number | null;
  readonly j80: number | null;
}

/** mV against the level just before QRS onset; Q and S negative, null where the wave is absent. */
export interface LeadAmplitudes {
  readonly p: number | null;
  readonly q: number | null;
  readonly r: number | null;
  readonly s: number | null;
  /** Second positive wave of the QRS. */
  readonly rPrime: number | null;
  readonly t: number | null;
}

export interface AxesDeg {
  readonly p: number | null;
  readonly qrs: number | null;
  readonly t: number | null;
}

/** What follows from the median beat and its points alone: all of it changes when a point is dragged. */
export interface IntervalMeasurements {
  readonly pMs: number | null;
  readonly prMs: number | null;
  readonly qrsMs: number | null;
  readonly qtMs: number | null;
  /** Rate-corrected QT, each by its named formula. */
  readonly qtcMs: QtcMs;
  /** Frontal axes, −180 to 180, from the areas of I and aVF. */
  readonly axesDeg: AxesDeg;
  readonly stMv: Readonly<Record<string, StLevels>>;
  readonly amplitudesMv: Readonly<Record<string, LeadAmplitudes>>;
  /** S(V1) + the greater R of V5, V6. */
  readonly sokolowLyonMv: number | null;
  /** R(aVL) + S(V3). */
  readonly cornellMv: number | null;
}

export interface EcgMeasurements extends IntervalMeasurements {
  /** Mean ventricular rate, beats a minute. */
  readonly hrBpm: number | null;
  /** Atrial rate where P or flutter waves can be counted. */
  readonly atrialBpm: number | null;
  readonly rrMs: {
    readonly median: number | null;
    readonly min: number | null;
    readonly max: number | null;
  };
}

export type RhythmName =
  | 'sinus'
  | 'atrial-fibrillation'
  | 'atrial-flutter'
  | 'supraventricular-tachycardia'
  | 'ventricular-tachycardia'
  | 'ventricular-fibrillation'
  | 'junctional'
  | 'ventricular-escape'
  | 'paced'
  | 'undetermined';

export type AvBlock = 'first' | 'second-wenckebach' | 'second-mobitz' | 'two-to-one' | 'third';

export interface RhythmSpan {
  readonly fromSample: number;
  readonly toSample: number;
}

export interface RhythmEvidence {
  readonly name: RhythmName;
  readonly confidence: Confidence;
  readonly avBlock: AvBlock | null;
  /** Intervals of 2 s and more without a QRS. */
  readonly pauses: ReadonlyArray<RhythmSpan & { readonly ms: number }>;
  readonly ectopy: {
    readonly ventricular: number;
    readonly supraventricular: number;
    readonly couplets: number;
    /** Three or more ventricular beats in a row. */
    readonly runs: ReadonlyArray<RhythmSpan & { readonly beats: number; readonly bpm: number }>;
    readonly bigeminy: boolean;
  };
  /** Stretches without QRS complexes, one rolling wave: fibrillation or flutter of the ventricles, torsades. */
  readonly rolling: ReadonlyArray<RhythmSpan & { readonly hertz: number }>;
  readonly evidence: readonly Evidence[];
}

/** Rule-based certainty; never a probability that was not measured. */
export type Confidence = 'high' | 'medium' | 'low';

/** One measured fact that a statement rests on; `name` is a measurement or a counted thing. */
export interface Evidence {
  readonly name: string;
  readonly value: number | string;
  readonly unit: string;
  readonly lead?: string;
}

export interface BilingualText {
  readonly zh: string;
  readonly en: string;
}

export interface EcgStatement {
  readonly code: string;
  readonly text: BilingualText;
  readonly evidence: readonly Evidence[];
  readonly confidence: Confidence;
  /** The published criterion the rule was taken from. */
  readonly source: string;
}

export interface CriticalFinding {
  /** `zhejiang`, `shanxi`, `national-2017`. */
  readonly ruleSet: string;
  readonly version: string;
  readonly code: string;
  readonly text: BilingualText;
  readonly evidence: readonly Evidence[];
}

export interface EcgAnalysis {
  /** Always: a machine says this until a person accepts it. */
  readonly status: 'unconfirmed';
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** Leads that were measured on; bad ones are left out and named in `quality`. */
  readonly analysedLeads: readonly string[];
  readonly beats: readonly EcgBeat[];
  readonly quality: Readonly<Record<string, LeadQuality>>;
  readonly leadReversal: LeadReversal | null;
  readonly pacingSpikes: readonly PacingSpike[];
  /** Rectangles that the cart wrote into the recording; left out of everything. */
  readonly calibrationPulses: readonly RhythmSpan[];
  readonly lowSampling: LowSampling | null;
  readonly medianBeat: MedianBeat | null;
  readonly measurements: EcgMeasurements;
  readonly rhythm: RhythmEvidence;
  readonly statements: readonly EcgStatement[];
  /** Every rule that fires, of every rule set side by side; the hospital chooses which one it follows. */
  readonly critical: readonly CriticalFinding[];
}

export interface AnalysisOptions {
  /** Normal limits are only applied where both are known. */
  readonly ageYears?: number;
  readonly sex?: 'M' | 'F';
  /** 0-based index into `groups[0].leads` of the one lead to analyse; all when absent. */
  readonly lead?: number;
}
