/** Journey step 2: the search that Node does natively, for formats that must look through compressed pictures. */
import type { FindBytes } from '#shared/formats/dicom/find-bytes.ts';

/** As `findBytesPlainly` answers, six times as fast. */
export const findBytes: FindBytes = (bytes, wanted) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(wanted);
