/** Journey step 2: an ISHNE annotation file (.ann): the beats of a Holter recording, each told by its distance from the last. */
import type { WaveformAnnotation } from '../../../study/waveform.ts';

const fixedLength = 522;

export interface IshneBeats {
  readonly beats: readonly WaveformAnnotation[];
  /** A pause longer than a distance can say: what follows it has no known place and is left out. */
  readonly interrupted: boolean;
}

/** True for the signature of an annotation file. */
export function isIshneAnnotations(bytes: Uint8Array): boolean {
  return 'ANN  1.0'.split('').every((letter, at) => bytes[at] === letter.charCodeAt(0));
}

/** The beats up to the end or to the first pause; the beat at the first position has no label of its own. */
export function readIshneAnnotations(bytes: Uint8Array): IshneBeats {
  if (bytes.length < fixedLength + 4) return { beats: [], interrupted: false };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = fixedLength + view.getInt32(10, true);
  if (from < fixedLength || from + 4 > bytes.length) return { beats: [], interrupted: false };
  let sample = view.getUint32(from, true);
  const beats: WaveformAnnotation[] = [];
  for (let at = from + 4; at + 4 <= bytes.length; at += 4) {
    const code = String.fromCharCode(view.getUint8(at));
    if (code === '!') return { beats, interrupted: true };
    sample += view.getUint16(at + 2, true);
    beats.push({ sample, code, text: '' });
  }
  return { beats, interrupted: false };
}
