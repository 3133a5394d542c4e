/** Journey step 2: a PDF, JPEG or PNG as the index keeps it: a document in a study of its own, until a person says more. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { DescribedInstance } from '../../study/described-instance.ts';
import type { EcgUids } from '../ecg/describe-ecg-file.ts';
import { isDecodable, mostPictureBytes, mostPixels, pictureFacts } from './picture-size.ts';

export type DocumentFormat = 'pdf' | 'jpeg' | 'png';

/** Fails with picture-damaged, picture-too-large or file-too-large. */
export function describeDocument(
  bytes: Uint8Array,
  format: DocumentFormat,
  uids: EcgUids,
): Result<DescribedInstance> {
  if (bytes.length > mostPictureBytes) {
    return fail(failure('file-too-large', { size: bytes.length, limit: mostPictureBytes }));
  }
  const facts = pictureFacts(bytes, format);
  if (facts === null) return fail(failure('picture-damaged', { format: format.toUpperCase() }));
  const { rows, columns, complete } = facts;
  if (!isDecodable(facts)) {
    return fail(failure('picture-too-large', { rows: rows ?? 0, columns: columns ?? 0, limit: mostPixels }));
  }
  return ok({
    study: {
      studyInstanceUid: uids.studyInstanceUid,
      kind: 'document',
      accessionNumber: '',
      description: '',
      // Nothing in a picture says whose it is: a person joins it.
      devicePatient: { name: '', id: '', sex: '', birthDate: null },
      acquiredAt: null,
      institution: '',
      stationAet: '',
    },
    series: {
      seriesInstanceUid: uids.seriesInstanceUid,
      modality: 'DOC',
      seriesNumber: 1,
      description: '',
      bodyPart: '',
    },
    instance: {
      sopInstanceUid: uids.sopInstanceUid,
      sopClassUid: '',
      transferSyntaxUid: '',
      instanceNumber: 1,
      frames: null,
      rows,
      columns,
      position: null,
      complete,
      format,
    },
  });
}
