/** Pictures and PDFs of an ECG as cheap carts export them, drawn in code: a grid with a trace and a line of text. */

import { crc32, deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';

/** A PNG of 8-bit greyscale: grid lines every 20 pixels and a sine; `shade` makes each picture another one. */
export function ecgPng(width = 1200, height = 800, shade = 0): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc(height * (width + 1), 255);
  for (let y = 0; y < height; y++) {
    const row = y * (width + 1);
    rows[row] = 0;
    for (let x = 0; x < width; x++) if (x % 20 === 0 || y % 20 === 0) rows[row + 1 + x] = 225 - shade;
  }
  for (let x = 0; x < width; x++) {
    const y = Math.round(height / 2 + (height / 4) * Math.sin(x / 17) * (x % 170 < 20 ? 1 : 0.15));
    for (let thick = -1; thick <= 1; thick++) rows[(y + thick) * (width + 1) + 1 + x] = 10;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const parts = [
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Uint8Array.from(Buffer.concat(parts));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PDF with so many pages, each with a grid, a trace and the page's number; `script` adds a document-level script that must not run. */
export function ecgPdf(pages = 1, script: string | null = null): Promise<Uint8Array<ArrayBuffer>> {
  const doc = new PDFDocument({ size: 'A4', layout: 'landscape', margin: 0, bufferPages: true });
  const chunks: Buffer[] = [];
  doc.on('data', (part: Buffer) => chunks.push(part));
  for (let page = 1; page <= pages; page++) {
    if (page > 1) doc.addPage({ size: 'A4', layout: 'landscape', margin: 0 });
    for (let x = 0; x < 842; x += 14) doc.moveTo(x, 0).lineTo(x, 595);
    for (let y = 0; y < 595; y += 14) doc.moveTo(0, y).lineTo(842, y);
    doc.lineWidth(0.4).strokeColor('#e9a9a9').stroke();
    doc.moveTo(0, 300);
    for (let x = 0; x < 842; x++) doc.lineTo(x, 300 - 80 * Math.sin(x / 13) * (x % 130 < 16 ? 1 : 0.1));
    doc.lineWidth(1).strokeColor('#111').stroke();
    doc.fontSize(16).fillColor('#111').text(`PAPER ECG page ${page}`, 40, 30);
  }
  if (script !== null) doc.addNamedJavaScript('at open', script);
  return new Promise((resolve) => {
    doc.on('end', () => resolve(Uint8Array.from(Buffer.concat(chunks))));
    doc.end();
  });
}

/** A small baseline JPEG (16 × 16, grey), as another program wrote it. */
export const smallJpeg = Uint8Array.from(
  Buffer.from(
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AKqAD//Z',
    'base64',
  ),
);
