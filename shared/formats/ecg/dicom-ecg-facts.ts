/** Journey step 2: what a DICOM waveform object says beside its samples; the same whether it is read whole or by windows. */

import { charsetOf, defaultCharset, textValue } from '../dicom/charset.ts';
import type { DicomDataSet } from '../dicom/data-set.ts';
import type { headerOf } from '../dicom/read-header.ts';
import { type EcgFile, sexOf } from './ecg-file.ts';

/** `header` is the one of `dataSet`. */
export function dicomEcgFacts(
  dataSet: DicomDataSet,
  header: ReturnType<typeof headerOf>,
): Pick<EcgFile, 'format' | 'patient' | 'accessionNumber' | 'institution' | 'device'> {
  const charset = charsetOf(dataSet, defaultCharset, new Set());
  const text = (tag: number) => textValue(dataSet, tag, charset, new Set()).trim();
  return {
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
  };
}
