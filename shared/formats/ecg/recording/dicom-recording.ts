/**
 * Journey step 7: a window of a DICOM waveform object (PS3.3 C.10.9): the elements around the samples are read, the samples
 * only where they are asked for. A day of ambulatory ECG is one element of hundreds of megabytes.
 */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformGroup } from '../../../study/waveform.ts';
import { charsetOf, defaultCharset } from '../../dicom/charset.ts';
import {
  type DicomDataSet,
  type Encoding,
  itemTag,
  sequenceEndTag,
  undefinedLength,
} from '../../dicom/data-set.ts';
import { readDataSet } from '../../dicom/read-data-set.ts';
import { newElementHead, readElementHead } from '../../dicom/read-element-head.ts';
import { headerOf } from '../../dicom/read-header.ts';
import { type OpenedDicom, openDicom } from '../../dicom/read-part10.ts';
import { deflatedLittleEndian, encodingOf } from '../../dicom/transfer-syntaxes.ts';
import { secondsOf } from '../build-lead.ts';
import { dicomEcgFacts } from '../dicom-ecg-facts.ts';
import { acquisitionTime, type DicomGroupHead, groupOf, readGroupHead } from '../dicom-waveform.ts';
import type { EcgReadOptions } from '../ecg-file.ts';
import type { RangeSource, RecordingBody } from './recording.ts';
import { openWholeRecording } from './whole-recording.ts';

const waveformSequence = 0x54000100;
const waveformData = 0x54001010;
/** Objects up to this are read at once: nothing is gained by parts. */
const smallUpTo = 1024 * 1024;
const mostHeaderBytes = 64 * 1024 * 1024;
const mostGroups = 256;

interface Place {
  readonly head: DicomGroupHead;
  readonly at: number;
}

/** Fails as `readDicomEcg` does. Deflated and oddly written objects are read whole. */
export async function openDicomRecording(
  source: RangeSource,
  options: EcgReadOptions,
): Promise<Result<RecordingBody>> {
  if (source.size <= smallUpTo) return openWholeRecording(source, options);
  const start = await readBefore(source, options);
  if (start === null) return openWholeRecording(source, options);
  const { opened, at, encoding } = start;
  const { dataSet } = opened.walk;
  const charset = charsetOf(dataSet, defaultCharset, new Set());
  const warnings = new Set<string>();
  const items = await findItems(source, at, encoding);
  if (items === null) return openWholeRecording(source, options);
  const places: Place[] = [];
  for (const item of items) {
    const head = readGroupHead(item.dataSet, charset);
    if (!head.ok) return head;
    const { channels, bitsAllocated, samples } = head.value.layout;
    const row = channels * (bitsAllocated >> 3);
    if (channels < 1 || row < 1)
      return fail(failure('waveform-invalid', { detail: `${channels} × ${bitsAllocated} bit` }));
    const held = Math.floor(Math.min(item.length, source.size - item.at) / row);
    if (held < samples) warnings.add('waveform-short');
    places.push({
      head: { ...head.value, layout: { ...head.value.layout, samples: Math.min(samples, held) } },
      at: item.at,
    });
  }
  const shells: Array<{ readonly shell: WaveformGroup; readonly place: Place }> = [];
  for (const place of places) {
    const { layout } = place.head;
    if (layout.samples === 0) return fail(failure('waveform-invalid', { detail: 'WaveformData' }));
    const one = await readRows(source, place, 0, 1);
    const built = groupOf({ ...place.head, layout: { ...layout, samples: 1 } }, one, charset, warnings);
    if (!built.ok) return built;
    shells.push({ shell: { ...withoutSamples(built.value), sampleCount: layout.samples }, place });
  }
  // As `waveformOf` orders them: the longest with voltages first.
  shells.sort(
    (first, second) =>
      Number(second.shell.leads.length > 0) - Number(first.shell.leads.length > 0) ||
      secondsOf(second.shell) - secondsOf(first.shell),
  );
  if (shells.length === 0) return fail(failure('no-waveform'));
  const header = headerOf(opened, { ...options, wholeBytes: false });
  for (const { code } of header.warnings) warnings.add(code);
  return ok({
    ...dicomEcgFacts(dataSet, header),
    acquiredAt: acquisitionTime(dataSet),
    warnings,
    complete: !warnings.has('waveform-short'),
    shells: shells.map(({ shell }) => shell),
    read: async (index, from, to) => {
      const place = shells[index]?.place;
      if (place === undefined) return fail(failure('no-waveform'));
      const bytes = await readRows(source, place, from, to);
      const layout = { ...place.head.layout, samples: to - from };
      return groupOf({ ...place.head, layout }, bytes, charset, new Set());
    },
    readMarks: () => Promise.resolve(ok([])),
  });
}

function readRows(source: RangeSource, { head, at }: Place, from: number, to: number): Promise<Uint8Array> {
  const row = head.layout.channels * (head.layout.bitsAllocated >> 3);
  return source.read(at + from * row, at + to * row);
}

const withoutSamples = (group: WaveformGroup): WaveformGroup => ({
  ...group,
  leads: group.leads.map((lead) => ({ ...lead, samples: lead.samples.subarray(0, 0), missing: [] })),
  ...(group.otherChannels && {
    otherChannels: group.otherChannels.map((one) => ({
      ...one,
      samples: one.samples.subarray(0, 0),
      missing: [],
    })),
  }),
});

/** Everything before the Waveform Sequence, and where that begins; null when it is not plainly there. */
async function readBefore(
  source: RangeSource,
  options: EcgReadOptions,
): Promise<{ opened: OpenedDicom; at: number; encoding: Encoding } | null> {
  for (let length = 256 * 1024; length <= mostHeaderBytes; length *= 8) {
    const bytes = await source.read(0, Math.min(length, source.size));
    const opened = openDicom(bytes, { ...options, wholeBytes: false });
    if (!opened.ok || opened.value.transferSyntaxUid === deflatedLittleEndian) return null;
    const { walk, transferSyntaxUid } = opened.value;
    const encoding = encodingOf(transferSyntaxUid);
    const head = newElementHead();
    // The walk ends at the element that is not there whole: the Waveform Sequence, once all before it is.
    const isRead = readElementHead(
      new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      walk.end,
      encoding,
      head,
    );
    if (isRead && head.tag === waveformSequence) return { opened: opened.value, at: walk.end, encoding };
    if (walk.stop?.kind !== 'cut' || bytes.length === source.size) return null;
  }
  return null;
}

interface FoundItem {
  /** Elements before the samples. */
  readonly dataSet: DicomDataSet;
  readonly at: number;
  readonly length: number;
}

/** Items of the sequence whose head is at `at`; null when they are written in a way that is not stepped over here. */
async function findItems(source: RangeSource, at: number, encoding: Encoding): Promise<FoundItem[] | null> {
  const head = newElementHead();
  const take = async (from: number, length: number, inItem: boolean): Promise<Uint8Array | null> => {
    const bytes = await source.read(from, Math.min(source.size, from + length));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return readElementHead(
      view,
      0,
      inItem ? { explicit: false, littleEndian: encoding.littleEndian } : encoding,
      head,
    )
      ? bytes
      : null;
  };
  if ((await take(at, 16, false)) === null) return null;
  const end =
    head.length === undefinedLength ? source.size : Math.min(source.size, at + head.start + head.length);
  let next = at + head.start;
  const items: FoundItem[] = [];
  while (next + 8 <= end && items.length < mostGroups) {
    const bytes = await take(next, 256 * 1024, true);
    if (bytes === null) return null;
    const { tag } = head;
    if (tag === sequenceEndTag) break;
    if (tag !== itemTag) return null;
    const itemEnd = head.length === undefinedLength ? null : next + 8 + head.length;
    const inner = bytes.subarray(8, itemEnd === null ? bytes.length : Math.min(bytes.length, itemEnd - next));
    const walk = readDataSet(inner, 0, encoding);
    const whole = walk.dataSet.elements.get(waveformData);
    if (whole !== undefined && whole.items === null) {
      items.push({ dataSet: walk.dataSet, at: next + 8 + whole.start, length: whole.length });
    } else {
      const view = new DataView(inner.buffer, inner.byteOffset, inner.byteLength);
      const isRead = readElementHead(view, walk.end, encoding, head);
      if (!isRead || head.tag !== waveformData || head.length === undefinedLength) return null;
      items.push({ dataSet: walk.dataSet, at: next + 8 + head.start, length: head.length });
    }
    const last = items.at(-1);
    next = itemEnd ?? (await afterItem(take, head, (last?.at ?? 0) + (last?.length ?? 0)));
    if (next < 0) return null;
  }
  return items;
}

/** Offset after the item's delimiter, stepping over what stands behind the samples; −1 when that cannot be. */
async function afterItem(
  take: (from: number, length: number, inItem: boolean) => Promise<Uint8Array | null>,
  head: ReturnType<typeof newElementHead>,
  from: number,
): Promise<number> {
  let at = from;
  for (let steps = 0; steps < 64; steps++) {
    if ((await take(at, 16, false)) === null) return -1;
    if (head.tag === 0xfffee00d) return at + 8;
    if (head.length === undefinedLength) return -1;
    at += head.start + head.length;
  }
  return -1;
}
