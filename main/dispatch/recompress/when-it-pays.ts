/** Journey step 4: whether a smaller encoding is worth its time on this link. Pure: what was measured in, a judgement out. */

export type RecompressSetting = 'auto' | 'always' | 'off';

export interface UplinkMeasures {
  /** Bytes a second that went out lately; null while nothing was measured. */
  readonly bytesPerSecond: number | null;
  /** Bytes a millisecond that were encoded and proved lately; null before the first. */
  readonly encodedPerMs: number | null;
  /** What was left of recent objects, 0 to 1; null before the first. */
  readonly ratio: number | null;
}

/** Of a link nobody measured yet: 10 Mbit/s, what a township's line promises. */
const assumedBytesPerSecond = 1_250_000;
/** On a slow PC: encoding, decoding again and comparing. */
const assumedEncodedPerMs = 5_000;
const assumedRatio = 0.45;
/** Encoding runs beside sending; it must gain clearly to be worth a township's processor. */
const margin = 1.5;
/** More pixels than this in one object are not held in memory for it, in bytes. */
export const mostRecompressed = 96 * 1024 * 1024;
const least = 16 * 1024;

export interface Judgement {
  readonly pays: boolean;
  /** How long the object may be held back for it when nothing else can be sent, in ms: never longer than it gains. */
  readonly waitMs: number;
}

/** Judges one object of `size` bytes. */
export function judgeRecompression(
  setting: RecompressSetting,
  size: number,
  measured: UplinkMeasures,
): Judgement {
  if (setting === 'off' || size < least || size > mostRecompressed) return { pays: false, waitMs: 0 };
  const perSecond = measured.bytesPerSecond ?? assumedBytesPerSecond;
  const savedMs = ((size * (1 - (measured.ratio ?? assumedRatio))) / perSecond) * 1000;
  if (setting === 'always') return { pays: true, waitMs: Math.max(savedMs, 30_000) };
  const encodeMs = size / (measured.encodedPerMs ?? assumedEncodedPerMs);
  return { pays: savedMs > encodeMs * margin, waitMs: savedMs };
}
