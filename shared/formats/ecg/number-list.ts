/** Journey step 2: numbers written as text, parted by blanks or commas, as integers in LSB. */
import type { WaveformLead } from '../../study/waveform.ts';

export interface NumberList {
  /** value × 10^decimals */
  readonly samples: Int32Array;
  readonly decimals: number;
  readonly missing: WaveformLead['missing'];
}

const mostSamples = 64 * 1024 * 1024;

/** Also as C libraries print what is no number, or none that the converter could hold: `-nan(ind)`, `1.#QNAN`, `-1.#INF`, `inf`. */
const noValue = /^(?:|[+-]?nan(?:\(\w*\))?|null|na|n\/a|-|[+-]?1\.#\w+|[+-]?inf(?:inity)?)$/i;

/**
 * Integers stay as they are; when any number has a fraction, all are multiplied by the same power of ten, so that nothing is
 * rounded. Words for "no value" (NaN, infinity, null, NA, -, nothing between two commas) become missing samples, so that every
 * other sample stays at its time. Null when anything else stands in the list.
 */
export function readNumberList(text: string): NumberList | null {
  const words = wordsOf(text);
  if (words.length > mostSamples) return null;
  let decimals = 0;
  for (const word of words) {
    const point = word.indexOf('.');
    if (point >= 0 && !noValue.test(word)) decimals = Math.max(decimals, word.length - point - 1);
  }
  if (decimals > 9) return null;
  const factor = 10 ** decimals;
  const samples = new Int32Array(words.length);
  const missing: Array<readonly [number, number]> = [];
  for (const [index, word] of words.entries()) {
    if (noValue.test(word)) {
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

/** Parted by blanks or by one comma; a comma at the very end begins no further number. */
function wordsOf(text: string): string[] {
  const trimmed = text.trim().replace(/\s*[,;]$/, '');
  return trimmed === '' ? [] : trimmed.split(/\s*[,;]\s*|\s+/);
}
