/** Journey step 2: how many bytes of pixel data a header promises, in arithmetic that no hostile header can overflow. */
import type { DicomDataSet } from './data-set.ts';
import { asciiValue, firstValue, integerValue, uint16Value } from './element-values.ts';

export interface PixelFacts {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samplesPerPixel: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly planar: boolean;
  readonly photometric: string;
}

/** The image pixel module of a data set; null when rows, columns or bits are absent or zero. */
export function pixelFacts(dataSet: DicomDataSet): PixelFacts | null {
  const rows = uint16Value(dataSet, 0x00280010);
  const columns = uint16Value(dataSet, 0x00280011);
  const bitsAllocated = uint16Value(dataSet, 0x00280100);
  if (!rows || !columns || !bitsAllocated) return null;
  const bitsStored = Math.min(uint16Value(dataSet, 0x00280101) || bitsAllocated, bitsAllocated);
  return {
    rows,
    columns,
    frames: Math.max(1, integerValue(dataSet, 0x00280008) ?? 1),
    samplesPerPixel: uint16Value(dataSet, 0x00280002) || 1,
    bitsAllocated,
    bitsStored,
    highBit: uint16Value(dataSet, 0x00280102) ?? bitsStored - 1,
    signed: uint16Value(dataSet, 0x00280103) === 1,
    planar: uint16Value(dataSet, 0x00280006) === 1,
    photometric: firstValue(asciiValue(dataSet, 0x00280004, 64)),
  };
}

/** Bytes of uncompressed pixel data, as PS3.5 packs them; exact also beyond 2^53. */
export function expectedPixelLength(facts: PixelFacts): bigint {
  // YBR_FULL_422 shares one pair of chroma samples between two pixels (PS3.3 C.7.6.3.1.2).
  const halved = facts.photometric.endsWith('_422') && facts.samplesPerPixel === 3;
  const samples = halved ? 2n : BigInt(facts.samplesPerPixel);
  const pixels = BigInt(facts.rows) * BigInt(facts.columns) * BigInt(facts.frames);
  return (pixels * samples * BigInt(facts.bitsAllocated) + 7n) / 8n;
}

/** Whether `length` bytes are enough for what the header promises. */
export function hasExpectedPixelLength(facts: PixelFacts, length: number): boolean {
  return BigInt(length) >= expectedPixelLength(facts);
}
