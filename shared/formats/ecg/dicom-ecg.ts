/** Journey step 2: a DICOM waveform object (PS3.3 A.34) as an ECG file: header, device and waveforms of one walk. */
import { ok, type Result } from '../../result.ts';
import { headerOf } from '../dicom/read-header.ts';
import { openDicom } from '../dicom/read-part10.ts';
import { dicomEcgFacts } from './dicom-ecg-facts.ts';
import { waveformOf } from './dicom-waveform.ts';
import type { EcgFile, EcgReadOptions } from './ecg-file.ts';

/** Fails as `openDicom` does, or with `no-waveform` or `waveform-invalid`. */
export function readDicomEcg(bytes: Uint8Array, options: EcgReadOptions = {}): Result<EcgFile> {
  const opened = openDicom(bytes, options);
  if (!opened.ok) return opened;
  const { dataSet } = opened.value.walk;
  const warnings = new Set<string>();
  const waveform = waveformOf(dataSet, warnings);
  if (!waveform.ok) return waveform;
  const header = headerOf(opened.value, options);
  return ok({
    ...dicomEcgFacts(dataSet, header),
    waveform: waveform.value,
    warnings: new Set([...header.warnings.map(({ code }) => code), ...warnings]),
    complete: header.complete !== false && !warnings.has('waveform-short'),
  });
}
