/** The places of a long recording a reader jumps to, by kind: beats of a class, pauses, runs, marks of the file, extremes. */
import type { WaveformAnnotation } from '../../study/waveform.ts';
import { type LongAnalysis, longBeatClasses } from './long-analysis.ts';

export type LongEventKind =
  | 'critical'
  | 'ventricular-runs'
  | 'rolling'
  | 'pauses'
  | 'ventricular'
  | 'supraventricular'
  | 'paced'
  | 'unknown'
  | 'other-shape'
  | 'lost'
  | `mark ${string}`;

export interface LongEvents {
  readonly kind: LongEventKind;
  /** Samples of the group, rising. */
  readonly samples: Int32Array;
}

/** Marks of WFDB and ISHNE that only say that a normal beat is here. */
const plainMarks = new Set(['N', '·', '.']);

/** Kinds that occur, the gravest first; without an analysis those of the file alone. */
export function longEvents(
  analysis: LongAnalysis | null,
  marks: readonly WaveformAnnotation[],
): LongEvents[] {
  const spans = (of: ReadonlyArray<{ readonly fromSample: number }>): Int32Array =>
    Int32Array.from(of, ({ fromSample }) => fromSample).sort();
  const events: LongEvents[] = [];
  if (analysis !== null) {
    const beatsOf = (name: (typeof longBeatClasses)[number]): Int32Array => {
      const wanted = longBeatClasses.indexOf(name);
      return analysis.beats.samples.filter((_, i) => analysis.beats.classes[i] === wanted);
    };
    events.push(
      { kind: 'critical', samples: spans(analysis.critical) },
      { kind: 'ventricular-runs', samples: spans(analysis.runs) },
      { kind: 'rolling', samples: spans(analysis.rolling) },
      { kind: 'pauses', samples: spans(analysis.pauses) },
      { kind: 'ventricular', samples: beatsOf('ventricular') },
      { kind: 'supraventricular', samples: beatsOf('supraventricular') },
      { kind: 'paced', samples: beatsOf('paced') },
      { kind: 'unknown', samples: beatsOf('unknown') },
      { kind: 'other-shape', samples: spans(analysis.otherShape) },
      { kind: 'lost', samples: spans(analysis.lost) },
    );
  }
  const byName = new Map<string, number[]>();
  for (const { code, text, sample } of marks) {
    if (plainMarks.has(code)) continue;
    const name = code === '' ? text : code;
    const found = byName.get(name);
    if (found === undefined) byName.set(name, [sample]);
    else found.push(sample);
  }
  for (const [name, samples] of byName)
    events.push({ kind: `mark ${name}`, samples: Int32Array.from(samples).sort() });
  return events.filter(({ samples }) => samples.length > 0);
}

/** Place of the first event after the sample, or of the last before it; −1 when there is none that way. */
export function eventBeside(samples: Int32Array, sample: number, way: 1 | -1): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const before = way === 1 ? (samples[middle] as number) <= sample : (samples[middle] as number) < sample;
    if (before) low = middle + 1;
    else high = middle;
  }
  const at = way === 1 ? low : low - 1;
  return at < samples.length ? at : -1;
}
