/** Journey step 2: interleaved waveform samples of a multiplex group to one row of integers per channel. */
import { failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';

export interface SampleLayout {
  readonly interpretation: string;
  readonly bitsAllocated: number;
  readonly channels: number;
  readonly samples: number;
  readonly littleEndian: boolean;
  /** Encoded value of samples that are no signal; null when there is none. */
  readonly padding: number | null;
}

export interface ChannelSamples {
  readonly samples: Int32Array;
  readonly missing: ReadonlyArray<readonly [from: number, to: number]>;
}

type Read = (view: DataView, at: number, little: boolean) => number;

const readers: Readonly<Record<string, { readonly size: number; readonly read: Read }>> = {
  SB: { size: 1, read: (view, at) => view.getInt8(at) },
  UB: { size: 1, read: (view, at) => view.getUint8(at) },
  SS: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  US: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  SL: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  UL: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
};

/** Hours of twelve leads at 1000 Hz; beyond it a header is hostile. */
const mostSamples = 256 * 1024 * 1024;

/** Reads one encoded value with the layout's interpretation; null when the bytes are too short. */
export function readPadding(
  bytes: Uint8Array | null,
  interpretation: string,
  littleEndian: boolean,
): number | null {
  const reader = readers[interpretation];
  if (bytes === null || reader === undefined || bytes.length < reader.size) return null;
  return reader.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, littleEndian);
}

/** Parts interleaved samples; fails with `waveform-invalid` for µ-law and A-law, short data and impossible sizes. */
export function partSamples(data: Uint8Array, layout: SampleLayout): Result<ChannelSamples[]> {
  const { interpretation, bitsAllocated, channels, samples, littleEndian, padding } = layout;
  const refuse = (detail: string) => fail(failure('waveform-invalid', { detail }));
  const reader = readers[interpretation];
  if (reader === undefined) return refuse(`SampleInterpretation ${interpretation || '-'}`);
  if (bitsAllocated !== reader.size * 8) return refuse(`${interpretation}, ${bitsAllocated} bit`);
  if (channels < 1 || samples < 1 || channels * samples > mostSamples)
    return refuse(`${channels} × ${samples}`);
  const needed = channels * samples * reader.size;
  if (data.length < needed) return refuse(`${data.length} < ${needed}`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const parted: ChannelSamples[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const row = new Int32Array(samples);
    const missing: Array<readonly [number, number]> = [];
    let gapFrom = -1;
    let at = channel * reader.size;
    for (let index = 0; index < samples; index++, at += channels * reader.size) {
      const value = reader.read(view, at, littleEndian);
      if (value > 0x7fffffff) return refuse(`UL ${value}`);
      if (value === padding) {
        if (gapFrom < 0) gapFrom = index;
      } else {
        row[index] = value;
        if (gapFrom >= 0) missing.push([gapFrom, index]);
        gapFrom = -1;
      }
    }
    if (gapFrom >= 0) missing.push([gapFrom, samples]);
    parted.push({ samples: row, missing });
  }
  return ok(parted);
}
