/** Journey step 7: a window of an ISHNE Holter file: samples of all leads take turns, so a stretch is one stretch of bytes. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { countSamples, takeLeads } from '../ishne/ishne.ts';
import { isIshneAnnotations, readIshneAnnotations } from '../ishne/ishne-annotations.ts';
import { readIshneHeader } from '../ishne/ishne-header.ts';
import type { RangeSource, RecordingBody } from './recording.ts';

/** The block of free length is text about the patient; beyond this the offset is damage. */
const mostHeaderBytes = 16 * 1024 * 1024;
const mostMarkBytes = 64 * 1024 * 1024;

/** Fails with `annotations-only`, `waveform-cut`, `waveform-invalid` or `no-waveform`. */
export async function openIshneRecording(source: RangeSource): Promise<Result<RecordingBody>> {
  const warnings = new Set<string>();
  const start = await source.read(0, Math.min(source.size, 1024));
  if (isIshneAnnotations(start)) return fail(failure('annotations-only'));
  if (start.length < 522) return fail(failure('waveform-cut', { detail: 'header' }));
  const dataAt = new DataView(start.buffer, start.byteOffset).getInt32(22, true);
  const headerEnd = Math.min(source.size, Math.max(522, dataAt));
  if (headerEnd > mostHeaderBytes) return fail(failure('waveform-invalid', { detail: `offset ${dataAt}` }));
  const read = readIshneHeader(await source.read(0, headerEnd), warnings);
  if (!read.ok) return read;
  const header = read.value;
  const samples = countSamples(source.size, header, warnings);
  if (samples === 0) return fail(failure('no-waveform'));
  if (header.leads.some(({ quality }) => quality === 4 || quality === 5)) warnings.add('lead-off');
  const group = { label: 'RHYTHM', samplingHz: header.samplingHz };
  const step = 2 * header.leads.length;
  return ok({
    format: 'ishne',
    patient: header.patient,
    accessionNumber: '',
    institution: '',
    device: header.device,
    acquiredAt: header.acquiredAt,
    warnings,
    complete: !warnings.has('waveform-short'),
    shells: [{ ...group, sampleCount: samples, leads: takeLeads(new Uint8Array(), header, 0, 0) }],
    read: async (_, from, to) => {
      const bytes = await source.read(header.dataAt + from * step, header.dataAt + to * step);
      if (bytes.length < (to - from) * step) return fail(failure('waveform-cut', { detail: `sample ${to}` }));
      return ok({ ...group, sampleCount: to - from, leads: takeLeads(bytes, header, 0, to - from) });
    },
    readMarks: async (late) => {
      const own = late === undefined && source.name !== '';
      const beside = own ? await source.sibling(source.name.replace(/\.[^.]*$/, '.ann')) : null;
      const bytes = late?.bytes ?? (await beside?.read(0, Math.min(beside.size, mostMarkBytes)));
      if (bytes === undefined) return ok([]);
      const { beats } = isIshneAnnotations(bytes) ? readIshneAnnotations(bytes) : { beats: [] };
      return ok(beats.filter(({ sample }) => sample < samples));
    },
  });
}
