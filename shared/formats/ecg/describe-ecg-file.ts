/** Journey step 2: an ECG that is no DICOM object as the index keeps it: a study of its own with one instance. */

import { acquiredUntil } from '../../study/acquired-until.ts';
import type { DescribedInstance } from '../../study/described-instance.ts';
import { instantOf } from '../dicom/dates.ts';
import type { EcgFile } from './ecg-file.ts';

export interface EcgUids {
  readonly studyInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly sopInstanceUid: string;
}

/** `utcOffsetMinutes` is the zone of the room the cart stands in: none of the formats is bound to name one. */
export function describeEcgFile(file: EcgFile, uids: EcgUids, utcOffsetMinutes: number): DescribedInstance {
  const { patient, device, waveform } = file;
  const begun = instantOf(waveform.acquiredAt, utcOffsetMinutes);
  const until = acquiredUntil(
    begun,
    waveform.groups.map(({ sampleCount, samplingHz }) => sampleCount / samplingHz),
  );
  return {
    study: {
      studyInstanceUid: uids.studyInstanceUid,
      kind: 'ecg',
      accessionNumber: file.accessionNumber,
      description: '',
      devicePatient: { name: patient.name, id: patient.id, sex: patient.sex, birthDate: patient.birthDate },
      acquiredAt: begun,
      ...(until === undefined ? {} : { acquiredUntil: until }),
      institution: file.institution,
      stationAet: device.serial || device.model,
    },
    series: {
      seriesInstanceUid: uids.seriesInstanceUid,
      modality: 'ECG',
      seriesNumber: 1,
      description: [device.manufacturer, device.model].filter((part) => part !== '').join(' '),
      bodyPart: '',
    },
    instance: {
      sopInstanceUid: uids.sopInstanceUid,
      // No SOP class and no transfer syntax: the bytes are kept as they came, in their own format.
      sopClassUid: '',
      transferSyntaxUid: '',
      instanceNumber: 1,
      frames: null,
      rows: null,
      columns: null,
      position: null,
      complete: file.complete,
      format: file.format,
    },
  };
}
