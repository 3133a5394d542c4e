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
  /** To be added to every sample: 2^31 for unsigned channels that reach beyond a signed number, else 0. */
  readonly offset: number;
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
  MB: { size: 1, read: (view, at) => fromMuLaw(view.getUint8(at)) },
  AB: { size: 1, read: (view, at) => fromALaw(view.getUint8(at)) },
};

/** ITU-T G.711 table 2a: 8-bit µ-law to a 14-bit integer. */
function fromMuLaw(code: number): number {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 1) + 33) << ((inverted >> 4) & 7)) - 33;
  return inverted & 0x80 ? -magnitude : magnitude;
}

/** ITU-T G.711 table 1a: 8-bit A-law to a 13-bit integer. */
function fromALaw(code: number): number {
  const toggled = code ^ 0x55;
  const exponent = (toggled >> 4) & 7;
  const mantissa = ((toggled & 0x0f) << 1) + 1;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 32) << (exponent - 1);
  return toggled & 0x80 ? magnitude : -magnitude;
}

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

/**
 * Parts interleaved samples. Data that end early give what is there, the rest is marked missing and `short` is true. Fails
 * with `waveform-invalid` for unknown interpretations, impossible sizes and data without one whole row.
 */
export function partSamples(
  data: Uint8Array,
  layout: SampleLayout,
): Result<{ readonly channels: ChannelSamples[]; readonly short: boolean }> {
  const { interpretation, bitsAllocated, channels, samples, littleEndian, padding } = layout;
  const refuse = (detail: string) => fail(failure('waveform-invalid', { detail }));
  const reader = readers[interpretation];
  if (reader === undefined) return refuse(`SampleInterpretation ${interpretation || '-'}`);
  if (bitsAllocated !== reader.size * 8) return refuse(`${interpretation}, ${bitsAllocated} bit`);
  if (channels < 1 || samples < 1 || channels * samples > mostSamples)
    return refuse(`${channels} × ${samples}`);
  const present = Math.min(samples, Math.floor(data.length / (channels * reader.size)));
  if (present === 0) return refuse(`${data.length} < ${channels * samples * reader.size}`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const parted: ChannelSamples[] = [];
  for (let channel = 0; channel < channels; channel++) {
    const row = new Int32Array(samples);
    const missing: Array<readonly [number, number]> = [];
    let gapFrom = -1;
    const step = channels * reader.size;
    const offset =
      interpretation === 'UL' && reachesBeyond(view, channel * 4, step, present, layout) ? 2 ** 31 : 0;
    let at = channel * reader.size;
    for (let index = 0; index < present; index++, at += step) {
      const value = reader.read(view, at, littleEndian);
      if (value === padding) {
        if (gapFrom < 0) gapFrom = index;
      } else {
        row[index] = value - offset;
        if (gapFrom >= 0) missing.push([gapFrom, index]);
        gapFrom = -1;
      }
    }
    if (gapFrom < 0 && present < samples) gapFrom = present;
    if (gapFrom >= 0) missing.push([gapFrom, samples]);
    parted.push({ samples: row, offset, missing });
  }
  return ok({ channels: parted, short: present < samples });
}

function reachesBeyond(
  view: DataView,
  from: number,
  step: number,
  count: number,
  { littleEndian, padding }: SampleLayout,
): boolean {
  for (let index = 0, at = from; index < count; index++, at += step) {
    const value = view.getUint32(at, littleEndian);
    if (value > 0x7fffffff && value !== padding) return true;
  }
  return false;
}
