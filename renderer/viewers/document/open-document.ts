/** Opens the bytes of a document, plain or encapsulated in DICOM; pdf.js is downloaded with the first PDF. */
import { documentIn } from '#shared/formats/document/find-document.ts';
import type { Result } from '#shared/result.ts';
import type { PageSource } from './page-source.ts';

/** Fails with what says why it cannot be shown. */
export async function openDocument(bytes: Uint8Array): Promise<Result<PageSource>> {
  const found = documentIn(bytes);
  if (!found.ok) return found;
  const { format, bytes: inner } = found.value;
  if (format === 'pdf') return (await import('./open-pdf.ts')).openPdf(inner);
  return (await import('./open-picture.ts')).openPicture(inner, format);
}
