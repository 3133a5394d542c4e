/** Journey step 2: tag, value representation and length of one element, in any of the three encodings. */
import { type Encoding, undefinedLength } from './data-set.ts';
import { areCapitals, valueRepresentation } from './value-representations.ts';

/** Filled anew for each element, so that a header of a hundred elements makes no garbage of heads. */
export interface ElementHead {
  tag: number;
  vr: string;
  length: number;
  /** Offset of the value. */
  start: number;
  /** The VR bytes were no VR. */
  strange: boolean;
}

export function newElementHead(): ElementHead {
  return { tag: 0, vr: '', length: 0, start: 0, strange: false };
}

/** Reads the head at `at`; false when the bytes end inside it. */
export function readElementHead(view: DataView, at: number, encoding: Encoding, head: ElementHead): boolean {
  const size = view.byteLength;
  if (at + 8 > size) return false;
  const little = encoding.littleEndian;
  head.tag = view.getUint16(at, little) * 65536 + view.getUint16(at + 2, little);
  head.strange = false;
  if (!encoding.explicit || head.tag >= 0xfffe0000) return takeImplicit(view, at, little, head);
  const first = view.getUint8(at + 4);
  const second = view.getUint8(at + 5);
  const known = valueRepresentation(first, second);
  if (known !== undefined) {
    head.vr = known.name;
    return known.long ? takeLong(view, at, little, head) : takeShort(view, at, little, head);
  }
  head.strange = true;
  // Some writers fall back to implicit VR for single elements (and for items of private sequences).
  if (!areCapitals(first, second)) return takeImplicit(view, at, little, head);
  head.vr = 'UN';
  const longFits = at + 12 <= size && view.getUint32(at + 8, little) <= size - at - 12;
  return view.getUint16(at + 6, little) === 0 && longFits
    ? takeLong(view, at, little, head)
    : takeShort(view, at, little, head);
}

function takeImplicit(view: DataView, at: number, little: boolean, head: ElementHead): boolean {
  head.vr = '';
  head.length = view.getUint32(at + 4, little);
  head.start = at + 8;
  return true;
}

function takeShort(view: DataView, at: number, little: boolean, head: ElementHead): boolean {
  head.length = view.getUint16(at + 6, little);
  head.start = at + 8;
  return true;
}

function takeLong(view: DataView, at: number, little: boolean, head: ElementHead): boolean {
  if (at + 12 > view.byteLength) return false;
  head.length = view.getUint32(at + 8, little);
  head.start = at + 12;
  return true;
}

/**
 * Whether up to `count` elements in a row from `at` make sense in `encoding`: rising tags, known VRs, lengths inside the
 * bytes (`whole` false: the bytes are only the first part of a file).
 */
export function looksEncoded(
  view: DataView,
  at: number,
  encoding: Encoding,
  count: number,
  whole: boolean,
): boolean {
  const head = newElementHead();
  let before = -1;
  let position = at;
  for (let seen = 0; seen < count; seen++) {
    if (position === view.byteLength && seen > 0) return true;
    if (!readElementHead(view, position, encoding, head)) return seen > 0 && !whole;
    if (head.tag <= before || head.tag >= 0xfffe0000 || head.strange) return false;
    if (head.length === undefinedLength) return ['', 'SQ', 'UN', 'OB', 'OW'].includes(head.vr);
    before = head.tag;
    position = head.start + head.length;
    if (position > view.byteLength) return seen > 0 || (!whole && head.length < 0x1000000);
  }
  return true;
}
