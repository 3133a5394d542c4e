/** Journey step 2: DICOM waveforms (PS3.3 C.10.9) to the one shape that every ECG is read, drawn and measured in. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Waveform, WaveformGroup, WaveformLead } from '../../study/waveform.ts';
import { type Charset, charsetOf, defaultCharset, textValue } from '../dicom/charset.ts';
import type { DicomDataSet } from '../dicom/data-set.ts';
import { isoDateTime } from '../dicom/dates.ts';
import {
  asciiValue,
  decimalValues,
  firstValue,
  itemsOf,
  uint16Value,
  uint32Value,
  valueBytes,
} from '../dicom/element-values.ts';
import { type OpenOptions, openDicom } from '../dicom/read-part10.ts';
import { leadName } from './lead-names.ts';
import { codeMeaning, readAnnotations, textOfCode } from './waveform-annotations.ts';
import { type ChannelSamples, partSamples, readPadding } from './waveform-samples.ts';

/** µV per unit of the units a channel may be given in; a channel in other units is no ECG lead. */
const microvoltsPer: Readonly<Record<string, number>> = {
  nV: 1e-3,
  uV: 1,
  µV: 1,
  μV: 1,
  mV: 1e3,
  V: 1e6,
};

/** The waveforms of a DICOM file; fails as `openDicom` does, or with `no-waveform` or `waveform-invalid`. */
export function readDicomWaveform(bytes: Uint8Array, options: OpenOptions = {}): Result<Waveform> {
  try {
    const opened = openDicom(bytes, options);
    return opened.ok ? waveformOf(opened.value.walk.dataSet) : opened;
  } catch (error) {
    return invalid(error instanceof Error ? error.message : 'unknown');
  }
}

/** The waveforms of a data set, the longest multiplex group first. */
export function waveformOf(dataSet: DicomDataSet): Result<Waveform> {
  const charset = charsetOf(dataSet, defaultCharset, new Set());
  const items = itemsOf(dataSet, 0x54000100);
  if (items.length === 0) return fail(failure('no-waveform'));
  const groups: WaveformGroup[] = [];
  for (const item of items) {
    const group = readGroup(item, charset);
    if (!group.ok) return group;
    if (group.value.leads.length > 0) groups.push(group.value);
  }
  if (groups.length === 0) return fail(failure('no-waveform'));
  const length = (group: WaveformGroup) => group.sampleCount / group.samplingHz;
  groups.sort((a, b) => length(b) - length(a));
  const ascii = (tag: number) => firstValue(asciiValue(dataSet, tag));
  const joined = ascii(0x0008002a);
  const acquiredAt =
    isoDateTime(joined, joined.slice(8)) ??
    isoDateTime(ascii(0x00080022), ascii(0x00080032)) ??
    isoDateTime(ascii(0x00080023), ascii(0x00080033)) ??
    isoDateTime(ascii(0x00080020), ascii(0x00080030));
  return ok({ groups, ...readAnnotations(dataSet, charset), acquiredAt });
}

function readGroup(item: DicomDataSet, charset: Charset): Result<WaveformGroup> {
  const channels = uint16Value(item, 0x003a0005) ?? 0;
  const samples = uint32Value(item, 0x003a0010) ?? 0;
  const samplingHz = decimalValues(item, 0x003a001a)?.[0] ?? 0;
  if (!(samplingHz > 0 && samplingHz <= 1e6)) return invalid(`SamplingFrequency ${samplingHz}`);
  const data = valueBytes(item, 0x54001010);
  if (data === null) return invalid('WaveformData');
  const interpretation = firstValue(asciiValue(item, 0x54001006));
  const { littleEndian } = item;
  const padding = readPadding(valueBytes(item, 0x5400100a), interpretation, littleEndian);
  const parted = partSamples(data, {
    interpretation,
    bitsAllocated: uint16Value(item, 0x54001004) ?? 0,
    channels,
    samples,
    littleEndian,
    padding,
  });
  if (!parted.ok) return parted;
  const definitions = itemsOf(item, 0x003a0200);
  if (definitions.length < channels) return invalid(`ChannelDefinitionSequence ${definitions.length}`);
  const leads: WaveformLead[] = [];
  for (const [index, rows] of parted.value.entries()) {
    const definition = definitions[index];
    if (definition === undefined) continue;
    const lead = readLead(definition, rows, charset, index);
    if (!lead.ok) return lead;
    if (lead.value !== null) leads.push(lead.value);
  }
  const label = textValue(item, 0x003a0020, charset, new Set());
  return ok({ label, samplingHz, sampleCount: samples, leads });
}

/** One channel; null for a channel that is no voltage. Without a sensitivity no amplitude can be stated: refused. */
function readLead(
  definition: DicomDataSet,
  rows: ChannelSamples,
  charset: Charset,
  index: number,
): Result<WaveformLead | null> {
  const number = (tag: number) => decimalValues(definition, tag)?.[0] ?? null;
  const unit = textOfCode(definition, 0x003a0211, 0x00080100, charset);
  const perUnit = microvoltsPer[unit];
  const sensitivity = number(0x003a0210);
  if (sensitivity === null) return invalid(`ChannelSensitivity (${index + 1})`);
  if (perUnit === undefined)
    return unit === '' ? invalid(`ChannelSensitivityUnits (${index + 1})`) : ok(null);
  const factor = number(0x003a0212) ?? 1;
  const microvoltsPerLsb = sensitivity * factor * perUnit;
  if (!(Math.abs(microvoltsPerLsb) > 0 && Math.abs(microvoltsPerLsb) < 1e9)) {
    return invalid(`ChannelSensitivity ${sensitivity} × ${factor}`);
  }
  return ok({
    name: leadName(
      textOfCode(definition, 0x003a0208, 0x00080100, charset),
      codeMeaning(definition, 0x003a0208, charset),
      textValue(definition, 0x003a0203, charset, new Set()),
      index,
    ),
    samples: rows.samples,
    microvoltsPerLsb,
    baselineMicrovolts: (number(0x003a0213) ?? 0) * perUnit,
    missing: rows.missing,
    filterLowHz: number(0x003a0220),
    filterHighHz: number(0x003a0221),
    notchHz: number(0x003a0222),
  });
}

function invalid(detail: string) {
  return fail(failure('waveform-invalid', { detail }));
}
