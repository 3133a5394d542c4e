/** Journey step 2: how WFDB keeps samples (signal(5)): each format as a way to read the sample at a place. */
import type { SampleArray } from '../../../study/waveform.ts';

export interface WfdbFormat {
  /** The sample at a place, counted over all signals of the file; `base` is the first byte. */
  readonly at: (bytes: Uint8Array, base: number, place: number) => number;
  /** Whole samples in so many bytes. */
  readonly held: (bytes: number) => number;
  /** The value that stands for nothing recorded; null where there is none. */
  readonly missing: number | null;
  readonly make: (length: number) => SampleArray;
  /** Each value is the difference from the one before. */
  readonly differences?: true;
  /** Samples are 16-bit little-endian numbers. */
  readonly plain16?: true;
  /** The first or second sample of every pair from `base` on, as many as `into` takes. */
  readonly pairs?: (bytes: Uint8Array, base: number, which: number, into: SampleArray) => void;
  /** Bytes of a sample, on the average of six. */
  readonly bytesPerSample: number;
}

const narrow = (length: number) => new Int16Array(length);
const wide = (length: number) => new Int32Array(length);
const byte = (bytes: Uint8Array, at: number) => bytes[at] ?? 0;
const signed = (value: number, bits: number) => (value << (32 - bits)) >> (32 - bits);

function takeTwelveBits(bytes: Uint8Array, base: number, which: number, into: SampleArray): void {
  let at = base;
  if (which === 0)
    for (let index = 0; index < into.length; index++, at += 3)
      into[index] = ((byte(bytes, at) | (byte(bytes, at + 1) << 8)) << 20) >> 20;
  else
    for (let index = 0; index < into.length; index++, at += 3)
      into[index] = ((byte(bytes, at + 2) | ((byte(bytes, at + 1) & 0xf0) << 4)) << 20) >> 20;
}

export const wfdbFormats: Readonly<Record<number, WfdbFormat>> = {
  8: {
    bytesPerSample: 1,
    at: (bytes, base, place) => signed(byte(bytes, base + place), 8),
    held: (count) => count,
    missing: null,
    make: wide,
    differences: true,
  },
  16: {
    bytesPerSample: 2,
    at: (bytes, base, place) =>
      signed(byte(bytes, base + 2 * place) | (byte(bytes, base + 2 * place + 1) << 8), 16),
    held: (count) => count >> 1,
    missing: -32_768,
    make: narrow,
    plain16: true,
  },
  24: {
    bytesPerSample: 3,
    at: (bytes, base, place) => {
      const from = base + 3 * place;
      return signed(byte(bytes, from) | (byte(bytes, from + 1) << 8) | (byte(bytes, from + 2) << 16), 24);
    },
    held: (count) => Math.floor(count / 3),
    missing: -8_388_608,
    make: wide,
  },
  32: {
    bytesPerSample: 4,
    at: (bytes, base, place) => {
      const from = base + 4 * place;
      return (
        byte(bytes, from) |
        (byte(bytes, from + 1) << 8) |
        (byte(bytes, from + 2) << 16) |
        (byte(bytes, from + 3) << 24)
      );
    },
    held: (count) => count >> 2,
    missing: -2_147_483_648,
    make: wide,
  },
  61: {
    bytesPerSample: 2,
    at: (bytes, base, place) =>
      signed((byte(bytes, base + 2 * place) << 8) | byte(bytes, base + 2 * place + 1), 16),
    held: (count) => count >> 1,
    missing: -32_768,
    make: narrow,
  },
  80: {
    bytesPerSample: 1,
    at: (bytes, base, place) => byte(bytes, base + place) - 128,
    held: (count) => count,
    missing: -128,
    make: narrow,
  },
  160: {
    bytesPerSample: 2,
    at: (bytes, base, place) =>
      (byte(bytes, base + 2 * place) | (byte(bytes, base + 2 * place + 1) << 8)) - 32_768,
    held: (count) => count >> 1,
    missing: -32_768,
    make: narrow,
  },
  212: {
    bytesPerSample: 1.5,
    at: (bytes, base, place) => {
      const from = base + 3 * Math.floor(place / 2);
      const middle = byte(bytes, from + 1);
      return place % 2 === 0
        ? signed(byte(bytes, from) | ((middle & 0x0f) << 8), 12)
        : signed(byte(bytes, from + 2) | ((middle >> 4) << 8), 12);
    },
    held: (count) => Math.floor((count * 2) / 3),
    missing: -2048,
    make: narrow,
    pairs: takeTwelveBits,
  },
  310: {
    bytesPerSample: 4 / 3,
    at: (bytes, base, place) => {
      const from = base + 4 * Math.floor(place / 3);
      const first = byte(bytes, from) | (byte(bytes, from + 1) << 8);
      const second = byte(bytes, from + 2) | (byte(bytes, from + 3) << 8);
      const turn = place % 3;
      if (turn < 2) return signed(((turn === 0 ? first : second) >> 1) & 0x3ff, 10);
      return signed((first >> 11) | ((second >> 11) << 5), 10);
    },
    held: (count) => Math.floor(count / 4) * 3 + ((count & 3) >> 1),
    missing: -512,
    make: narrow,
  },
  311: {
    bytesPerSample: 4 / 3,
    at: (bytes, base, place) => {
      const from = base + 4 * Math.floor(place / 3);
      const word =
        byte(bytes, from) |
        (byte(bytes, from + 1) << 8) |
        (byte(bytes, from + 2) << 16) |
        (byte(bytes, from + 3) << 24);
      return signed((word >>> (10 * (place % 3))) & 0x3ff, 10);
    },
    held: (count) => Math.floor(count / 4) * 3 + Math.floor(((count & 3) * 8) / 10),
    missing: -512,
    make: narrow,
  },
};
