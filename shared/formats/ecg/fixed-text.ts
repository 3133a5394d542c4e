/** Journey step 2: text of fixed width, padded with blanks or zeros, whose encoding the format does not declare. */
import { decodeText, defaultCharset } from '../dicom/charset.ts';
import { trimPadding } from '../dicom/element-values.ts';
import { decodeLatin1 } from '../dicom/iso-2022.ts';

/** The text up to its first zero; Chinese in GBK or UTF-8 is found and marked `charset-undeclared`. */
export function fixedText(bytes: Uint8Array, from: number, length: number, warnings: Set<string>): string {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return decodeText(end < 0 ? field : field.subarray(0, end), defaultCharset, warnings).trim();
}

/** A field that the format keeps in ASCII: numbers, dates, labels. */
export function asciiField(bytes: Uint8Array, from: number, length: number): string {
  return trimPadding(decodeLatin1(bytes.subarray(from, from + length))).trim();
}
