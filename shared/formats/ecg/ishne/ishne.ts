/** Journey step 2: ISHNE Holter: a day of up to twelve leads in 16 bits, amplitude in nV, beats in a file beside it. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { standardLeads, type WaveformLead } from '../../../study/waveform.ts';
import { buildLead } from '../build-lead.ts';
import type { EcgFile, EcgReadOptions } from '../ecg-file.ts';
import { partInt16 } from '../interleaved.ts';
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
  const samples = countSamples(bytes.length, header, warnings);
  if (samples === 0) return fail(failure('no-waveform', {}, options.language));
  if (header.leads.some(({ quality }) => quality === 4 || quality === 5)) warnings.add('lead-off');
  const leads = takeLeads(bytes, header, header.dataAt, samples);
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
export function countSamples(sizeBytes: number, header: IshneHeader, warnings: Set<string>): number {
  const room = sizeBytes - header.dataAt;
  const held = Math.floor(room / (2 * header.leads.length));
  const ofAll = held * header.leads.length === header.sampleCount && room === 2 * header.sampleCount;
  const declared = ofAll ? held : header.sampleCount;
  if (held < declared) warnings.add('waveform-short');
  if (room > declared * 2 * header.leads.length) warnings.add('trailing-bytes');
  return Math.min(held, declared);
}

/** The leads of `count` samples that lie from `dataAt` on, interleaved: one of each lead in turn. */
export function takeLeads(
  bytes: Uint8Array,
  header: IshneHeader,
  dataAt: number,
  count: number,
): WaveformLead[] {
  return partInt16(bytes, dataAt, header.leads.length, count).map((samples, index) => {
    const lead = header.leads[index];
    return buildLead({
      name: leadNames[lead?.code ?? 0] || `#${index + 1}`,
      samples,
      microvoltsPerLsb: (lead?.nanovolts ?? 0) / 1000,
      missing: runsOf(samples, padding),
    });
  });
}
