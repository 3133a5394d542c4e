/** Journey step 2: numbers written as text, parted by blanks or commas, as integers in LSB. */
import type { WaveformLead } from '../../study/waveform.ts';

export interface NumberList {
  /** value × 10^decimals */
  readonly samples: Int32Array;
  readonly decimals: number;
  readonly missing: WaveformLead['missing'];
}

const mostSamples = 64 * 1024 * 1024;

/**
 * Integers stay as they are; when any number has a fraction, all are multiplied by the same power of ten, so that nothing is
 * rounded. Words for "no value" (NaN, null, NA, -) become missing samples. Null when anything else stands in the list.
 */
export function readNumberList(text: string): NumberList | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length > mostSamples) return null;
  let decimals = 0;
  for (const word of words) {
    const point = word.indexOf('.');
    if (point >= 0) decimals = Math.max(decimals, word.length - point - 1);
  }
  if (decimals > 9) return null;
  const factor = 10 ** decimals;
  const samples = new Int32Array(words.length);
  const missing: Array<readonly [number, number]> = [];
  for (const [index, word] of words.entries()) {
    if (/^(nan|null|na|n\/a|-)$/i.test(word)) {
      const last = missing.at(-1);
      if (last?.[1] === index) missing[missing.length - 1] = [last[0], index + 1];
      else missing.push([index, index + 1]);
      continue;
    }
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(word)) return null;
    const value = Math.round(Number(word) * factor);
    if (Math.abs(value) > 0x7fffffff) return null;
    samples[index] = value;
  }
  return { samples, decimals, missing };
}
