/** Journey step 2: DICOM waveforms (PS3.3 C.10.9) to the one shape that every ECG is read, drawn and measured in. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Waveform, WaveformChannel, WaveformGroup, WaveformLead } from '../../study/waveform.ts';
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
import { longestFirst } from './build-lead.ts';
import { readDicomChannel } from './dicom-channel.ts';
import { readAnnotations } from './waveform-annotations.ts';
import { partSamples, readPadding, type SampleLayout } from './waveform-samples.ts';

/** A multiplex group holds at most 13 to 32 channels by its class; more than this is hostile. */
const mostGroups = 256;

/**
 * The waveforms of a data set, the longest multiplex group first. `warnings` gains `waveform-short` where samples are
 * missing at the end. Fails with `no-waveform` or `waveform-invalid`.
 */
export function waveformOf(dataSet: DicomDataSet, warnings: Set<string>): Result<Waveform> {
  const charset = charsetOf(dataSet, defaultCharset, new Set());
  const items = itemsOf(dataSet, 0x54000100).slice(0, mostGroups);
  if (items.length === 0) return fail(failure('no-waveform'));
  const groups: WaveformGroup[] = [];
  for (const item of items) {
    const group = readGroup(item, charset, warnings);
    if (!group.ok) return group;
    groups.push(group.value);
  }
  return ok({
    groups: voltagesFirst(groups),
    ...readAnnotations(dataSet, charset),
    acquiredAt: acquisitionTime(dataSet),
  });
}

/** ISO date and time without zone of the acquisition, else of content or study; null when none is given. */
export function acquisitionTime(dataSet: DicomDataSet): string | null {
  const ascii = (tag: number) => firstValue(asciiValue(dataSet, tag));
  const joined = ascii(0x0008002a);
  return (
    isoDateTime(joined, joined.slice(8)) ??
    isoDateTime(ascii(0x00080022), ascii(0x00080032)) ??
    isoDateTime(ascii(0x00080023), ascii(0x00080033)) ??
    isoDateTime(ascii(0x00080020), ascii(0x00080030))
  );
}

/** What a viewer shows first must be an ECG: a longer record of pressures alone stands behind it. */
function voltagesFirst(groups: readonly WaveformGroup[]): WaveformGroup[] {
  const ordered = longestFirst(groups);
  return [
    ...ordered.filter((group) => group.leads.length > 0),
    ...ordered.filter((group) => group.leads.length === 0),
  ];
}

/** Everything about a multiplex group but its samples. */
export interface DicomGroupHead {
  readonly label: string;
  readonly samplingHz: number;
  readonly offsetMs: number | undefined;
  readonly layout: SampleLayout;
  readonly definitions: readonly DicomDataSet[];
}

/** The head of an item of the Waveform Sequence. Fails with `waveform-invalid`. */
export function readGroupHead(item: DicomDataSet, charset: Charset): Result<DicomGroupHead> {
  const channels = uint16Value(item, 0x003a0005) ?? 0;
  const samples = uint32Value(item, 0x003a0010) ?? 0;
  const samplingHz = decimalValues(item, 0x003a001a)?.[0] ?? 0;
  if (!(samplingHz > 0 && samplingHz <= 1e6)) return invalid(`SamplingFrequency ${samplingHz}`);
  const interpretation = firstValue(asciiValue(item, 0x54001006));
  const { littleEndian } = item;
  const padding = readPadding(valueBytes(item, 0x5400100a), interpretation, littleEndian);
  const definitions = itemsOf(item, 0x003a0200);
  if (definitions.length < channels) return invalid(`ChannelDefinitionSequence ${definitions.length}`);
  const bitsAllocated = uint16Value(item, 0x54001004) ?? 0;
  return ok({
    label: textValue(item, 0x003a0020, charset, new Set()),
    samplingHz,
    offsetMs: decimalValues(item, 0x00181068)?.[0],
    layout: { interpretation, bitsAllocated, channels, samples, littleEndian, padding },
    definitions,
  });
}

function readGroup(item: DicomDataSet, charset: Charset, warnings: Set<string>): Result<WaveformGroup> {
  const head = readGroupHead(item, charset);
  if (!head.ok) return head;
  const data = valueBytes(item, 0x54001010);
  return data === null ? invalid('WaveformData') : groupOf(head.value, data, charset, warnings);
}

/** The group of a head and its samples, or of as many of them as the head's layout says. Fails with `waveform-invalid`. */
export function groupOf(
  { label, samplingHz, offsetMs, layout, definitions }: DicomGroupHead,
  data: Uint8Array,
  charset: Charset,
  warnings: Set<string>,
): Result<WaveformGroup> {
  const parted = partSamples(data, layout);
  if (!parted.ok) return parted;
  if (parted.value.short) warnings.add('waveform-short');
  const leads: WaveformLead[] = [];
  const otherChannels: WaveformChannel[] = [];
  for (const [index, rows] of parted.value.channels.entries()) {
    const definition = definitions[index];
    if (definition === undefined) continue;
    const channel = readDicomChannel(definition, rows, charset, index, samplingHz);
    if (!channel.ok) return channel;
    if (channel.value.kind === 'lead') leads.push(channel.value.lead);
    else otherChannels.push(channel.value.channel);
  }
  return ok({
    label,
    samplingHz,
    sampleCount: layout.samples,
    leads,
    ...(otherChannels.length === 0 ? {} : { otherChannels }),
    ...(offsetMs === undefined ? {} : { offsetMs }),
  });
}

function invalid(detail: string) {
  return fail(failure('waveform-invalid', { detail }));
}
