/** Journey step 2: text of SCP-ECG (EN 1064 5.4.3.1, language support code), and Chinese where the code is wrong. */
import { type Charset, decodeText, defaultCharset } from '../../dicom/charset.ts';

const sets: Readonly<Record<number, readonly [kind: Charset['kind'], label: string]>> = {
  3: ['single', 'iso-8859-2'],
  11: ['single', 'iso-8859-4'],
  19: ['single', 'iso-8859-5'],
  27: ['single', 'iso-8859-6'],
  35: ['single', 'iso-8859-7'],
  43: ['single', 'iso-8859-8'],
  51: ['single', 'windows-874'],
  59: ['single', 'windows-1254'],
  7: ['utf-8', 'utf-8'],
  15: ['single', 'shift_jis'],
  39: ['gb', 'gb18030'],
  47: ['single', 'euc-kr'],
};

/** The set of a record: UTF-8 from protocol 3.0 on, before it by the code of the acquiring device. */
export function scpCharset(code: number | undefined, protocol: number): Charset {
  const [kind, label] = sets[code ?? 0] ?? [];
  if (kind !== undefined && label !== undefined)
    return { name: `SCP-ECG ${code}`, declared: true, kind, label };
  if (protocol >= 30) return { name: 'SCP-ECG 3', declared: true, kind: 'utf-8', label: 'utf-8' };
  return defaultCharset;
}

/** The text up to its first zero. */
export function scpText(bytes: Uint8Array, charset: Charset, warnings: Set<string>): string {
  const end = bytes.indexOf(0);
  return decodeText((end < 0 ? bytes : bytes.subarray(0, end)).subarray(0, 65_535), charset, warnings).trim();
}

/** Texts that follow one another, each closed by a zero. */
export function scpTexts(bytes: Uint8Array, charset: Charset, warnings: Set<string>): string[] {
  const texts: string[] = [];
  for (let from = 0; from < bytes.length && texts.length < 64; ) {
    let to = bytes.indexOf(0, from);
    if (to < 0) to = bytes.length;
    texts.push(scpText(bytes.subarray(from, to), charset, warnings));
    from = to + 1;
  }
  return texts;
}
