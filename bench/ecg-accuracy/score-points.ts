/** Points of beats against an expert's: mean error and standard deviation of each, and how many waves were found or made up. */
import type { BeatFiducials, FiducialName } from '#shared/ecg/analysis.ts';
import type { WfdbAnnotation } from '#shared/formats/ecg/wfdb/wfdb-annotations.ts';
import { pairBeats } from './score-beats.ts';

/** A marked beat; what the expert did not mark is null. `t` without its own onset is common in QTDB. */
export type MarkedBeat = BeatFiducials;

export const beatCodes = new Set([...'NLRaVFJASEj/QBenfr?']);

/** Beats of an annotation file in the style of LUDB and QTDB: `( p ) ( N ) ( t )`. */
export function markedBeats(marks: readonly WfdbAnnotation[]): MarkedBeat[] {
  const beats: Array<Record<FiducialName, number | null>> = [];
  const blank = (): Record<FiducialName, number | null> => ({
    pOn: null,
    pPeak: null,
    pOff: null,
    qrsOn: null,
    rPeak: null,
    qrsOff: null,
    tOn: null,
    tPeak: null,
    tOff: null,
  });
  let wave: Record<FiducialName, number | null> | null = null;
  marks.forEach(({ code, sample }, i) => {
    const on = marks[i - 1]?.code === '(' ? (marks[i - 1]?.sample ?? null) : null;
    const off = marks[i + 1]?.code === ')' ? (marks[i + 1]?.sample ?? null) : null;
    if (code === 'p') {
      wave = { ...blank(), pOn: on, pPeak: sample, pOff: off };
    } else if (beatCodes.has(code)) {
      const beat = { ...(wave ?? blank()), qrsOn: on, rPeak: sample, qrsOff: off };
      wave = null;
      beats.push(beat);
    } else if (code === 't') {
      const last = beats.at(-1);
      // The first T wave of two marked (a U wave, a second opinion) is the T wave.
      if (last && last.tPeak === null) Object.assign(last, { tOn: on, tPeak: sample, tOff: off });
    }
  });
  return beats;
}

export interface PointError {
  readonly name: FiducialName;
  readonly ms: number;
  readonly beat: number;
}

export interface WaveCount {
  /** Waves marked, of those found, and found where none is marked, on beats that were matched. */
  readonly marked: number;
  readonly found: number;
  readonly madeUp: number;
}

export interface PointScore {
  readonly errors: readonly PointError[];
  readonly p: WaveCount;
  readonly t: WaveCount;
}

/** Errors (found less marked) of every point both have, of beats within 150 ms of each other; none is left out as an outlier. */
export function scorePoints(
  found: readonly BeatFiducials[],
  marked: readonly MarkedBeat[],
  names: readonly FiducialName[],
  samplingHz: number,
): PointScore {
  const known = found.filter(({ rPeak }) => rPeak !== null);
  const pairs = pairBeats(
    known.map(({ rPeak }) => rPeak as number),
    marked.map(({ rPeak }) => rPeak as number),
    0.15 * samplingHz,
  );
  const errors: PointError[] = [];
  const count = (peak: 'pPeak' | 'tPeak'): WaveCount => {
    const of = (has: boolean, marks: boolean): number =>
      pairs.filter(
        ([f, m]) =>
          ((known[f]?.[peak] ?? null) !== null) === has && ((marked[m]?.[peak] ?? null) !== null) === marks,
      ).length;
    return { marked: of(true, true) + of(false, true), found: of(true, true), madeUp: of(true, false) };
  };
  for (const [f, m] of pairs) {
    for (const name of names) {
      const ours = known[f]?.[name] ?? null;
      const theirs = marked[m]?.[name] ?? null;
      if (ours !== null && theirs !== null)
        errors.push({ name, ms: ((ours - theirs) * 1000) / samplingHz, beat: m });
    }
  }
  return { errors, p: count('pPeak'), t: count('tPeak') };
}
