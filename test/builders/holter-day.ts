/** A day of Holter written by code: every beat's place is known, the rate follows the hours, and what stands out stands where it is told. */
import { ishneBytes } from './holter-bytes.ts';

export interface HolterDay {
  /** An ISHNE file, acquired at 07:06:05. */
  readonly bytes: Buffer;
  readonly samplingHz: number;
  readonly sampleCount: number;
  /** Samples of the R peaks, rising. */
  readonly beats: readonly number[];
  readonly ventricular: readonly number[];
  /** First beat of the run of five. */
  readonly runAt: number;
  /** Beat before each pause and the pause's length in ms. */
  readonly pauses: ReadonlyArray<readonly [sample: number, ms: number]>;
}

export const holterLeads = ['II', 'V2', 'V5'] as const;
const leadCodes = [6, 12, 15];
const samplingHz = 200;
const nanovolts = 2500;
/** Every so many beats one comes early and from a ventricle. */
const ventricularEvery = 97;

/** Each bump: centre and width after the R peak in s, and its mV in II, V2 and V5. */
type Bumps = ReadonlyArray<readonly [at: number, width: number, mv: readonly [number, number, number]]>;
const sinusBeat: Bumps = [
  [-0.17, 0.022, [0.14, 0.06, 0.09]],
  [-0.025, 0.009, [-0.08, 0.1, -0.07]],
  [0, 0.011, [1.05, 0.35, 1.2]],
  [0.028, 0.011, [-0.15, -0.95, -0.2]],
  [0.29, 0.045, [0.28, 0.42, 0.33]],
];
const ventricularBeat: Bumps = [
  [0, 0.034, [-0.7, 1.5, -1.1]],
  [0.07, 0.04, [-0.5, 0.4, -0.6]],
  [0.3, 0.06, [0.45, -0.5, 0.5]],
];
const beforeSeconds = 0.3;
const afterSeconds = 0.5;

/** Rate by the hour: awake 72, the fastest hour about 8.5 h after the start, asleep about 19 h after it. */
function rateAt(hours: number): number {
  return 72 + 42 * Math.exp(-(((hours - 8.5) / 0.8) ** 2)) - 18 * Math.exp(-(((hours - 19) / 2.5) ** 2));
}

/** The first `hours` of the day, of that patient. */
export function holterDay(hours = 24, patientId = ''): HolterDay {
  const sampleCount = hours * 3600 * samplingHz;
  const beats: number[] = [];
  const ventricular: number[] = [];
  const pauses: Array<readonly [number, number]> = [];
  const planned = [
    { hour: 0.4, ms: 2600 },
    { hour: 3, ms: 2800 },
    { hour: 17.5, ms: 3500 },
  ];
  let runAt = -1;
  let seconds = 0.8;
  let random = 12345;
  const jitter = (): number => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    return random / 2_147_483_648 - 0.5;
  };
  const add = (isVentricular: boolean): number => {
    const sample = Math.round(seconds * samplingHz);
    beats.push(sample);
    if (isVentricular) ventricular.push(sample);
    return sample;
  };
  const end = hours * 3600 - 1;
  for (let count = 1; seconds < end; count++) {
    const rr = (60 / rateAt(seconds / 3600)) * (1 + 0.04 * jitter());
    const sample = add(false);
    const pause = planned[0];
    if (pause !== undefined && seconds >= pause.hour * 3600) {
      planned.shift();
      pauses.push([sample, pause.ms]);
      seconds = sample / samplingHz + pause.ms / 1000;
    } else if (runAt < 0 && seconds >= 0.6 * 3600) {
      seconds += 0.62 * rr;
      for (let k = 0; k < 5; k++) {
        const at = add(true);
        if (k === 0) runAt = at;
        seconds += k === 4 ? 1.2 * rr : 0.4;
      }
    } else if (count % ventricularEvery === 0) {
      seconds += 0.6 * rr;
      if (seconds < end) add(true);
      seconds += 1.35 * rr;
    } else seconds += rr;
  }
  const bytes = Buffer.concat([
    ishneBytes({
      leads: leadCodes.map((code) => ({ code, nanovolts, samples: [] })),
      samplingHz,
      sampleCount,
      id: patientId,
    }),
    samplesOf(sampleCount, beats, new Set(ventricular)),
  ]);
  return { bytes, samplingHz, sampleCount, beats, ventricular, runAt, pauses };
}

/** The leads in turns, each beat stamped at its place over a little noise. */
function samplesOf(count: number, beats: readonly number[], ventricular: ReadonlySet<number>): Buffer {
  const data = new Int16Array(count * 3);
  let random = 99;
  for (let at = 0; at < data.length; at++) {
    random = (random * 1_103_515_245 + 12_345) & 0x7fffffff;
    data[at] = ((random >> 16) % 9) - 4;
  }
  const [normal, wide] = [stampOf(sinusBeat), stampOf(ventricularBeat)];
  const before = Math.round(beforeSeconds * samplingHz);
  for (const beat of beats) {
    const stamp = ventricular.has(beat) ? wide : normal;
    const start = (beat - before) * 3;
    for (let k = 0; k < stamp.length; k++) {
      const at = start + k;
      if (at >= 0 && at < data.length) data[at] = (data[at] as number) + (stamp[k] as number);
    }
  }
  return Buffer.from(data.buffer);
}

function stampOf(bumps: Bumps): Int16Array {
  const before = Math.round(beforeSeconds * samplingHz);
  const length = before + Math.round(afterSeconds * samplingHz);
  return Int16Array.from({ length: length * 3 }, (_, at) => {
    const seconds = (Math.floor(at / 3) - before) / samplingHz;
    const mv = bumps.reduce(
      (sum, [centre, width, heights]) =>
        sum + (heights[at % 3] as number) * Math.exp(-(((seconds - centre) / width) ** 2)),
      0,
    );
    return Math.round((mv * 1_000_000) / nanovolts);
  });
}
