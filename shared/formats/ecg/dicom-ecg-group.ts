/** A group of leads as an item of the Waveform Sequence (PS3.3 C.10.9): the same integers, their scale, their filters. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { WaveformGroup, WaveformLead } from '../../study/waveform.ts';
import { codeItem, decimalText, element, numbers, sequence } from '../dicom/elements-to-write.ts';
import type { ElementToWrite } from '../dicom/write-elements.ts';
import { leadCode } from './lead-names.ts';

/** Item of the sequence. Fails with `ecg-not-convertible` when no number is left to mark missing samples with. */
export function dicomGroup(group: WaveformGroup, bits: 16 | 32): Result<ElementToWrite[]> {
  const { leads, sampleCount } = group;
  const hasGaps = leads.some((lead) => lead.missing.length > 0);
  const padding = hasGaps ? unusedValue(leads, bits) : null;
  if (hasGaps && padding === null)
    return fail(failure('ecg-not-convertible', { target: 'dicom', detail: 'WaveformPaddingValue' }));
  const data = interleave(leads, sampleCount, bits, padding);
  return ok([
    // Only where a group begins later than the recording: nothing is said of synchronized clocks (C.10.9.1.1).
    ...(group.offsetMs ? [element(0x00181068, 'DS', decimalText(group.offsetMs))] : []),
    element(0x003a0004, 'CS', group.label === 'RHYTHM' ? 'ORIGINAL' : 'DERIVED'),
    element(0x003a0005, 'US', numbers(2, leads.length)),
    element(0x003a0010, 'UL', numbers(4, sampleCount)),
    element(0x003a001a, 'DS', decimalText(group.samplingHz)),
    element(0x003a0020, 'SH', group.label.slice(0, 16) || 'RHYTHM'),
    sequence(
      0x003a0200,
      leads.map((lead) => channel(lead, bits)),
    ),
    element(0x54001004, 'US', numbers(2, bits)),
    element(0x54001006, 'CS', bits === 16 ? 'SS' : 'SL'),
    ...(padding === null ? [] : [element(0x5400100a, 'OW', numbers(bits / 8, padding))]),
    element(0x54001010, 'OW', data),
  ]);
}

function channel(lead: WaveformLead, bits: 16 | 32): ElementToWrite[] {
  const optional = (tag: number, value: number | null) =>
    value === null ? [] : [element(tag, 'DS', decimalText(value))];
  return [
    sequence(0x003a0208, [leadCode(lead.name)].map(codeItem)),
    element(0x003a0203, 'SH', lead.name.slice(0, 16)),
    element(0x003a0210, 'DS', decimalText(lead.microvoltsPerLsb)),
    sequence(0x003a0211, [codeItem({ value: 'uV', scheme: 'UCUM', meaning: 'microvolt' })]),
    element(0x003a0212, 'DS', '1'),
    element(0x003a0213, 'DS', decimalText(lead.baselineMicrovolts)),
    element(0x003a0214, 'DS', decimalText((lead.skewMs ?? 0) / 1000)),
    element(0x003a021a, 'US', numbers(2, bits)),
    ...optional(0x003a0220, lead.filterLowHz),
    ...optional(0x003a0221, lead.filterHighHz),
    ...optional(0x003a0222, lead.notchHz),
  ];
}

function interleave(
  leads: readonly WaveformLead[],
  sampleCount: number,
  bits: 16 | 32,
  padding: number | null,
): Uint8Array {
  const size = bits / 8;
  const bytes = new Uint8Array(leads.length * sampleCount * size);
  const view = new DataView(bytes.buffer);
  for (const [index, lead] of leads.entries()) {
    const put = (at: number, value: number) => {
      const place = (at * leads.length + index) * size;
      if (bits === 16) view.setInt16(place, value, true);
      else view.setInt32(place, value, true);
    };
    for (let at = 0; at < sampleCount; at++) put(at, lead.samples[at] ?? 0);
    for (const [from, to] of lead.missing) for (let at = from; at < to; at++) put(at, padding ?? 0);
  }
  return bytes;
}

/** The least number of the range that no sample has. */
function unusedValue(leads: readonly WaveformLead[], bits: 16 | 32): number | null {
  const least = bits === 16 ? -32768 : -0x80000000;
  const used = new Set<number>();
  for (const lead of leads) for (const value of lead.samples) if (value < least + 4096) used.add(value);
  for (let value = least; value < least + 4096; value++) if (!used.has(value)) return value;
  return null;
}
