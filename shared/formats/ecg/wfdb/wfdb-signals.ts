/** Journey step 2: the signals of one WFDB segment: samples out of the files beside the header, checksums proved. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { SampleArray } from '../../../study/waveform.ts';
import { int16At } from '../interleaved.ts';
import { type MissingRuns, runsOf } from '../missing-runs.ts';
import { type WfdbFormat, wfdbFormats } from './wfdb-formats.ts';
import { invalid, type WfdbHeader, type WfdbSignal } from './wfdb-header.ts';

export type OpenSibling = (name: string) => Uint8Array | null;

export interface SignalSamples {
  readonly signal: WfdbSignal;
  readonly samples: SampleArray;
  readonly missing: MissingRuns;
}

/** Samples of every signal that has a file. Fails with `signal-file-missing` or `waveform-invalid`. */
export function readWfdbSignals(
  header: WfdbHeader,
  openSibling: OpenSibling,
  warnings: Set<string>,
): Result<SignalSamples[]> {
  const found: SignalSamples[] = [];
  const { signals } = header;
  for (let from = 0; from < signals.length; ) {
    const file = signals[from]?.file ?? '';
    let to = from;
    while (to < signals.length && signals[to]?.file === file) to++;
    const together = signals.slice(from, to);
    from = to;
    if (file === '~') continue;
    const read = readSignalFile(header, together, openSibling, warnings);
    if (!read.ok) return read;
    found.push(...read.value);
  }
  return ok(found);
}

function readSignalFile(
  header: WfdbHeader,
  signals: readonly WfdbSignal[],
  openSibling: OpenSibling,
  warnings: Set<string>,
): Result<SignalSamples[]> {
  const [first] = signals;
  if (first === undefined) return ok([]);
  const format = wfdbFormats[first.format];
  if (format === undefined) return invalid('signal format', String(first.format));
  if (signals.some((signal) => signal.format !== first.format))
    return invalid('signal format', `${first.file}: ${signals.map((signal) => signal.format).join(' ')}`);
  const bytes = openSibling(first.file);
  if (bytes === null) return fail(failure('signal-file-missing', { name: first.file }));
  const perFrame = signals.reduce((sum, signal) => sum + signal.samplesPerFrame, 0);
  const held = Math.floor(format.held(Math.max(0, bytes.length - first.byteOffset)) / perFrame);
  const frames = Math.min(header.frames ?? held, held);
  if (header.frames !== null && held < header.frames) warnings.add('waveform-short');
  let slot = 0;
  const found: SignalSamples[] = [];
  for (const signal of signals) {
    const samples = takeSamples(bytes, format, signal, frames, slot, perFrame);
    slot += signal.samplesPerFrame;
    if (frames === header.frames) proveChecksum(signal, samples, warnings);
    found.push(undoSkew(signal, samples, format.missing === null ? [] : runsOf(samples, format.missing)));
  }
  return ok(found);
}

export function takeSamples(
  bytes: Uint8Array,
  format: WfdbFormat,
  signal: WfdbSignal,
  frames: number,
  slot: number,
  perFrame: number,
): SampleArray {
  const { samplesPerFrame, byteOffset } = signal;
  const samples = format.make(frames * samplesPerFrame);
  let out = 0;
  if (format.plain16 === true && samplesPerFrame === 1 && samples instanceof Int16Array) {
    const all = int16At(bytes, byteOffset, frames * perFrame);
    for (let frame = 0, at = slot; frame < frames; frame++, at += perFrame) samples[frame] = all[at] ?? 0;
    return samples;
  }
  if (format.pairs !== undefined && perFrame === 2 && samplesPerFrame === 1) {
    format.pairs(bytes, byteOffset, slot, samples);
    return samples;
  }
  for (let frame = 0; frame < frames; frame++) {
    const place = frame * perFrame + slot;
    for (let index = 0; index < samplesPerFrame; index++)
      samples[out++] = format.at(bytes, byteOffset, place + index);
  }
  if (format.differences) {
    let value = signal.initialValue ?? 0;
    for (let at = 0; at < samples.length; at++) {
      value += samples[at] ?? 0;
      samples[at] = value;
    }
  }
  return samples;
}

/** The header keeps the sum of all samples in 16 bits; writers that do not count write 0. */
function proveChecksum(signal: WfdbSignal, samples: SampleArray, warnings: Set<string>): void {
  if (signal.checksum === null || signal.checksum === 0) return;
  let sum = 0;
  for (const sample of samples) sum = (sum + sample) & 0xffff;
  if (sum !== (signal.checksum & 0xffff)) warnings.add('waveform-checksum');
}

/** A signal that lies `skew` samples later in the file is moved back to its time; its end is then not known. */
export function undoSkew(signal: WfdbSignal, samples: SampleArray, missing: MissingRuns): SignalSamples {
  const by = Math.min(signal.skew * signal.samplesPerFrame, samples.length);
  if (by === 0) return { signal, samples, missing };
  samples.copyWithin(0, by);
  samples.fill(0, samples.length - by);
  const moved = missing
    .map(([from, to]) => [Math.max(0, from - by), to - by] as const)
    .filter(([from, to]) => to > from);
  return { signal, samples, missing: [...moved, [samples.length - by, samples.length]] };
}
