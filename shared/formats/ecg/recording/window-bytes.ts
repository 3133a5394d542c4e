/** Journey step 7: a window, overview or analysis as it goes from the station to the window: JSON in front, the numbers behind. */
import type { LongAnalysis } from '../../../ecg/long/long-analysis.ts';
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import type { WaveformChannel, WaveformGroup, WaveformLead } from '../../../study/waveform.ts';
import type { OverviewPart } from './overview.ts';

type Numbers = Int16Array | Int32Array | Float32Array;
type NumbersKind = 'i2' | 'i4' | 'f4';

/** In place of an array in the JSON: which of the arrays behind it, of what kind, how long. */
interface Place {
  readonly $: readonly [kind: NumbersKind, at: number, length: number];
}

/** Runtimes all have these; shared/ is compiled without DOM and Node. */
const { TextEncoder, TextDecoder } = globalThis as unknown as {
  TextEncoder: new () => { encode(text: string): Uint8Array };
  TextDecoder: new () => { decode(bytes: Uint8Array): string };
};

export const encodeWindow = (group: WaveformGroup): Uint8Array<ArrayBuffer> => encode(group);
export const encodeOverview = (part: OverviewPart): Uint8Array<ArrayBuffer> => encode(part);
export const encodeAnalysis = (analysis: LongAnalysis): Uint8Array<ArrayBuffer> => encode(analysis);

/** Fails with `waveform-invalid` for bytes that are no window. The arrays are views of `bytes` or of a copy. */
export function decodeWindow(bytes: Uint8Array): Result<WaveformGroup> {
  const found = decode(bytes) as { leads?: WaveformLead[]; otherChannels?: WaveformChannel[] } | null;
  return Array.isArray(found?.leads) ? ok(found as unknown as WaveformGroup) : notAWindow();
}

/** Fails with `waveform-invalid` for bytes that are no overview. */
export function decodeOverview(bytes: Uint8Array): Result<OverviewPart> {
  const found = decode(bytes) as { samplesPerBucket?: number } | null;
  return typeof found?.samplesPerBucket === 'number' ? ok(found as unknown as OverviewPart) : notAWindow();
}

/** Fails with `waveform-invalid` for bytes that are no analysis of a long recording. */
export function decodeAnalysis(bytes: Uint8Array): Result<LongAnalysis> {
  const found = decode(bytes) as { beats?: { samples?: unknown } } | null;
  return found?.beats?.samples instanceof Int32Array ? ok(found as unknown as LongAnalysis) : notAWindow();
}

const notAWindow = () => fail(failure('waveform-invalid', { detail: 'window' }));

/** Four bytes: length of the JSON, little endian; the JSON, filled up with blanks to a multiple of four; the arrays, each so too. */
function encode(value: object): Uint8Array<ArrayBuffer> {
  const arrays: Numbers[] = [];
  let at = 0;
  const text = JSON.stringify(value, (_, inner: unknown) => {
    const kind = kindOf(inner);
    if (kind === null) return inner;
    const numbers = inner as Numbers;
    const place: Place = { $: [kind, at, numbers.length] };
    arrays.push(numbers);
    at += evenly(numbers.byteLength);
    return place;
  });
  const json = new TextEncoder().encode(text);
  const front = 4 + evenly(json.length);
  const bytes = new Uint8Array(front + at).fill(0x20, 4, front);
  new DataView(bytes.buffer).setUint32(0, front - 4, true);
  bytes.set(json, 4);
  let to = front;
  for (const numbers of arrays) {
    bytes.set(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength), to);
    to += evenly(numbers.byteLength);
  }
  return bytes;
}

function decode(given: Uint8Array): unknown {
  const bytes = given.byteOffset % 4 === 0 ? given : new Uint8Array(given);
  if (bytes.length < 8) return null;
  const front = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (front > bytes.length || front % 4 !== 0) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes.subarray(4, front)), (_, inner: unknown) => {
      const place = (inner as Partial<Place> | null)?.$;
      if (!Array.isArray(place)) return inner;
      const [kind, at, length] = place as [NumbersKind, number, number];
      const width = kind === 'i2' ? 2 : 4;
      // Beyond the bytes lies other memory of the same buffer.
      if (front + at + length * width > bytes.length) throw new RangeError('cut');
      const from = bytes.byteOffset + front + at;
      if (kind === 'i2') return new Int16Array(bytes.buffer, from, length);
      return kind === 'i4'
        ? new Int32Array(bytes.buffer, from, length)
        : new Float32Array(bytes.buffer, from, length);
    });
  } catch {
    return null;
  }
}

const evenly = (length: number): number => Math.ceil(length / 4) * 4;

function kindOf(value: unknown): NumbersKind | null {
  if (value instanceof Int16Array) return 'i2';
  if (value instanceof Int32Array) return 'i4';
  return value instanceof Float32Array ? 'f4' : null;
}
