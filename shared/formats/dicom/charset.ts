/**
 * Journey step 2: Specific Character Set (0008,0005) to text. Bytes that are not what they are declared to be are
 * corrected where that is safe, and every correction is reported, so that it can be marked on screen.
 */
import type { DicomDataSet } from './data-set.ts';
import { asciiValue, trimPadding, valueBytes } from './element-values.ts';
import { decodeAs, decodeIso2022, decodeLatin1, decodeStrictly } from './iso-2022.ts';
import {
  type FoundText,
  findAnyUnicode,
  findChineseUnderLatin,
  findUtf8UnderGb,
} from './mislabelled-text.ts';

export interface Charset {
  /** As the file names it; '' when it names none. */
  readonly name: string;
  /** Nothing was declared: the default repertoire, ISO 646. */
  readonly declared: boolean;
  readonly kind: 'single' | 'utf-8' | 'gb' | 'iso-2022';
  /** WHATWG label (`latin1` is ISO 8859-1 exactly) of bytes ≥ 0x80 before any escape. */
  readonly label: string;
}

/**
 * What decoding found: `charset-corrected`, `charset-undeclared`, `charset-unknown` or `text-undecodable`; and
 * `read-as:` with the set that fitted where it is not the declared one.
 */
export type CharsetOddity =
  | 'charset-corrected'
  | 'charset-undeclared'
  | 'charset-unknown'
  | 'text-undecodable'
  | `read-as:${string}`;

const singles: Readonly<Record<string, string>> = {
  '6': '',
  '13': 'shift_jis',
  '100': 'latin1',
  '101': 'iso-8859-2',
  '109': 'iso-8859-3',
  '110': 'iso-8859-4',
  '126': 'iso-8859-7',
  '127': 'iso-8859-6',
  '138': 'iso-8859-8',
  '144': 'iso-8859-5',
  '148': 'windows-1254',
  '166': 'windows-874',
  '203': 'iso-8859-15',
  '58': 'gbk',
  '149': 'euc-kr',
  '87': '',
  '159': '',
};

export const defaultCharset: Charset = { name: '', declared: false, kind: 'single', label: 'latin1' };
const utf8 = { declared: true, kind: 'utf-8', label: 'utf-8' } as const;
const gb = { declared: true, kind: 'gb', label: 'gb18030' } as const;

/** The character set that (0008,0005) of a data set declares; `inherited` holds when it has none (sequence items). */
export function charsetOf(dataSet: DicomDataSet, inherited: Charset, oddities: Set<string>): Charset {
  if (!dataSet.elements.has(0x00080005)) return inherited;
  return parseCharset(asciiValue(dataSet, 0x00080005), oddities);
}

/** Parses the declared value, in any of the spellings that devices use. */
export function parseCharset(value: string, oddities: Set<string>): Charset {
  const terms = value
    .split('\\')
    .slice(0, 20)
    .map((term) =>
      term
        .trim()
        .toUpperCase()
        .replaceAll(/[\s_-]+/g, ' '),
    );
  const used = terms.filter((term) => term !== '');
  if (used.length === 0) return defaultCharset;
  const name = value.slice(0, 64);
  if (used.some((term) => term === 'ISO IR 192' || term === 'ISO 2022 IR 192' || /^UTF ?8$/.test(term)))
    return { name, ...utf8 };
  if (used.some((term) => /^(GB ?18030|GBK|GB ?2312|CP ?936)$/.test(term))) return { name, ...gb };
  const labels = terms.map((term) => singles[/^ISO (?:2022 )?IR (\d+)$/.exec(term)?.[1] ?? '']);
  if (used.length > labels.filter((label) => label !== undefined).length) oddities.add('charset-unknown');
  const extended = terms.length > 1 || used.some((term) => term.startsWith('ISO 2022'));
  // Writers forget the escape of a second 8-bit set: its bytes are read with the first such set there is.
  const label = labels.find((label) => label !== undefined && label !== '') ?? 'latin1';
  return { name, declared: true, kind: extended ? 'iso-2022' : 'single', label };
}

/** Decodes the bytes of a text value; `personName` resets code extensions at `^` and `=`. */
export function decodeText(
  bytes: Uint8Array,
  charset: Charset,
  oddities: Set<string>,
  personName = false,
): string {
  if (isPlain(bytes)) return trimPadding(decodeLatin1(bytes));
  return trimPadding(decodeNonAscii(trimBytes(bytes), charset, oddities, personName));
}

/** Decoded text of one element, padding removed; '' when absent. */
export function textValue(
  dataSet: DicomDataSet,
  tag: number,
  charset: Charset,
  oddities: Set<string>,
  personName = false,
): string {
  const bytes = valueBytes(dataSet, tag);
  return bytes === null ? '' : decodeText(bytes.subarray(0, 65536), charset, oddities, personName);
}

function decodeNonAscii(
  bytes: Uint8Array,
  charset: Charset,
  oddities: Set<string>,
  personName: boolean,
): string {
  const corrected = ({ text, label }: FoundText) => {
    oddities.add(charset.declared ? 'charset-corrected' : 'charset-undeclared');
    oddities.add(`read-as:${label}`);
    return text;
  };
  const lost = (text: string) => {
    oddities.add('text-undecodable');
    return text;
  };
  if (charset.kind === 'utf-8') {
    const strict = decodeStrictly('utf-8', bytes);
    if (strict !== null) return strict;
    const chinese = decodeStrictly('gb18030', bytes);
    if (chinese !== null) return corrected({ text: chinese, label: 'GB18030' });
    // A value cut in the middle of a character at its 64th byte is whole but for that character.
    return lost(decodeAs('utf-8', bytes));
  }
  if (charset.kind === 'gb') {
    const other = findUtf8UnderGb(bytes);
    if (other !== null) return corrected(other);
    return decodeStrictly('gb18030', bytes) ?? lost(decodeAs('gb18030', bytes));
  }
  const escaped = bytes.includes(0x1b);
  if (!escaped && charset.label === 'latin1') {
    const chinese = findChineseUnderLatin(bytes);
    if (chinese !== null) return corrected(chinese);
    if (!charset.declared) oddities.add('charset-undeclared');
    return decodeLatin1(bytes);
  }
  if (escaped && charset.kind === 'single') {
    oddities.add('charset-corrected');
    oddities.add('read-as:ISO 2022');
  }
  const text = decodeIso2022(bytes, charset.label, personName ? '^=\\' : '\\');
  if (!text.includes('\ufffd')) return text;
  const other = escaped ? null : findAnyUnicode(bytes);
  return other === null ? lost(text) : corrected(other);
}

/** ASCII without an escape. */
function isPlain(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 0x80 || byte === 0x1b) return false;
  return true;
}

function trimBytes(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20)) end--;
  return bytes.subarray(0, end);
}
