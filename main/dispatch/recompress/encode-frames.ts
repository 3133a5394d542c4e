/** Journey step 4: stored values to High-Throughput JPEG 2000 streams (PS3.5 annex A.4.4.1, lossless), by OpenJPH. */
import openjph from '@cornerstonejs/codec-openjph';
import type { PixelFacts } from '#shared/formats/dicom/pixel-length.ts';

interface Encoder {
  getDecodedBuffer(frame: {
    width: number;
    height: number;
    bitsPerSample: number;
    componentCount: number;
    isSigned: boolean;
    isUsingColorTransform: boolean;
  }): Uint8Array;
  setDecompositions(levels: number): void;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

interface OpenJph {
  HTJ2KEncoder: new () => Encoder;
}

/** High-Throughput JPEG 2000 Image Compression (Lossless Only). */
export const htj2kLossless = '1.2.840.10008.1.2.4.201';

let loading: Promise<OpenJph> | null = null;

/** Loads the wasm module once; the module is this thread's own. */
export function loadEncoder(): Promise<OpenJph> {
  loading ??= (openjph as unknown as () => Promise<OpenJph>)();
  return loading;
}

/** Whether RGB is turned into luma and chroma first, reversibly; the photometric interpretation then is YBR_RCT. */
export function transformsColour(facts: PixelFacts): boolean {
  return facts.samplesPerPixel === 3 && facts.photometric === 'RGB';
}

/** One frame of 8 or 16 bits, colour interleaved. Throws what the encoder throws. */
export function encodeFrame(module: OpenJph, values: Int32Array, facts: PixelFacts): Uint8Array {
  const encoder = new module.HTJ2KEncoder();
  try {
    const smallest = Math.min(facts.rows, facts.columns);
    encoder.setDecompositions(Math.max(0, Math.min(5, Math.floor(Math.log2(smallest / 8)))));
    const room = encoder.getDecodedBuffer({
      width: facts.columns,
      height: facts.rows,
      bitsPerSample: facts.bitsStored,
      componentCount: facts.samplesPerPixel,
      isSigned: facts.signed,
      isUsingColorTransform: transformsColour(facts),
    });
    if (facts.bitsAllocated === 8) for (let at = 0; at < values.length; at++) room[at] = values[at] ?? 0;
    else {
      const view = new DataView(room.buffer, room.byteOffset, room.byteLength);
      for (let at = 0; at < values.length; at++) view.setInt16(at * 2, values[at] ?? 0, true);
    }
    encoder.encode();
    return Uint8Array.from(encoder.getEncodedBuffer());
  } finally {
    encoder.delete();
  }
}
