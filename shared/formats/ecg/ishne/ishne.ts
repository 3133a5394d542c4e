/** Journey step 2: ISHNE Holter: a day of up to twelve leads in 16 bits, amplitude in nV, beats in a file beside it. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { standardLeads } from '../../../study/waveform.ts';
import { buildLead } from '../build-lead.ts';
import type { EcgFile, EcgReadOptions } from '../ecg-file.ts';
import { runsOf } from '../missing-runs.ts';
import { isIshneAnnotations, readIshneAnnotations } from './ishne-annotations.ts';
import { type IshneHeader, readIshneHeader } from './ishne-header.ts';

const leadNames: ReadonlyArray<string> = ['', '', 'X', 'Y', 'Z', ...standardLeads, 'ES', 'AS', 'AI'];

/** What the recorder writes while an electrode is off. */
const padding = -32_768;

/** Fails with `annotations-only`, `waveform-cut` or `waveform-invalid`. */
export function readIshne(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const warnings = new Set<string>();
  if (isIshneAnnotations(bytes)) return fail(failure('annotations-only', {}, options.language));
  const read = readIshneHeader(bytes, warnings);
  if (!read.ok) return read;
  const header = read.value;
  const samples = countSamples(bytes, header, warnings);
  if (samples === 0) return fail(failure('no-waveform', {}, options.language));
  if (header.leads.some(({ quality }) => quality === 4 || quality === 5)) warnings.add('lead-off');
  const leads = header.leads.map((lead, index) => {
    const own = takeLead(bytes, header, index, samples);
    return buildLead({
      name: leadNames[lead.code] || `#${index + 1}`,
      samples: own,
      microvoltsPerLsb: lead.nanovolts / 1000,
      missing: runsOf(own, padding),
    });
  });
  const beside = options.fileName && options.sibling?.(options.fileName.replace(/\.[^.]*$/, '.ann'));
  const marks = beside && isIshneAnnotations(beside) ? readIshneAnnotations(beside) : null;
  if (marks?.interrupted) warnings.add('annotations-interrupted');
  return ok({
    format: 'ishne',
    patient: header.patient,
    accessionNumber: '',
    institution: '',
    device: header.device,
    waveform: {
      groups: [{ label: 'RHYTHM', samplingHz: header.samplingHz, sampleCount: samples, leads }],
      statements: [],
      measurements: [],
      acquiredAt: header.acquiredAt,
      ...(marks === null ? {} : { annotations: marks.beats.filter(({ sample }) => sample < samples) }),
    },
    warnings,
    complete: !warnings.has('waveform-short'),
  });
}

/** Samples of each lead that are in the file. The header counts those of one lead, in files of some writers those of all. */
function countSamples(bytes: Uint8Array, header: IshneHeader, warnings: Set<string>): number {
  const room = bytes.length - header.dataAt;
  const held = Math.floor(room / (2 * header.leads.length));
  const ofAll = held * header.leads.length === header.sampleCount && room === 2 * header.sampleCount;
  const declared = ofAll ? held : header.sampleCount;
  if (held < declared) warnings.add('waveform-short');
  if (room > declared * 2 * header.leads.length) warnings.add('trailing-bytes');
  return Math.min(held, declared);
}

/** Samples are interleaved: one of each lead in turn. */
function takeLead(bytes: Uint8Array, header: IshneHeader, index: number, count: number): Int16Array {
  const samples = new Int16Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const step = 2 * header.leads.length;
  for (let sample = 0, at = header.dataAt + 2 * index; sample < count; sample++, at += step)
    samples[sample] = view.getInt16(at, true);
  return samples;
}
