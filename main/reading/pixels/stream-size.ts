/** Journey step 7: the size a compressed stream claims, read before any decoder takes memory for it. */

export interface StreamSize {
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly precision: number;
  /** Only JPEG 2000 says. */
  readonly signed: boolean | null;
}

/** Size in the SIZ marker of JPEG 2000 or the SOF of JPEG and JPEG-LS; null when there is none to be found. */
export function streamSize(stream: Uint8Array): StreamSize | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  return isJpeg(stream) ? jpegSize(stream, view) : jpeg2000Size(stream, view);
}

/** Whether a JPEG-LS stream holds one scan for each colour (interleave mode none), which decodes plane after plane. */
export function isPlaneByPlane(stream: Uint8Array): boolean {
  let at = 2;
  while (at + 5 <= stream.length && stream[at] === 0xff) {
    if (stream[at + 1] === 0xda) return stream[at + 4] === 1;
    at += 2 + (((stream[at + 2] ?? 0) << 8) | (stream[at + 3] ?? 0));
  }
  return false;
}

function isJpeg(stream: Uint8Array): boolean {
  return stream[0] === 0xff && stream[1] === 0xd8;
}

function jpegSize(stream: Uint8Array, view: DataView): StreamSize | null {
  let at = 2;
  while (at + 10 <= stream.length) {
    if (stream[at] !== 0xff) return null;
    const marker = stream[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const isFrame =
      (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) || marker === 0xf7;
    if (isFrame) {
      return {
        precision: view.getUint8(at + 4),
        rows: view.getUint16(at + 5),
        columns: view.getUint16(at + 7),
        components: view.getUint8(at + 9),
        signed: null,
      };
    }
    if (marker === 0xda || marker === 0xd9) return null;
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function jpeg2000Size(stream: Uint8Array, view: DataView): StreamSize | null {
  // A JP2 box may come before the codestream.
  const limit = Math.min(stream.length - 43, 512);
  for (let at = 0; at <= limit; at++) {
    if (view.getUint32(at) !== 0xff4fff51) continue;
    const depth = view.getUint8(at + 42);
    return {
      columns: view.getUint32(at + 8) - view.getUint32(at + 16),
      rows: view.getUint32(at + 12) - view.getUint32(at + 20),
      components: view.getUint16(at + 40),
      precision: (depth & 0x7f) + 1,
      signed: (depth & 0x80) !== 0,
    };
  }
  return null;
}
