/** Journey step 1: what a file begins as, where that decides who takes it: a zip, a DICOMDIR, something known, or nothing. */
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { directoryClass } from '#shared/formats/dicom/storage-sop-classes.ts';
import { recogniseFormat } from '#shared/formats/recognise.ts';

export type FileStart = 'zip' | 'directory' | 'other' | 'unknown';

/** Looks at the first kilobytes only. */
export function whatStarts(start: Uint8Array): FileStart {
  const format = recogniseFormat(start, false);
  if (format === null) return 'unknown';
  if (format === 'zip') return 'zip';
  if (format !== 'dicom') return 'other';
  const header = readDicomHeader(start, { wholeBytes: false });
  return header.ok && header.value.sopClassUid === directoryClass ? 'directory' : 'other';
}
