/** Journey step 2: base64 (RFC 4648) as the XML dialects carry samples; damage is told, not skipped over. */

const values = new Int8Array(128).fill(-1);
for (const [index, letter] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  values[letter.charCodeAt(0)] = index;

const space = /[\t\n\f\r ]/;

/** Words for "no value" where a block of base64 is expected: their letters would pass for samples. */
const noValueWord = /(?:^|\s)nan(?:\s|$)|^\s*(?:null\s*)+$/i;

/** The bytes; null when a letter is none of base64, when text follows the padding, when the end is cut, or when NaN is written in place of samples. */
export function decodeBase64(text: string): Uint8Array | null {
  if (noValueWord.test(text)) return null;
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let buffer = 0;
  let held = 0;
  let letters = 0;
  let padding = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 && space.test(text[index] ?? '')) continue;
    letters += 1;
    if (code === 0x3d) {
      padding += 1;
      continue;
    }
    const value = code < 128 ? (values[code] ?? -1) : -1;
    if (value < 0 || padding > 0) return null;
    buffer = (buffer << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[length++] = (buffer >> held) & 0xff;
    }
    buffer &= (1 << held) - 1;
  }
  if (padding > 2 || letters % 4 !== 0) return null;
  return bytes.subarray(0, length);
}

/** Little-endian 16-bit samples. An odd byte at the end is left out. */
export function readInt16(bytes: Uint8Array): Int32Array {
  const samples = new Int32Array(bytes.length >> 1);
  for (let index = 0; index < samples.length; index++) {
    samples[index] = (((bytes[2 * index + 1] ?? 0) << 24) >> 16) | (bytes[2 * index] ?? 0);
  }
  return samples;
}
