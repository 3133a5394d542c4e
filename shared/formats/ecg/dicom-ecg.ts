/** Journey step 2: a DICOM waveform object (PS3.3 A.34) as an ECG file: header, device and waveforms of one walk. */
import { ok, type Result } from '../../result.ts';
import { charsetOf, defaultCharset, textValue } from '../dicom/charset.ts';
import { headerOf } from '../dicom/read-header.ts';
import { openDicom } from '../dicom/read-part10.ts';
import { waveformOf } from './dicom-waveform.ts';
import { type EcgFile, type EcgReadOptions, sexOf } from './ecg-file.ts';

/** Fails as `openDicom` does, or with `no-waveform` or `waveform-invalid`. */
export function readDicomEcg(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const opened = openDicom(bytes, options);
  if (!opened.ok) return opened;
  const { dataSet } = opened.value.walk;
  const warnings = new Set<string>();
  const waveform = waveformOf(dataSet, warnings);
  if (!waveform.ok) return waveform;
  const header = headerOf(opened.value, options);
  const charset = charsetOf(dataSet, defaultCharset, new Set());
  const text = (tag: number) => textValue(dataSet, tag, charset, new Set()).trim();
  return ok({
    format: 'dicom',
    patient: {
      name: header.patient.displayName,
      id: header.patient.id,
      sex: sexOf(header.patient.sex),
      birthDate: header.patient.birthDate,
    },
    accessionNumber: header.accessionNumber,
    institution: header.institution,
    device: {
      manufacturer: text(0x00080070),
      model: text(0x00081090),
      serial: text(0x00181000),
      software: text(0x00181020),
    },
    waveform: waveform.value,
    warnings: new Set([...header.warnings.map(({ code }) => code), ...warnings]),
    complete: header.complete !== false && !warnings.has('waveform-short'),
  });
}
