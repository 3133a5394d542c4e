/** Journey step 2: a header as the index keeps it: study, series and instance. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { DescribedInstance } from '../../study/described-instance.ts';
import type { DicomHeader } from './dicom-header.ts';

const uidPattern = /^[0-9.]{1,64}$/;

/**
 * Study, series and instance of a header; `complete` is what the caller proved. Fails with `dicom-identity-missing` when
 * an identifier is absent or no UID: such an object cannot be kept under a study.
 */
export function describeInstance(header: DicomHeader, complete: boolean): Result<DescribedInstance> {
  const ids = {
    SOPInstanceUID: header.sopInstanceUid,
    StudyInstanceUID: header.studyInstanceUid,
    SeriesInstanceUID: header.seriesInstanceUid,
  };
  const missing = Object.entries(ids).find(([, uid]) => !uidPattern.test(uid));
  if (missing !== undefined) return fail(failure('dicom-identity-missing', { field: missing[0] }));
  const { patient } = header;
  return ok({
    study: {
      studyInstanceUid: header.studyInstanceUid,
      kind: header.kind,
      accessionNumber: header.accessionNumber,
      description: header.studyDescription,
      devicePatient: {
        name: patient.displayName,
        id: patient.id,
        ...(patient.issuer === undefined ? {} : { issuer: patient.issuer }),
        ...(patient.otherIds === undefined ? {} : { otherIds: [...patient.otherIds] }),
        sex: patient.sex,
        birthDate: patient.birthDate,
      },
      acquiredAt: header.acquiredAt,
      ...(header.acquiredUntil === undefined ? {} : { acquiredUntil: header.acquiredUntil }),
      institution: header.institution,
      stationAet: header.stationName,
      ...(header.textCorrection === null ? {} : { textCorrection: header.textCorrection }),
    },
    series: {
      seriesInstanceUid: header.seriesInstanceUid,
      modality: header.modality,
      seriesNumber: header.seriesNumber,
      description: header.seriesDescription,
      bodyPart: header.bodyPart,
    },
    instance: {
      sopInstanceUid: header.sopInstanceUid,
      sopClassUid: header.sopClassUid,
      transferSyntaxUid: header.transferSyntaxUid,
      instanceNumber: header.instanceNumber,
      frames: header.frames,
      rows: header.rows,
      columns: header.columns,
      position: header.position,
      complete,
      format: 'dicom',
    },
  });
}
