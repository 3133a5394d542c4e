/** Journey step 7: a window of a WFDB record: the frames it lies in out of each signal file, over all segments. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformGroup } from '../../../study/waveform.ts';
import { longestFirst } from '../build-lead.ts';
import { sexOf } from '../ecg-file.ts';
import { runsOf } from '../missing-runs.ts';
import { annotationsOf, groupsOf, sexWord } from '../wfdb/wfdb.ts';
import { readWfdbAnnotations } from '../wfdb/wfdb-annotations.ts';
import { wfdbFormats } from '../wfdb/wfdb-formats.ts';
import { readWfdbHeader, type WfdbHeader, type WfdbSignal } from '../wfdb/wfdb-header.ts';
import { joinPieces, type Piece } from '../wfdb/wfdb-segments.ts';
import { type SignalSamples, takeSamples, undoSkew } from '../wfdb/wfdb-signals.ts';
import { type LateMarks, type RangeSource, type RecordingBody, sliceGroup } from './recording.ts';
import { openWholeRecording } from './whole-recording.ts';

const mostHeaderBytes = 4 * 1024 * 1024;
const mostMarkBytes = 64 * 1024 * 1024;
/** Two and three samples share bytes in the packed formats: every sixth begins one. */
const aligned = 6;

interface Segment {
  readonly from: number;
  readonly frames: number;
  readonly header: WfdbHeader;
  readonly files: ReadonlyMap<string, RangeSource>;
}

/** Fails as `readWfdb` does. Difference formats are read whole: their samples are known only from the first on. */
export async function openWfdbRecording(source: RangeSource): Promise<Result<RecordingBody>> {
  const warnings = new Set<string>();
  const found = await readHeader(source, warnings);
  if (!found.ok) return found;
  const header = found.value;
  const opened = await openSegments(source, header, warnings);
  if (!opened.ok) return opened;
  const segments = opened.value;
  const all = segments.flatMap((segment) => segment.header.signals);
  if (header.segments === null && all.some((signal) => wfdbFormats[signal.format]?.differences))
    return openWholeRecording(source, {}, [...all.map(({ file }) => file), `${header.record}.atr`]);
  if (all.some((signal) => wfdbFormats[signal.format]?.differences))
    return fail(failure('waveform-invalid', { detail: 'signal format 8 in segments' }));
  const frames =
    header.frames ?? segments.reduce((sum, segment) => Math.max(sum, segment.from + segment.frames), 0);
  const readFrames = async (from: number, to: number): Promise<Result<SignalSamples[]>> => {
    const pieces: Piece[] = [];
    for (const segment of segments) {
      const first = Math.max(from, segment.from);
      const last = Math.min(to, segment.from + segment.frames);
      // An empty piece keeps the order and the names of signals that begin in another stretch.
      const inside = last > first ? [first - segment.from, last - segment.from] : [0, 0];
      const signals = await readPiece(segment, inside[0] ?? 0, inside[1] ?? 0);
      if (!signals.ok) return signals;
      pieces.push({ from: last > first ? first - from : 0, signals: signals.value });
    }
    return joinPieces(pieces, to - from);
  };
  const empty = await readFrames(0, 0);
  if (!empty.ok) return empty;
  const rated = groupsOf(header, empty.value, warnings).map((group) => ({
    ...group,
    sampleCount: Math.round((frames * group.samplingHz) / header.framesPerSecond),
  }));
  if (frames === 0 || rated.length === 0) return fail(failure('no-waveform'));
  const shells = longestFirst(rated);
  return ok({
    format: 'wfdb',
    patient: { name: '', id: '', sex: sexOf(sexWord(header.comments)), birthDate: null },
    accessionNumber: '',
    institution: '',
    device: { manufacturer: '', model: '', serial: '', software: '' },
    acquiredAt: header.startedAt,
    warnings,
    complete: !warnings.has('waveform-short'),
    shells,
    read: async (index, from, to) => {
      const shell = shells[index];
      if (shell === undefined) return fail(failure('no-waveform'));
      const rate = Math.round(shell.samplingHz / header.framesPerSecond);
      const first = Math.floor(from / rate);
      const read = await readFrames(first, Math.ceil(to / rate));
      if (!read.ok) return read;
      const own = read.value.filter(({ signal }) => signal.samplesPerFrame === rate);
      const group: WaveformGroup | undefined = groupsOf(header, own, new Set())[0];
      if (group === undefined) return fail(failure('no-waveform'));
      return ok(sliceGroup(group, from - first * rate, to - first * rate));
    },
    readMarks: async (late) => {
      const beside = late === undefined ? await source.sibling(`${header.record}.atr`) : null;
      const bytes = late?.bytes ?? (await beside?.read(0, Math.min(beside.size, mostMarkBytes)));
      if (bytes === undefined || (late !== undefined && !isOwnAnnotator(late, header.record))) return ok([]);
      return ok(annotationsOf(bytes, header, shells[0], new Set()));
    },
  });
}

/** Nothing in such a file says what it is: it bears the record's name and ends with the end mark. */
function isOwnAnnotator({ name, bytes }: LateMarks, record: string): boolean {
  const warnings = new Set<string>();
  if (name.replace(/\.[^.]*$/, '').toLowerCase() !== record.toLowerCase()) return false;
  return readWfdbAnnotations(bytes, warnings).length > 0 && warnings.size === 0;
}

async function readHeader(source: RangeSource, warnings: Set<string>): Promise<Result<WfdbHeader>> {
  if (source.size > mostHeaderBytes)
    return fail(failure('waveform-invalid', { detail: `header of ${source.size} bytes` }));
  return readWfdbHeader(await source.read(0, source.size), warnings);
}

async function openSegments(
  source: RangeSource,
  header: WfdbHeader,
  warnings: Set<string>,
): Promise<Result<Segment[]>> {
  if (header.segments === null) {
    const only = await openSegment(source, header, 0, header.frames, warnings);
    return only.ok ? ok([only.value]) : only;
  }
  const segments: Segment[] = [];
  let from = 0;
  for (const { record, frames } of header.segments) {
    // `~` is a gap; a segment of no samples is the layout, which only names the signals.
    if (record !== '~' && frames > 0) {
      const beside = await source.sibling(`${record}.hea`);
      if (beside === null) return fail(failure('signal-file-missing', { name: `${record}.hea` }));
      const own = await readHeader(beside, warnings);
      if (!own.ok) return own;
      if (own.value.segments !== null || own.value.framesPerSecond !== header.framesPerSecond)
        return fail(failure('waveform-invalid', { detail: `segment ${record}` }));
      const segment = await openSegment(source, own.value, from, frames, warnings);
      if (!segment.ok) return segment;
      segments.push(segment.value);
    }
    from += frames;
  }
  return ok(segments);
}

/** The files of a segment, and the frames that all of them hold. */
async function openSegment(
  source: RangeSource,
  header: WfdbHeader,
  from: number,
  declared: number | null,
  warnings: Set<string>,
): Promise<Result<Segment>> {
  const files = new Map<string, RangeSource>();
  let frames = declared ?? Number.POSITIVE_INFINITY;
  for (const [name, signals] of byFile(header.signals)) {
    const file = await source.sibling(name);
    if (file === null) return fail(failure('signal-file-missing', { name }));
    const [first] = signals;
    const format = first && wfdbFormats[first.format];
    if (format === undefined || signals.some((signal) => signal.format !== first?.format))
      return fail(
        failure('waveform-invalid', {
          detail: `signal format ${signals.map((one) => one.format).join(' ')}`,
        }),
      );
    const held = Math.floor(
      format.held(Math.max(0, file.size - (first?.byteOffset ?? 0))) / perFrame(signals),
    );
    if (held < frames && declared !== null) warnings.add('waveform-short');
    if (declared === null) frames = Math.min(frames, held);
    files.set(name, file);
  }
  return ok({ from, frames: Number.isFinite(frames) ? frames : 0, header, files });
}

function byFile(signals: readonly WfdbSignal[]): Map<string, WfdbSignal[]> {
  const files = new Map<string, WfdbSignal[]>();
  for (const signal of signals) {
    if (signal.file === '~') continue;
    const own = files.get(signal.file);
    if (own === undefined) files.set(signal.file, [signal]);
    else own.push(signal);
  }
  return files;
}

const perFrame = (signals: readonly WfdbSignal[]): number =>
  signals.reduce((sum, signal) => sum + signal.samplesPerFrame, 0);

/** Frames [from, to) of a segment, each signal moved back by its skew; what its file does not hold is missing. */
async function readPiece(segment: Segment, from: number, to: number): Promise<Result<SignalSamples[]>> {
  const found: SignalSamples[] = [];
  for (const [name, signals] of byFile(segment.header.signals)) {
    const file = segment.files.get(name);
    const [first] = signals;
    const format = first && wfdbFormats[first.format];
    if (file === undefined || first === undefined || format === undefined) continue;
    const width = perFrame(signals);
    const skew = Math.min(segment.frames, Math.max(...signals.map((signal) => signal.skew)));
    const start = from - (from % aligned);
    const asked = to + skew - start;
    const at = first.byteOffset + start * width * format.bytesPerSample;
    const bytes =
      to === from
        ? new Uint8Array()
        : await file.read(at, at + Math.ceil(asked * width * format.bytesPerSample));
    const frames = Math.min(asked, Math.floor(format.held(bytes.length) / width));
    let slot = 0;
    for (const signal of signals) {
      const own = takeSamples(bytes, format, { ...signal, byteOffset: 0 }, frames, slot, width);
      slot += signal.samplesPerFrame;
      const runs = format.missing === null ? [] : runsOf(own, format.missing);
      const moved = undoSkew(signal, own, runs);
      found.push(
        cutSignal(moved, (from - start) * signal.samplesPerFrame, (to - start) * signal.samplesPerFrame),
      );
    }
  }
  return ok(found);
}

function cutSignal({ signal, samples, missing }: SignalSamples, from: number, to: number): SignalSamples {
  const held = samples.subarray(from, to);
  return {
    signal,
    samples: held,
    missing: missing
      .map(
        ([start, end]) => [Math.max(start, from) - from, Math.min(end, from + held.length) - from] as const,
      )
      .filter(([start, end]) => end > start),
  };
}
