/** Journey step 2: parsedwaveforms and repbeats of Philips XML 1.03 and 1.04: all leads in one base64 block, maybe as XLI. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { standardLeads, type WaveformGroup } from '../../study/waveform.ts';
import { allBelow, at, attributeOf, childrenOf, numberAt, numberIn, textAt } from '../xml/find-in-xml.ts';
import type { XmlElement } from '../xml/read-xml.ts';
import { decodeBase64, readInt16 } from './base64.ts';
import { buildGroup, buildLead, type LeadFilters } from './build-lead.ts';
import { leadName } from './lead-names.ts';
import { decodeXli } from './xli.ts';

const mostLeads = 64;

/** The rhythm; fails with `no-waveform` or `waveform-invalid`. */
export function readPhilipsRhythm(root: XmlElement, warnings: Set<string>): Result<WaveformGroup> {
  const [block] = allBelow(root, 'parsedwaveforms');
  if (block === undefined || block.text.trim() === '') return fail(failure('no-waveform'));
  const signal = at(root, 'dataacquisition', 'signalcharacteristics');
  const samplingHz = numberIn(attributeOf(block, 'samplespersecond')) ?? numberAt(signal, 'samplingrate');
  const microvolts =
    numberIn(attributeOf(block, 'resolution')) ??
    numberAt(signal, 'resolution') ??
    numberAt(signal, 'signalresolution');
  if (samplingHz === null || !(samplingHz >= 1 && samplingHz <= 1e6)) return invalid('samplingrate');
  if (microvolts === null || !(microvolts > 0)) return invalid('resolution');
  const labels = labelsOf(block, signal);
  if (labels.length === 0 || labels.length > mostLeads) return invalid('numberofleads');
  const decoded = decodeBlock(block, labels.length, samplingHz);
  if (!decoded.ok) return decoded;
  const promised = Math.round(
    ((numberIn(attributeOf(block, 'durationperchannel')) ?? 0) * samplingHz) / 1000,
  );
  if (decoded.value.length < labels.length || decoded.value.some((samples) => samples.length < promised)) {
    warnings.add('waveform-short');
  }
  const filters = filtersOf(root, block);
  const leads = decoded.value.map((samples, index) =>
    buildLead({
      name: leadName('', '', labels[index] ?? '', index),
      samples: promised > 0 && samples.length > promised ? samples.subarray(0, promised) : samples,
      microvoltsPerLsb: microvolts,
      ...filters,
    }),
  );
  return ok(buildGroup('RHYTHM', samplingHz, leads));
}

/** Representative beats; null when there are none that can be read: they are a by-product, and the rhythm stands alone. */
export function readPhilipsBeats(root: XmlElement): WaveformGroup | null {
  const [beats] = allBelow(root, 'repbeats');
  const samplingHz = numberIn(attributeOf(beats, 'samplespersec'));
  const microvolts = numberIn(attributeOf(beats, 'resolution'));
  if (samplingHz === null || microvolts === null || !(samplingHz >= 1 && microvolts > 0)) return null;
  const leads = childrenOf(beats, 'repbeat').flatMap((beat, index) => {
    const bytes = decodeBase64(textAt(beat, 'waveform'));
    if (bytes === null || bytes.length < 2) return [];
    const name = leadName('', '', attributeOf(beat, 'leadname'), index);
    return [buildLead({ name, samples: trimFilling(readInt16(bytes)), microvoltsPerLsb: microvolts })];
  });
  return leads.length === 0 ? null : buildGroup('MEDIAN BEAT', samplingHz, leads);
}

/** A beat is filled up to a fixed length with the greatest number there is. */
function trimFilling(samples: Int32Array): Int32Array {
  let end = samples.length;
  while (end > 0 && samples[end - 1] === 32767) end -= 1;
  return samples.subarray(0, end);
}

function labelsOf(block: XmlElement, signal: XmlElement | undefined): readonly string[] {
  const written = attributeOf(block, 'leadlabels')
    .split(/\s+/)
    .filter((label) => label !== '');
  const count = numberIn(attributeOf(block, 'numberofleads')) ?? numberAt(signal, 'numberchannelsallocated');
  if (written.length > 0) return written.slice(0, count ?? written.length);
  // 1.03 writes no labels: its channels are the standard twelve in their usual order.
  return standardLeads.slice(0, Math.max(0, count ?? standardLeads.length));
}

function decodeBlock(block: XmlElement, leads: number, samplingHz: number): Result<Int32Array[]> {
  if (!/^base64$/i.test(attributeOf(block, 'dataencoding'))) return invalid('dataencoding');
  const bytes = decodeBase64(block.text);
  if (bytes === null) return invalid('base64');
  const method = attributeOf(block, 'compressmethod') || attributeOf(block, 'compression');
  const plain = /^false$/i.test(attributeOf(block, 'compressflag')) || /^(|uncompressed|none)$/i.test(method);
  if (!plain && !/^xli$/i.test(method)) return invalid(method);
  if (!plain) {
    const chunks = decodeXli(bytes, leads);
    if (chunks === null || chunks.length === 0) return invalid('XLI');
    return ok(restoreLimbLeads(chunks));
  }
  const all = readInt16(bytes);
  const milliseconds = numberIn(attributeOf(block, 'durationperchannel')) ?? 0;
  const each = Math.round((milliseconds * samplingHz) / 1000) || Math.floor(all.length / leads);
  if (each === 0) return fail(failure('no-waveform'));
  const found = Math.min(leads, Math.ceil(all.length / each));
  return ok(Array.from({ length: found }, (_, index) => all.subarray(index * each, (index + 1) * each)));
}

/** XLI keeps of III, aVR, aVL and aVF only how far they are from what follows from I and II. */
function restoreLimbLeads(chunks: Int32Array[]): Int32Array[] {
  const [one, two, three, right, left, foot] = chunks;
  if (!one || !two || !three || !right || !left || !foot) return chunks;
  const half = (value: number) => Math.trunc(value / 2);
  for (let index = 0; index < three.length; index++) {
    const first = one[index] ?? 0;
    const second = two[index] ?? 0;
    const third = second - first - (three[index] ?? 0);
    three[index] = third;
    right[index] = -(right[index] ?? 0) - half(first + second);
    left[index] = half(first - third) - (left[index] ?? 0);
    foot[index] = half(second + third) - (foot[index] ?? 0);
  }
  return chunks;
}

/** Of the signal as stored, not as printed: what the paper showed may have been filtered once more. */
function filtersOf(root: XmlElement, block: XmlElement): LeadFilters {
  const signal = at(root, 'dataacquisition', 'signalcharacteristics');
  const band = /^([\d.]+)\s*-\s*([\d.]+)$/.exec(textAt(signal, 'signalbandwidth'));
  const filtered = /^true$/i.test(attributeOf(block, 'notchfiltered') || textAt(signal, 'notchfiltered'));
  return {
    filterLowHz:
      numberIn(attributeOf(block, 'hipass')) ?? numberAt(signal, 'hipass') ?? numberIn(band?.[1] ?? ''),
    filterHighHz:
      numberIn(attributeOf(block, 'lowpass')) ?? numberAt(signal, 'lowpass') ?? numberIn(band?.[2] ?? ''),
    notchHz: filtered ? numberAt(signal, 'acsetting') : null,
  };
}

function invalid(detail: string) {
  return fail(failure('waveform-invalid', { detail }));
}
