/** Journey step 2: what the bytes of an arrival are, from their first kilobytes and never from their name. */
import type { FormatName } from '../study/format.ts';
import type { ArrivalKind } from '../study/kind.ts';
import { looksEncoded } from './dicom/read-element-head.ts';
import { readLocalHeader, startsBundle } from './ecg/bundle/bundle-format.ts';

/** What each format holds; of DICOM the object itself tells. */
export const kindOfFormat: Readonly<Record<Exclude<FormatName, 'dicom'>, ArrivalKind>> = {
  'scp-ecg': 'ecg',
  'hl7-aecg': 'ecg',
  'muse-xml': 'ecg',
  'philips-xml': 'ecg',
  'schiller-xml': 'ecg',
  edf: 'ecg',
  bdf: 'ecg',
  wfdb: 'ecg',
  ishne: 'ecg',
  pdf: 'document',
  jpeg: 'document',
  png: 'document',
  zip: 'other',
  attachment: 'other',
};

/** Recognition looks at no more than this. */
export const recognitionBytes = 64 * 1024;

const signatures: ReadonlyArray<readonly [FormatName, at: number, text: string]> = [
  ['dicom', 128, 'DICM'],
  ['dicom', 0, 'DICM'],
  ['scp-ecg', 16, 'SCPECG'],
  ['edf', 0, '0       '],
  ['bdf', 0, '\xffBIOSEMI'],
  ['ishne', 0, 'ISHNE1.0'],
  ['ishne', 0, 'ANN  1.0'],
  ['pdf', 0, '%PDF-'],
  ['png', 0, '\x89PNG\r\n\x1a\n'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['zip', 0, 'PK\x03\x04'],
];

const xmlRoots: ReadonlyArray<readonly [FormatName, RegExp]> = [
  ['hl7-aecg', /^(?:\w+:)?AnnotatedECG$/],
  ['muse-xml', /^RestingECG$/],
  ['philips-xml', /^restingecgdata$/i],
  ['schiller-xml', /schillerEDI/i],
];

/**
 * The format of the bytes, or null when it is none that we know; of a bundle that of its main part. `whole` false: they are
 * only the first part.
 */
export function recogniseFormat(bytes: Uint8Array, whole = true): FormatName | null {
  const start = bytes.subarray(0, recognitionBytes);
  if (startsBundle(start)) {
    const inner = recogniseAlone(start.subarray(readLocalHeader(start)?.headBytes), false);
    return inner === 'wfdb' || inner === 'ishne' ? inner : 'zip';
  }
  return recogniseAlone(start, whole);
}

function recogniseAlone(start: Uint8Array, whole: boolean): FormatName | null {
  const found = signatures.find(([, at, text]) => startsAt(start, at, text));
  if (found !== undefined) return found[0] === 'edf' && !isEdf(start) ? null : found[0];
  const xml = recogniseXml(start);
  if (xml !== null) return xml;
  if (isBareDicom(start, whole)) return 'dicom';
  if (isScp(start)) return 'scp-ecg';
  return isWfdbHeader(start) ? 'wfdb' : null;
}

function startsAt(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** EDF begins with `0` and blanks, which text may as well: the date and the count of signals must be digits. */
function isEdf(bytes: Uint8Array): boolean {
  return bytes.length >= 256 && /^\d\d[.]\d\d[.]\d\d\d\d[.]\d\d[.]\d\d\d+ *$/.test(latin1(bytes, 168, 192));
}

/** Name of the root element, through comments, declarations and UTF-16. */
function recogniseXml(bytes: Uint8Array): FormatName | null {
  if (!mayBeXml(bytes)) return null;
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0x3c && bytes[1] === 0);
  const text = wide
    ? latin1(
        bytes.filter((_, index) => index % 2 === 0),
        0,
        32768,
      )
    : latin1(bytes, 0, bytes.length);
  const from = text.indexOf('<');
  if (from < 0 || text.slice(0, from).replace(/[\xef\xbb\xbf\xff\s]/g, '') !== '') return null;
  let rest = text.slice(from);
  for (let steps = 0; steps < 200; steps++) {
    rest = rest.trimStart();
    const end = rest.startsWith('<!--') ? '-->' : /^<[?!]/.test(rest) ? '>' : null;
    if (end === null) break;
    const at = rest.indexOf(end);
    if (at < 0) return null;
    rest = rest.slice(at + end.length);
  }
  const root = /^<([\w.:-]{1,200})/.exec(rest)?.[1] ?? '';
  return xmlRoots.find(([, pattern]) => pattern.test(root))?.[0] ?? null;
}

/** Whether the first byte that is no blank, NUL or part of a byte order mark is `<`. */
function mayBeXml(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    const isBlank = byte <= 0x20 || byte === 0xa0 || byte >= 0xfe;
    if (!isBlank && byte !== 0xef && byte !== 0xbb && byte !== 0xbf) return byte === 0x3c;
  }
  return false;
}

function isBareDicom(bytes: Uint8Array, whole: boolean): boolean {
  if (bytes.length < 8) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, true) === 2 && view.getUint16(2, true) <= 0x102) return true;
  return [0, 1].some((at) =>
    [
      { explicit: true, littleEndian: true },
      { explicit: true, littleEndian: false },
      { explicit: false, littleEndian: true },
    ].some((encoding) => {
      if (bytes.length < at + 8) return false;
      const group = view.getUint16(at, encoding.littleEndian);
      return (
        (group === 8 || group === 4) && looksEncoded(view, at, encoding, encoding.explicit ? 2 : 3, whole)
      );
    }),
  );
}

/** SCP-ECG without its name (some carts leave it out): section 0 at byte 6, whose first pointer leads to itself. */
function isScp(bytes: Uint8Array): boolean {
  if (bytes.length < 36) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(10, true);
  const pointsToItself = view.getUint16(22, true) === 0 && view.getUint32(24, true) === length;
  return (
    view.getUint16(8, true) === 0 &&
    length >= 28 &&
    length < 4096 &&
    pointsToItself &&
    view.getUint16(32, true) === 1
  );
}

/** `NAME nsig fs nsamples` on the first line that is no comment. */
function isWfdbHeader(bytes: Uint8Array): boolean {
  const text = latin1(bytes, 0, 2048);
  const line = text.split(/\r?\n/).find((candidate) => candidate.trim() !== '' && !candidate.startsWith('#'));
  return (
    line !== undefined &&
    /^[\w./-]{1,200}(?:\/\d+)? \d{1,3}(?: [\d.]+(?:[/(][\d.()/-]+)?(?: \d+.*)?)?$/.test(line.trim())
  );
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  const end = Math.min(to, bytes.length);
  for (let at = from; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
