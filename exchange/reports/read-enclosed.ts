/** A file that is enclosed in a PDF (ISO 32000-1, 7.11.4), by its name, unpacked under a limit. */
import { inflateSync } from 'node:zlib';
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';

/** Bytes; a signed report is some thousand. */
const most = 4 * 1024 ** 2;

/** Null where the document encloses no such file. Throws for one that is packed otherwise than by Flate, or larger than 4 MB. */
export function readEnclosed(doc: PDFDocument, name: string): Buffer | null {
  const trees = doc.catalog.lookupMaybe(PDFName.of('Names'), PDFDict);
  const files = trees?.lookupMaybe(PDFName.of('EmbeddedFiles'), PDFDict);
  const names = files?.lookupMaybe(PDFName.of('Names'), PDFArray);
  for (let at = 0; at + 1 < (names?.size() ?? 0); at += 2) {
    const said = names?.lookup(at);
    const isNamed = said instanceof PDFHexString || said instanceof PDFString;
    if (!isNamed || said.decodeText() !== name) continue;
    const stream = names
      ?.lookup(at + 1, PDFDict)
      .lookup(PDFName.of('EF'), PDFDict)
      .lookup(PDFName.of('F'));
    if (!(stream instanceof PDFRawStream)) throw new Error(`${name} is not in the document`);
    const packed = stream.getContents();
    const filter = stream.dict.lookup(PDFName.of('Filter'));
    if (filter !== PDFName.of('FlateDecode')) throw new Error(`${name} is packed as ${filter}`);
    return inflateSync(packed, { maxOutputLength: most });
  }
  return null;
}
