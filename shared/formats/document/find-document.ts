/** Journey step 7: which objects of a study are documents a person can look at, and the bytes of one encapsulated in DICOM. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { Instance, Study } from '../../study/study.ts';
import { asciiValue, valueBytes } from '../dicom/element-values.ts';
import { openDicom } from '../dicom/read-part10.ts';
import { recogniseFormat } from '../recognise.ts';
import type { DocumentFormat } from './describe-document.ts';

const encapsulatedPdf = '1.2.840.10008.5.1.4.1.1.104.1';
const documentFormats: ReadonlySet<string> = new Set(['pdf', 'jpeg', 'png']);

/** Whether the instance is a picture or a PDF, plain or in DICOM. */
export function isDocument(instance: Pick<Instance, 'format' | 'sopClassUid'>): boolean {
  return documentFormats.has(instance.format) || instance.sopClassUid === encapsulatedPdf;
}

/** The documents of a study, in order. */
export function documentsOf(study: Study): Instance[] {
  return study.series.flatMap((series) => series.instances).filter(isDocument);
}

export interface DocumentBytes {
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
}

/** The PDF, JPEG or PNG in `bytes`. Fails with `format-unknown`, `picture-damaged`, or as `openDicom` does. */
export function documentIn(bytes: Uint8Array): Result<DocumentBytes> {
  const format = recogniseFormat(bytes);
  if (format === 'pdf' || format === 'jpeg' || format === 'png') return ok({ format, bytes });
  if (format !== 'dicom') return fail(failure('format-unknown'));
  const opened = openDicom(bytes);
  if (!opened.ok) return opened;
  const { dataSet } = opened.value.walk;
  const inner = valueBytes(dataSet, 0x00420011);
  // What is inside decides, not the MIME type that (0042,0012) claims.
  const found = inner === null ? null : recogniseFormat(inner);
  if (inner !== null && (found === 'pdf' || found === 'jpeg' || found === 'png'))
    return ok({ format: found, bytes: inner });
  return fail(failure('picture-damaged', { format: asciiValue(dataSet, 0x00420012) || 'PDF' }));
}
