/**
 * Journey step 2: opens the bytes of a DICOM file (PS3.10) or of a bare data set: preamble, file meta information,
 * transfer syntax, deflate. What is missing or mislabelled is found out from the data and named, never guessed in silence.
 */
import { type Failure, failure } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import type { DicomDataSet, Encoding } from './data-set.ts';
import { nestingLimit } from './data-set.ts';
import { asciiValue } from './element-values.ts';
import type { FindBytes } from './find-bytes.ts';
import { readDataSet, type Walk } from './read-data-set.ts';
import { looksEncoded, newElementHead, readElementHead } from './read-element-head.ts';
import { deflatedLittleEndian, encodingOf, transferSyntaxes, uidOfEncoding } from './transfer-syntaxes.ts';

/** Inflates raw deflate data; must stop at `maxBytes` of output. `finished` false: the stream ended too early. */
export type BoundedInflate = (
  deflated: Uint8Array,
  maxBytes: number,
) => { readonly bytes: Uint8Array; readonly finished: boolean; readonly overLimit: boolean };

export interface OpenOptions {
  /** Needed for the deflated transfer syntax; without it such files are refused. */
  readonly inflate?: BoundedInflate;
  /** A native search, where the runtime has one. */
  readonly findBytes?: FindBytes;
  /** False: the bytes are only the first part of a file, and the walk ends before the pixel data. */
  readonly wholeBytes?: boolean;
  /** True: do not look at or behind the pixel data, even when all bytes are there. */
  readonly beforePixels?: boolean;
}

export interface OpenedDicom {
  readonly meta: DicomDataSet;
  readonly walk: Walk;
  readonly transferSyntaxUid: string;
  readonly part10: boolean;
  readonly oddities: ReadonlySet<string>;
  /** False when a deflate stream ended too early. */
  readonly inflatedWhole: boolean;
}

const mebibyte = 1024 * 1024;
/** Inflated data may be 100 times as long, at least 16 MB (a black picture deflates well), at most 512 MB. */
export const inflateLimits = { ratio: 100, least: 16 * mebibyte, most: 512 * mebibyte } as const;

const noMeta: Encoding = { explicit: true, littleEndian: true };
const fallbacks: readonly Encoding[] = [
  { explicit: true, littleEndian: true },
  { explicit: true, littleEndian: false },
  { explicit: false, littleEndian: true },
];

/** Opens `bytes`; fails with `file-empty`, `format-unknown`, `dicom-damaged`, `dicom-too-deep` or `deflate-over-limit`. */
export function openDicom(bytes: Uint8Array, options: OpenOptions = {}): Result<OpenedDicom> {
  const whole = options.wholeBytes !== false;
  const oddities = new Set<string>();
  if (bytes.length === 0) return fail(failure('file-empty'));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const metaAt = findMeta(bytes, view, oddities);
  const meta = readMeta(bytes, view, metaAt ?? 0, metaAt !== null, oddities);
  const declared = asciiValue(meta.dataSet, 0x00020010);
  if (metaAt !== null && declared === '') oddities.add('transfer-syntax-missing');
  const place = metaAt === null ? findBareDataSet(view, whole, oddities) : { at: meta.end, encoding: null };
  if (place === null) return fail(failure('format-unknown'));

  let body = bytes;
  let from = place.at;
  let inflatedWhole = true;
  if (declared === deflatedLittleEndian) {
    const inflated = inflateBody(bytes.subarray(from), options.inflate);
    if (!inflated.ok) return inflated;
    body = inflated.value.bytes;
    inflatedWhole = inflated.value.finished;
    from = 0;
    if (body.length === 0) return damaged('deflate');
  }
  if (from >= body.length) return damaged('data set');
  const encoding = place.encoding ?? settleEncoding(body, from, declared, whole, oddities);
  if (encoding === null) return damaged('transfer syntax');
  const walk = readDataSet(body, from, encoding, !whole || options.beforePixels === true);
  if (walk.stop?.kind === 'deep') return fail(failure('dicom-too-deep', { limit: nestingLimit }));
  if (walk.dataSet.elements.size === 0 && walk.stop !== null) return damaged(walk.stop.detail);
  for (const oddity of walk.oddities) oddities.add(oddity);
  const usable = encodingOf(declared);
  const asDeclared =
    declared !== '' && usable.explicit === encoding.explicit && usable.littleEndian === encoding.littleEndian;
  const transferSyntaxUid = asDeclared ? declared : uidOfEncoding(encoding);
  if (!transferSyntaxes.has(transferSyntaxUid)) oddities.add('transfer-syntax-unknown');
  return ok({
    meta: meta.dataSet,
    walk,
    transferSyntaxUid,
    part10: metaAt !== null,
    oddities,
    inflatedWhole,
  });
}

/** Offset of the file meta information, or null when the bytes begin with the data set. */
function findMeta(bytes: Uint8Array, view: DataView, oddities: Set<string>): number | null {
  if (isDicm(bytes, 128)) return 132;
  const at = isDicm(bytes, 0) ? 4 : 0;
  if (at === 4 || (bytes.length >= 8 && view.getUint16(0, true) === 2 && view.getUint16(2, true) <= 0x102)) {
    oddities.add('preamble-missing');
    return at;
  }
  return null;
}

function isDicm(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d;
}

/** Reads group 2, always little endian, by its tags and not by its length element, which is often missing or wrong. */
function readMeta(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  present: boolean,
  oddities: Set<string>,
): { dataSet: DicomDataSet; end: number } {
  const elements = new Map();
  const dataSet = { bytes, view, littleEndian: true, elements };
  if (!present) return { dataSet, end: 0 };
  const head = newElementHead();
  let at = from;
  while (readElementHead(view, at, noMeta, head) && head.tag >>> 16 === 2) {
    if (head.start + head.length > bytes.length) return { dataSet, end: bytes.length };
    const { tag, vr, start, length } = head;
    elements.set(tag, { tag, vr, start, length, items: null, fragments: null });
    at = start + length;
  }
  if (!elements.has(0x00020000)) oddities.add('meta-length-missing');
  return { dataSet, end: at };
}

/** A data set without any header begins with group 8 (or 4, a directory), in a row of sensible elements. */
function findBareDataSet(
  view: DataView,
  whole: boolean,
  oddities: Set<string>,
): { at: number; encoding: Encoding } | null {
  // One stray byte before the data set is met in old exports.
  for (const at of [0, 1]) {
    for (const encoding of fallbacks) {
      if (at + 8 > view.byteLength) continue;
      const group = view.getUint16(at, encoding.littleEndian);
      if (group !== 8 && group !== 4) continue;
      if (!looksEncoded(view, at, encoding, encoding.explicit ? 2 : 3, whole)) continue;
      oddities.add('meta-missing');
      if (at > 0) oddities.add('leading-bytes');
      return { at, encoding };
    }
  }
  return null;
}

/** The declared encoding where the data agree with it, else the one they show. */
function settleEncoding(
  body: Uint8Array,
  from: number,
  declared: string,
  whole: boolean,
  oddities: Set<string>,
): Encoding | null {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const known = declared !== '' && (transferSyntaxes.has(declared) || /^[0-9.]+$/.test(declared));
  const first = known ? encodingOf(declared) : null;
  if (first !== null && looksEncoded(view, from, first, 2, whole)) return first;
  const other = fallbacks.find((encoding) => looksEncoded(view, from, encoding, 2, whole));
  if (other === undefined) return first;
  if (first !== null) oddities.add('transfer-syntax-mismatch');
  return other;
}

function inflateBody(deflated: Uint8Array, inflate: BoundedInflate | undefined) {
  if (inflate === undefined) {
    return fail<Failure>(failure('transfer-syntax-unsupported', { uid: deflatedLittleEndian }));
  }
  const { ratio, least, most } = inflateLimits;
  const limit = Math.min(most, Math.max(least, deflated.length * ratio));
  const inflated = inflate(deflated, limit);
  return inflated.overLimit ? fail<Failure>(failure('deflate-over-limit')) : ok(inflated);
}

function damaged(detail: string) {
  return fail<Failure>(failure('dicom-damaged', { detail }));
}
