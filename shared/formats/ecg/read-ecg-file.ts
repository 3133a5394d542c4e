/** Journey step 2: reads an ECG of any format; every place that needs a waveform comes through here. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { FormatName } from '../../study/format.ts';
import { kindOfFormat, recogniseFormat } from '../recognise.ts';
import { readAecg } from './aecg.ts';
import { openBundle } from './bundle/open-bundle.ts';
import { withDerivedLeads } from './derive-leads.ts';
import { readDicomEcg } from './dicom-ecg.ts';
import type { EcgFile, EcgReader, EcgReadOptions } from './ecg-file.ts';
import { readEdf } from './edf/edf.ts';
import { readIshne } from './ishne/ishne.ts';
import { readMuseXml } from './muse-xml.ts';
import { readPhilipsXml } from './philips-xml.ts';
import { readSchillerXml } from './schiller-xml.ts';
import { readScp } from './scp/scp.ts';
import { readWfdb } from './wfdb/wfdb.ts';

/** One reader per format, each in its own file. */
const readers: Readonly<Partial<Record<FormatName, EcgReader>>> = {
  dicom: readDicomEcg,
  'hl7-aecg': readAecg,
  'muse-xml': readMuseXml,
  'philips-xml': readPhilipsXml,
  'schiller-xml': readSchillerXml,
  'scp-ecg': readScp,
  edf: readEdf,
  bdf: readEdf,
  ishne: readIshne,
  wfdb: readWfdb,
};

/**
 * Reads the ECG in `bytes`. Fails with `file-empty`, `format-unknown`, `no-waveform` (the file is no ECG, or an empty
 * one), `format-not-read`, `waveform-invalid`, or as the format's own reader does; never throws.
 */
export function readEcgFile(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const { language } = options;
  if (bytes.length === 0) return fail(failure('file-empty', {}, language));
  const format = recogniseFormat(bytes);
  if (format === null) return fail(failure('format-unknown', {}, language));
  const bundle = openBundle(bytes);
  const [main] = bundle ?? [];
  if (bundle !== null && main !== undefined && (format === 'wfdb' || format === 'ishne')) {
    const sibling = (name: string) => bundle.find((part) => part.name === name)?.bytes ?? null;
    return readAlone(main.bytes, format, { ...options, fileName: main.name, sibling });
  }
  return readAlone(bytes, format, options);
}

function readAlone(bytes: Uint8Array, format: FormatName, options: EcgReadOptions): Result<EcgFile> {
  const { language } = options;
  const read = readers[format];
  if (read === undefined) {
    return format !== 'dicom' && kindOfFormat[format] === 'ecg'
      ? fail(failure('format-not-read', { format }, language))
      : fail(failure('no-waveform', {}, language));
  }
  try {
    const file = read(bytes, options);
    return file.ok ? ok({ ...file.value, waveform: withDerivedLeads(file.value.waveform) }) : file;
  } catch (error) {
    // Our own bug on hostile bytes: the file is refused, the process lives on.
    const detail = error instanceof Error ? error.message : 'unknown';
    return fail(failure('waveform-invalid', { detail }, language));
  }
}
