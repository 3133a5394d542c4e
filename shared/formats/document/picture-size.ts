/** Journey step 2: size and wholeness of a PNG, JPEG or PDF from its own structure, before anything decodes it. */

export interface PictureFacts {
  /** Null for a PDF, whose pages have sizes of their own. */
  readonly rows: number | null;
  readonly columns: number | null;
  /** The end that the format promises is there. */
  readonly complete: boolean;
}

/** More pixels than this are not decoded: an A3 page at 600 dpi has 70 million. */
export const mostPictureBytes = 64 * 1024 * 1024;
export const mostPixels = 100_000_000;
const longestSide = 32_767;

/** Whether a decoder may be given a picture of this size. */
export function isDecodable({ rows, columns }: Pick<PictureFacts, 'rows' | 'columns'>): boolean {
  if (rows === null || columns === null) return true;
  return rows <= longestSide && columns <= longestSide && rows * columns <= mostPixels;
}

/** The facts of a picture, or null when its header makes no sense. */
export function pictureFacts(bytes: Uint8Array, format: 'png' | 'jpeg' | 'pdf'): PictureFacts | null {
  if (format === 'png') return pngFacts(bytes);
  return format === 'jpeg' ? jpegFacts(bytes) : pdfFacts(bytes);
}

/** PNG (ISO 15948): IHDR first, then chunks by length until IEND. */
function pngFacts(bytes: Uint8Array): PictureFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33 || view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return null;
  const columns = view.getUint32(16);
  const rows = view.getUint32(20);
  if (rows === 0 || columns === 0 || rows > 0x7fffffff || columns > 0x7fffffff) return null;
  let at = 8;
  while (at + 12 <= bytes.length) {
    if (view.getUint32(at + 4) === 0x49454e44) return { rows, columns, complete: true };
    at += 12 + view.getUint32(at);
  }
  return { rows, columns, complete: false };
}

/** JPEG (ISO 10918-1): markers up to the frame header; the end is EOI, with nothing but padding behind it. */
function jpegFacts(bytes: Uint8Array): PictureFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const rows = view.getUint16(at + 5);
      const columns = view.getUint16(at + 7);
      return rows === 0 || columns === 0 ? null : { rows, columns, complete: endsWithEoi(bytes) };
    }
    const length = view.getUint16(at + 2);
    if (marker === 0xda || marker === 0xd9 || length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function endsWithEoi(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 2 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9;
}

/** PDF (ISO 32000): `%%EOF` in the last two kilobytes. */
function pdfFacts(bytes: Uint8Array): PictureFacts {
  let tail = '';
  for (const byte of bytes.subarray(-2048)) tail += String.fromCharCode(byte);
  return { rows: null, columns: null, complete: tail.includes('%%EOF') };
}
