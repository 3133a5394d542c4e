/** Journey step 2: a WFDB record of several segments, of fixed or variable layout, put on one time axis; what a segment lacks is missing. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { SampleArray } from '../../../study/waveform.ts';
import { invalid, readWfdbHeader, type WfdbHeader } from './wfdb-header.ts';
import { type OpenSibling, readWfdbSignals, type SignalSamples } from './wfdb-signals.ts';

export interface Piece {
  readonly from: number;
  readonly signals: readonly SignalSamples[];
}

/** Signals of the whole record. Fails as `readWfdbSignals`, or with `signal-file-missing` for a segment without header. */
export function readWfdbSegments(
  header: WfdbHeader,
  openSibling: OpenSibling,
  warnings: Set<string>,
): Result<SignalSamples[]> {
  const pieces: Piece[] = [];
  let from = 0;
  for (const segment of header.segments ?? []) {
    // `~` is a gap; a segment of no samples is the layout, which only names the signals.
    if (segment.record !== '~' && segment.frames > 0) {
      const piece = readSegment(header, segment, openSibling, warnings);
      if (!piece.ok) return piece;
      pieces.push({ from, signals: piece.value });
    }
    from += segment.frames;
  }
  return joinPieces(pieces, from);
}

function readSegment(
  whole: WfdbHeader,
  segment: { readonly record: string; readonly frames: number },
  openSibling: OpenSibling,
  warnings: Set<string>,
): Result<SignalSamples[]> {
  const name = `${segment.record}.hea`;
  const bytes = openSibling(name);
  if (bytes === null) return fail(failure('signal-file-missing', { name }));
  const header = readWfdbHeader(bytes, warnings);
  if (!header.ok) return header;
  if (header.value.segments !== null) return invalid('segment', segment.record);
  if (header.value.framesPerSecond !== whole.framesPerSecond)
    return invalid('sampling frequency of segment', segment.record);
  return readWfdbSignals({ ...header.value, frames: segment.frames }, openSibling, warnings);
}

/** A signal is the same one where its name, its scale and its rate are. */
function keyOf({ signal }: SignalSamples): string {
  const { description, gain, baseline, units, samplesPerFrame } = signal;
  return [description, gain, baseline, units, samplesPerFrame].join('\n');
}

/** Pieces on one axis of so many frames; where none lies is missing. */
export function joinPieces(pieces: readonly Piece[], frames: number): Result<SignalSamples[]> {
  const keys = new Map<string, SignalSamples>();
  for (const piece of pieces)
    for (const own of piece.signals) if (!keys.has(keyOf(own))) keys.set(keyOf(own), own);
  const held = pieces.reduce(
    (sum, piece) => sum + piece.signals.reduce((inner, { samples }) => inner + samples.length, 0),
    0,
  );
  const asked = [...keys.values()].reduce((sum, { signal }) => sum + frames * signal.samplesPerFrame, 0);
  // Gaps are cheap to write and dear to hold: beyond this the numbers are no recording.
  if (asked > 64 * held + 10_000_000) return invalid('samples', `${frames} × ${keys.size}`);
  return ok([...keys].map(([key, model]) => joinSignal(key, model, pieces, frames)));
}

function joinSignal(
  key: string,
  model: SignalSamples,
  pieces: readonly Piece[],
  frames: number,
): SignalSamples {
  const rate = model.signal.samplesPerFrame;
  const own = pieces.flatMap((piece) =>
    piece.signals
      .filter((signal) => keyOf(signal) === key)
      .map((signal) => ({ from: piece.from * rate, signal })),
  );
  const wide = own.some(({ signal }) => signal.samples instanceof Int32Array);
  const samples: SampleArray = wide ? new Int32Array(frames * rate) : new Int16Array(frames * rate);
  const missing: Array<readonly [number, number]> = [];
  let at = 0;
  for (const { from, signal } of own) {
    if (from > at) missing.push([at, from]);
    samples.set(signal.samples, from);
    missing.push(...signal.missing.map(([start, end]) => [start + from, end + from] as const));
    at = from + signal.samples.length;
  }
  if (at < samples.length) missing.push([at, samples.length]);
  return { signal: model.signal, samples, missing };
}
