/**
 * Puts the pages of a cart's PDF onto pages of the report (journey step 10). Only what a page draws is taken over: no
 * scripts, links, forms or attachments come along.
 */
import { PDFDocument } from '@cantoo/pdf-lib';

export interface PagePlaces {
  /** The PDF whose pages are shown. */
  readonly bytes: Uint8Array;
  /** Index of the report's page that takes the first of them, and how many there are. */
  readonly first: number;
  readonly count: number;
  /** The room for each, in points from the upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The report with the pages in place. Rejects when a page cannot be read. */
export async function embedPages(report: Buffer, places: PagePlaces): Promise<Buffer> {
  const target = await PDFDocument.load(report, { updateMetadata: false });
  const source = await PDFDocument.load(places.bytes, { updateMetadata: false });
  const pages = source.getPages().slice(0, places.count);
  for (const [index, page] of pages.entries()) {
    const onto = target.getPage(places.first + index);
    const drawn = await target.embedPage(page);
    const scale = Math.min(places.width / drawn.width, places.height / drawn.height);
    const width = drawn.width * scale;
    const height = drawn.height * scale;
    onto.drawPage(drawn, {
      x: places.x + (places.width - width) / 2,
      y: onto.getHeight() - places.y - height - (places.height - height) / 2,
      width,
      height,
    });
  }
  return Buffer.from(await target.save({ useObjectStreams: false }));
}
