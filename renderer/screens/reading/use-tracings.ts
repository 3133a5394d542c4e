/** Which tracing of an ECG study lies on the paper, and which of them the reader has not seen. */
import { useCallback, useState } from 'react';
import type { Study } from '#shared/study/study.ts';
import { type Tracing, tracingsOf } from './fetch-waveform.ts';

/** `late`: came while the case was open here; `unseen`: was there and never lay on the paper. */
export type TracingMark = 'late' | 'unseen';

export interface Tracings {
  readonly tracings: readonly Tracing[];
  /** Null while none is here. */
  readonly chosen: Tracing | null;
  /** The report is written from it; its numbers are bound, those of the others are not. */
  readonly isReported: boolean;
  readonly choose: (sopInstanceUid: string) => void;
  readonly markOf: (tracing: Tracing) => TracingMark | null;
  readonly noteShown: (sopInstanceUid: string) => void;
}

/** `shownBefore`: what this reader has seen of the study at other times. */
export function useTracings(study: Study, shownBefore: readonly string[]): Tracings {
  const [choice, setChoice] = useState<string | null>(null);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  // Also those that are only promised yet: they are on their way, not late.
  const [atFirst] = useState(() => new Set(uidsOf(study)));
  const tracings = tracingsOf(study);
  const [reported = null] = tracings;
  const chosen = tracings.find(({ sopInstanceUid }) => sopInstanceUid === choice) ?? reported;
  const noteShown = useCallback(
    (uid: string) => setShown((before) => (before.has(uid) ? before : new Set([...before, uid]))),
    [],
  );
  return {
    tracings,
    chosen,
    isReported: chosen === reported,
    choose: setChoice,
    markOf: ({ sopInstanceUid }) => {
      if (shown.has(sopInstanceUid) || shownBefore.includes(sopInstanceUid)) return null;
      return atFirst.has(sopInstanceUid) ? 'unseen' : 'late';
    },
    noteShown,
  };
}

function uidsOf(study: Study): string[] {
  return study.series.flatMap(({ instances }) => instances.map(({ sopInstanceUid }) => sopInstanceUid));
}
