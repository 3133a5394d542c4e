/** Proves before decoding that a frame's pixels are there and of a possible size: a short file must say so, not go grey. */
import type { DataSet } from 'dicom-parser';
import { type Failure, failure } from '#shared/failure.ts';

/** Syntaxes the window can decode. Deflated objects reach it inflated by the station. */
const shownSyntaxes: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2',
  '1.2.840.10008.1.2.1',
  '1.2.840.10008.1.2.2',
  '1.2.840.10008.1.2.5',
  '1.2.840.10008.1.2.1.98',
  ...[
    '50',
    '51',
    '53',
    '55',
    '57',
    '70',
    '80',
    '81',
    '90',
    '91',
    '110',
    '111',
    '112',
    '201',
    '202',
    '203',
  ].map((last) => `1.2.840.10008.1.2.4.${last}`),
]);

/** 16 bits per sample at 20 k × 20 k is what a large slide or mammogram needs; beyond lies a broken header. */
const mostPixels = 400_000_000;

/**
 * Checks frame `frame` (0-based) of a parsed file.
 * Returns null when it can be decoded, else what is wrong with it.
 */
export function checkPixels(dataSet: DataSet, frame: number): Failure | null {
  const syntax = dataSet.string('x00020010')?.trim() ?? '';
  const pixels = dataSet.elements.x7fe00010 ?? dataSet.elements.x7fe00008;
  if (!pixels) return failure('no-pixel-data');
  if (!shownSyntaxes.has(syntax)) return failure('transfer-syntax-unsupported', { uid: syntax || '?' });
  const rows = dataSet.uint16('x00280010') ?? 0;
  const columns = dataSet.uint16('x00280011') ?? 0;
  if (rows === 0 || columns === 0 || rows * columns > mostPixels) {
    return failure('pixel-size-invalid', { detail: `${columns} × ${rows}` });
  }
  const frames = Number(dataSet.string('x00280008') ?? 1) || 1;
  if (pixels.encapsulatedPixelData) {
    const found = pixels.fragments?.length ?? 0;
    const offsets = pixels.basicOffsetTable?.length ?? 0;
    const enough = offsets > 0 ? frame < offsets && found > 0 : found > frame || (frames === 1 && found > 0);
    const bytes = pixels.fragments?.reduce((sum, fragment) => sum + fragment.length, 0) ?? 0;
    return enough && bytes > 0
      ? null
      : failure('pixel-data-short', { expected: `${frame + 1} × 1`, found: `${found}` });
  }
  const samples =
    dataSet.string('x00280004')?.trim() === 'YBR_FULL_422' ? 2 : (dataSet.uint16('x00280002') ?? 1);
  const bits = dataSet.uint16('x00280100') ?? 0;
  const expected = Math.ceil((rows * columns * samples * bits * (frame + 1)) / 8);
  const found = Math.min(pixels.length, dataSet.byteArray.length - pixels.dataOffset);
  if (bits === 0) return failure('pixel-size-invalid', { detail: '0 bit' });
  return found >= expected ? null : failure('pixel-data-short', { expected, found });
}
