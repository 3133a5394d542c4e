/** Journey step 2: a WFDB record: its header, the signal files it names, and the annotations beside it. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type {
  WaveformAnnotation,
  WaveformChannel,
  WaveformGroup,
  WaveformLead,
} from '../../../study/waveform.ts';
import { buildLead, longestFirst } from '../build-lead.ts';
import { type EcgFile, type EcgReadOptions, sexOf } from '../ecg-file.ts';
import { leadName } from '../lead-names.ts';
import { microvoltsPerUnit, plainFactor } from '../voltage-units.ts';
import { readWfdbAnnotations } from './wfdb-annotations.ts';
import { readWfdbHeader, type WfdbHeader } from './wfdb-header.ts';
import { readWfdbSegments } from './wfdb-segments.ts';
import { type OpenSibling, readWfdbSignals, type SignalSamples } from './wfdb-signals.ts';

/** LSB per mV of a record that was never calibrated (header(5)). */
const usualGain = 200;

/** Fails with `signal-file-missing`, `waveform-invalid` or `no-waveform`. Annotations are looked for as `RECORD.atr`. */
export function readWfdb(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  const openSibling: OpenSibling = (name) => options.sibling?.(name) ?? null;
  const read = readWfdbHeader(bytes, warnings);
  if (!read.ok) return read;
  const header = read.value;
  const signals =
    header.segments === null
      ? readWfdbSignals(header, openSibling, warnings)
      : readWfdbSegments(header, openSibling, warnings);
  if (!signals.ok) return signals;
  const groups = groupsOf(header, signals.value, warnings);
  if (groups.every((group) => group.sampleCount === 0))
    return fail(failure('no-waveform', {}, options.language));
  const ordered = longestFirst(groups);
  const marks = openSibling(`${header.record}.atr`);
  return ok({
    format: 'wfdb',
    patient: { name: '', id: '', sex: sexOf(sexWord(header.comments)), birthDate: null },
    accessionNumber: '',
    institution: '',
    device: { manufacturer: '', model: '', serial: '', software: '' },
    waveform: {
      groups: ordered,
      statements: diagnosesOf(header.comments).map((text) => ({ text, confirmed: false })),
      measurements: [],
      acquiredAt: header.startedAt,
      ...(marks === null ? {} : { annotations: annotationsOf(marks, header, ordered[0], warnings) }),
    },
    warnings,
    complete: !warnings.has('waveform-short') && !warnings.has('waveform-checksum'),
  });
}

/** One group for each sampling rate, voltages first. */
export function groupsOf(
  header: WfdbHeader,
  signals: readonly SignalSamples[],
  warnings: Set<string>,
): WaveformGroup[] {
  const rates = [...new Set(signals.map(({ signal }) => signal.samplesPerFrame))];
  return rates.map((rate) => {
    const own = signals.filter(({ signal }) => signal.samplesPerFrame === rate);
    const sampleCount = Math.max(0, ...own.map(({ samples }) => samples.length));
    const leads: WaveformLead[] = [];
    const others: WaveformChannel[] = [];
    for (const [index, given] of own.entries()) {
      const channel = channelOf(fillUp(given, sampleCount), index, warnings);
      if ('microvoltsPerLsb' in channel) leads.push(channel);
      else others.push(channel);
    }
    return {
      label: 'RHYTHM',
      samplingHz: plainFactor(header.framesPerSecond * rate),
      sampleCount,
      leads,
      ...(others.length === 0 ? {} : { otherChannels: others }),
    };
  });
}

/** A file that ends before the others is filled up with missing samples. */
function fillUp(given: SignalSamples, sampleCount: number): SignalSamples {
  const { samples, missing } = given;
  if (samples.length === sampleCount) return given;
  const filled = samples instanceof Int16Array ? new Int16Array(sampleCount) : new Int32Array(sampleCount);
  filled.set(samples);
  return { ...given, samples: filled, missing: [...missing, [samples.length, sampleCount]] };
}

function channelOf(
  { signal, samples, missing }: SignalSamples,
  index: number,
  warnings: Set<string>,
): WaveformLead | WaveformChannel {
  if (signal.gain === 0) warnings.add('gain-assumed');
  const gain = signal.gain === 0 ? usualGain : signal.gain;
  const name = leadName(signal.description, '', signal.description, index);
  const perUnit = microvoltsPerUnit(signal.units);
  const zero = -signal.baseline / gain;
  if (perUnit === undefined)
    return {
      name,
      unit: signal.units,
      samples,
      unitsPerLsb: plainFactor(1 / gain),
      baseline: zero === 0 ? 0 : plainFactor(zero),
      missing,
    };
  return buildLead({
    name,
    samples,
    missing,
    microvoltsPerLsb: plainFactor(perUnit / gain),
    baselineMicrovolts: zero === 0 ? 0 : plainFactor(zero * perUnit),
  });
}

export function annotationsOf(
  marks: Uint8Array,
  header: WfdbHeader,
  group: WaveformGroup | undefined,
  warnings: Set<string>,
): WaveformAnnotation[] {
  const perFrame = group === undefined ? 1 : group.samplingHz / header.framesPerSecond;
  return readWfdbAnnotations(marks, warnings)
    .map(({ sample, code, text }) => ({ sample: Math.round(sample * perFrame), code, text }))
    .filter(({ sample }) => sample >= 0 && sample < (group?.sampleCount ?? 0));
}

/** `sex: female`, `<sex>: F`, or the `69 M …` of the MIT-BIH databases. */
export function sexWord(comments: readonly string[]): string {
  for (const comment of comments) {
    const found = /\bsex>?\s*:\s*(\w+)/i.exec(comment)?.[1] ?? /^-?\d+ ([MF]) /.exec(comment)?.[1];
    if (found !== undefined) return found;
  }
  return '';
}

/** Comments after a line that announces diagnoses, up to the next heading. */
export function diagnosesOf(comments: readonly string[]): string[] {
  const from = comments.findIndex((comment) => /^<?diagnos[ei]s?>?\s*:?\s*$/i.test(comment));
  const after = from < 0 ? [] : comments.slice(from + 1);
  const heading = after.findIndex((comment) => /:\s*$/.test(comment));
  return after.slice(0, heading < 0 ? 64 : Math.min(heading, 64)).filter((comment) => comment !== '');
}
