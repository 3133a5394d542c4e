/**
 * Journey step 7: the samples around the page of a long recording: whole chunks are asked for, the neighbours on the way of the
 * reader ahead of need, and what he has scrolled away from is given up. What it hands out is one group in its own samples.
 */
import type { Failure } from '#shared/failure.ts';
import type { SampleArray, WaveformGroup, WaveformLead } from '#shared/study/waveform.ts';
import type { LongRecording } from './long-recording.ts';

export interface LoadedStretch {
  /** Sample of the recording at which `group` begins. */
  readonly base: number;
  readonly group: WaveformGroup;
  /** False while part of it is still on its way; that part is marked missing. */
  readonly whole: boolean;
}

export interface WindowStore {
  /** The reader looks at samples [from, to): they, their margin and their neighbours are fetched. */
  readonly show: (from: number, to: number) => void;
  /** The chunks around [from, to) as far as they are here; null before any. The same object as long as nothing changed. */
  readonly stretch: (from: number, to: number) => LoadedStretch | null;
  readonly failure: () => Failure | null;
  /** Asks again for what failed. */
  readonly retry: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Rises with every change. */
  readonly version: () => number;
  readonly close: () => void;
}

/** A chunk is as long as a display filter needs to settle: page and one chunk on either side is all that is drawn from. */
const chunkSeconds = 20;
const chunksAhead = 3;
const mostAtOnce = 4;
/** Values kept: some 16 MB. */
const mostValues = 6_000_000;

export function createWindowStore(recording: LongRecording): WindowStore {
  const { sampleCount, samplingHz, leads } = recording;
  const size = Math.max(1, Math.round(chunkSeconds * samplingHz));
  const count = Math.ceil(sampleCount / size);
  const mostKept = Math.max(12, Math.floor(mostValues / (size * Math.max(1, leads.length))));
  const chunks = new Map<number, WaveformGroup>();
  const asking = new Map<number, AbortController>();
  const listeners = new Set<() => void>();
  let wanted: readonly number[] = [];
  let lastFrom = 0;
  let failure: Failure | null = null;
  let version = 0;
  let joined: { key: string; stretch: LoadedStretch | null } = { key: '', stretch: null };
  let closed = false;

  const changed = (): void => {
    version++;
    for (const listener of listeners) listener();
  };
  const around = (from: number, to: number): readonly [number, number] => [
    Math.max(0, Math.floor(from / size) - 1),
    Math.min(count - 1, Math.floor(Math.max(from, to - 1) / size) + 1),
  ];

  function ask(): void {
    if (closed || failure !== null) return;
    for (const index of wanted) {
      if (asking.size >= mostAtOnce) return;
      if (chunks.has(index) || asking.has(index)) continue;
      const control = new AbortController();
      asking.set(index, control);
      const from = index * size;
      recording
        .window(from, Math.min(sampleCount, from + size), control.signal)
        .then(
          (found) => {
            if (control.signal.aborted) return;
            if (found.ok) keep(index, found.value);
            else failure = found.failure;
            changed();
          },
          (error: unknown) => {
            if (control.signal.aborted) return;
            failure = error as Failure;
            changed();
          },
        )
        .finally(() => {
          if (asking.get(index) === control) asking.delete(index);
          ask();
        });
    }
  }

  function keep(index: number, chunk: WaveformGroup): void {
    chunks.set(index, chunk);
    const here = Math.floor(lastFrom / size);
    while (chunks.size > mostKept) {
      const farthest = [...chunks.keys()].reduce((a, b) => (Math.abs(b - here) > Math.abs(a - here) ? b : a));
      chunks.delete(farthest);
    }
  }

  return {
    show: (from, to) => {
      const way = from < lastFrom ? -1 : 1;
      lastFrom = from;
      const [first, last] = around(from, to);
      const near = range(first + 1, last - 1);
      const ahead = way === 1 ? range(last, last + chunksAhead) : range(first - chunksAhead, first).reverse();
      // The page first, then its margin, then where the reader is going.
      const next = [...near, first, last, ...ahead].filter((index) => index >= 0 && index < count);
      wanted = [...new Set(next)];
      for (const [index, control] of asking) {
        if (wanted.includes(index)) continue;
        asking.delete(index);
        control.abort();
      }
      ask();
    },
    stretch: (from, to) => {
      const [first, last] = around(from, to);
      const here = range(first, last).filter((index) => chunks.has(index));
      const key = `${first} ${last} ${here.join()}`;
      if (joined.key !== key) joined = { key, stretch: join(first, last) };
      return joined.stretch;
    },
    failure: () => failure,
    retry: () => {
      failure = null;
      changed();
      ask();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
    close: () => {
      closed = true;
      for (const control of asking.values()) control.abort();
      asking.clear();
    },
  };

  /** Chunks first to last as one group; a chunk that is not here is missing signal. */
  function join(first: number, last: number): LoadedStretch | null {
    const indexes = range(first, last);
    const model = indexes.map((index) => chunks.get(index)).find((chunk) => chunk !== undefined);
    if (model === undefined) return null;
    const base = first * size;
    const length = Math.min(sampleCount, (last + 1) * size) - base;
    const whole = indexes.every((index) => chunks.has(index));
    const joinedLeads = model.leads.map((lead, row): WaveformLead => {
      const samples: SampleArray =
        lead.samples instanceof Int16Array ? new Int16Array(length) : new Int32Array(length);
      const missing: Array<readonly [number, number]> = [];
      for (const index of indexes) {
        const at = (index - first) * size;
        const part = chunks.get(index)?.leads[row];
        if (part === undefined) missing.push([at, Math.min(length, at + size)]);
        else {
          samples.set(part.samples, at);
          for (const [from, to] of part.missing) missing.push([at + from, at + to]);
        }
      }
      return { ...lead, samples, missing };
    });
    return { base, whole, group: { ...model, sampleCount: length, leads: joinedLeads } };
  }
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
