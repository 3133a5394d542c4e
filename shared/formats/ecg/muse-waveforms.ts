/** Journey step 2: Waveform elements of GE MUSE XML: base64 of 16-bit samples per lead, each with a checksum. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { WaveformGroup, WaveformLead } from '../../study/waveform.ts';
import { childrenOf, numberAt, textAt } from '../xml/find-in-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { decodeBase64, readInt16 } from './base64.ts';
import { buildGroup, buildLead, type LeadFilters } from './build-lead.ts';
import { crc32 } from './crc-32.ts';
import { leadName } from './lead-names.ts';
import { microvoltsPerUnit, plainFactor } from './voltage-units.ts';

/** One group; null when the element holds no lead. Fails with `waveform-invalid`. */
export function readMuseWaveform(waveform: XmlElement, warnings: Set<string>): Result<WaveformGroup | null> {
  const type = textAt(waveform, 'WaveformType');
  const sampling =
    (numberAt(waveform, 'SampleBase') ?? 0) * 10 ** (numberAt(waveform, 'SampleExponent') ?? 0);
  const leads: WaveformLead[] = [];
  for (const [index, data] of childrenOf(waveform, 'LeadData').entries()) {
    const lead = readLead(data, index, filtersOf(waveform), warnings);
    if (!lead.ok) return lead;
    leads.push(lead.value);
  }
  if (leads.length === 0) return ok(null);
  if (!(sampling >= 1 && sampling <= 1e6)) return invalid(`SampleBase ${textAt(waveform, 'SampleBase')}`);
  const label = /^median$/i.test(type) ? 'MEDIAN BEAT' : type.toUpperCase() || 'RHYTHM';
  const began = numberAt(waveform, 'WaveformStartTime');
  return ok(buildGroup(label, sampling, leads, began === null ? undefined : began * 1000));
}

function readLead(
  data: XmlElement,
  index: number,
  filters: LeadFilters,
  warnings: Set<string>,
): Result<WaveformLead> {
  const name = leadName('', '', textAt(data, 'LeadID'), index);
  const perBit = numberAt(data, 'LeadAmplitudeUnitsPerBit');
  const perUnit = microvoltsPerUnit(textAt(data, 'LeadAmplitudeUnits') || 'MICROVOLTS');
  if (perBit === null || perBit === 0 || perUnit === undefined)
    return invalid(`${name}: LeadAmplitudeUnitsPerBit`);
  const size = numberAt(data, 'LeadSampleSize') ?? 2;
  if (size !== 2) return invalid(`${name}: LeadSampleSize ${size}`);
  const bytes = decodeBase64(textAt(data, 'WaveFormData'));
  if (bytes === null) return invalid(`${name}: base64`);
  const checksum = numberAt(data, 'LeadDataCRC32');
  if (checksum !== null && checksum >>> 0 !== crc32(bytes)) warnings.add('waveform-checksum');
  if (/^true$/i.test(textAt(data, 'LeadOff'))) warnings.add('lead-off');
  const offset = Math.max(0, Math.min(1e6, Math.trunc(numberAt(data, 'LeadOffsetFirstSample') ?? 0)));
  const own = readInt16(bytes);
  const promised = numberAt(data, 'LeadSampleCountTotal');
  if (promised !== null && own.length < promised) warnings.add('waveform-short');
  const samples = new Int32Array(own.length + offset);
  samples.set(own, offset);
  return ok(
    buildLead({
      name,
      samples,
      microvoltsPerLsb: plainFactor(perBit * perUnit),
      missing: offset === 0 ? [] : [[0, offset]],
      ...filters,
    }),
  );
}

/** The high pass is given in hundredths of a hertz (16 is 0.16 Hz), the others in hertz. */
function filtersOf(waveform: XmlElement): LeadFilters {
  const high = numberAt(waveform, 'HighPassFilter');
  const notch = numberAt(waveform, 'ACFilter');
  return {
    filterLowHz: high !== null && high >= 1 ? high / 100 : high,
    filterHighHz: numberAt(waveform, 'LowPassFilter'),
    notchHz: notch === 0 ? null : notch,
  };
}

function invalid(detail: string) {
  return fail(failure('waveform-invalid', { detail }));
}
