/** Journey step 2: annotations of WFDB in MIT format (annot(5)): beats and events in 16-bit words, told by their distance. */
import { decodeText, defaultCharset } from '../../dicom/charset.ts';

export interface WfdbAnnotation {
  /** In frames of the record. */
  readonly sample: number;
  /** As WFDB prints it: N V A … for beats, + ~ | ( ) p t … for events. */
  readonly code: string;
  readonly subtype: number;
  readonly channel: number;
  readonly number: number;
  /** AUX text: a rhythm such as `(AFIB`, a comment. */
  readonly text: string;
}

/** The sign of each code, at its number (ecgcodes.h). */
const symbols = ' NLRaVFJASEj/Q~ | sT*D"=pB^t+u?![]en@xf()r'.split('');
/** Codes without a sign of their own keep their number. */
const symbolOf = (code: number) => symbols[code]?.trim() || `[${code}]`;

const skip = 59;
const num = 60;
const sub = 61;
const chn = 62;
const aux = 63;

/** All annotations up to the end mark, the end of the bytes, or the first word that cannot be. */
export function readWfdbAnnotations(bytes: Uint8Array, warnings: Set<string> = new Set()): WfdbAnnotation[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Array<{ -readonly [Key in keyof WfdbAnnotation]: WfdbAnnotation[Key] }> = [];
  let sample = 0;
  // CHN and NUM hold from where they stand on; SUB and AUX belong to one annotation.
  let channel = 0;
  let number = 0;
  for (let at = 0; at + 2 <= bytes.length; ) {
    const word = view.getUint16(at, true);
    const code = word >> 10;
    const value = word & 0x3ff;
    at += 2;
    const last = found.at(-1);
    if (code === 0 && value === 0) return found;
    if (code === skip) {
      if (at + 4 > bytes.length) break;
      // A distance of 32 bits, its high half first.
      sample += (view.getInt16(at, true) << 16) | view.getUint16(at + 2, true);
      at += 4;
    } else if (code === num || code === chn || code === sub) {
      const signed = (value << 22) >> 22;
      if (code === num) number = signed;
      if (code === chn) channel = value & 0xff;
      if (last !== undefined && code === num) last.number = number;
      if (last !== undefined && code === chn) last.channel = channel;
      if (last !== undefined && code === sub) last.subtype = signed;
    } else if (code === aux) {
      if (at + value > bytes.length) break;
      if (last !== undefined)
        last.text = decodeText(bytes.subarray(at, at + value), defaultCharset, warnings);
      at += value + (value & 1);
    } else {
      sample += value;
      found.push({ sample, code: symbolOf(code), subtype: 0, channel, number, text: '' });
    }
  }
  warnings.add('annotations-cut');
  return found;
}
