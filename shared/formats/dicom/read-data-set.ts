/**
 * Journey step 2: walks every element of a data set and proves where each one ends. Own code, because no parser at hand
 * notices a file that is cut short; the nesting is capped before each descent, so no input can exhaust the stack.
 */
import {
  type ByteSpan,
  type DicomDataSet,
  type DicomElement,
  type Encoding,
  floatPixelDataTag,
  itemEndTag,
  itemTag,
  nestingLimit,
  pixelDataTag,
  sequenceEndTag,
  tagText,
  undefinedLength,
} from './data-set.ts';
import { newElementHead, readElementHead } from './read-element-head.ts';
import { valueRepresentation } from './value-representations.ts';

/** Why a walk ended before the end of its bytes. */
export interface WalkStop {
  /** `cut`: the bytes end inside an element; `damaged`: they make no sense; `deep`: too many levels. */
  readonly kind: 'cut' | 'damaged' | 'deep';
  readonly at: number;
  readonly detail: string;
}

export interface Walk {
  readonly dataSet: DicomDataSet;
  readonly stop: WalkStop | null;
  /** Offset after the last element that was read whole. */
  readonly end: number;
  /** Kebab-case names of oddities that were read around. */
  readonly oddities: ReadonlySet<string>;
  /** The value of pixel data lies here, when the walk was told to stop before it. */
  readonly pixelHead: (ByteSpan & { readonly tag: number; readonly encapsulated: boolean }) | null;
}

interface Walker {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly oddities: Set<string>;
  readonly beforePixels: boolean;
  stop: WalkStop | null;
  pixelHead: Walk['pixelHead'];
  /** Elements and items kept so far below the first level. */
  kept: number;
  /** Offset after the element that `readValue` gave last. */
  next: number;
}

/** Elements and items kept below the first level: what is nested beyond is walked and proven all the same. */
const nestedLimit = 120_000;
/** Where the elements of items go that are not kept: nothing is ever written there, see `readElements`. */
const unkept = new Map<number, DicomElement>();
/** A data set with more elements on its first level is no medical object. */
const firstLevelLimit = 150_000;

/** Walks the data set from `from` to the end of the bytes; `beforePixels` ends the walk at the pixel data. */
export function readDataSet(bytes: Uint8Array, from: number, encoding: Encoding, beforePixels = false): Walk {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const walker: Walker = {
    bytes,
    view,
    oddities: new Set(),
    beforePixels,
    stop: null,
    pixelHead: null,
    kept: 0,
    next: from,
  };
  const elements = new Map<number, DicomElement>();
  const end = readElements(walker, from, bytes.byteLength, encoding, 0, false, elements);
  const dataSet = { bytes, view, littleEndian: encoding.littleEndian, elements };
  return { dataSet, stop: walker.stop, end, oddities: walker.oddities, pixelHead: walker.pixelHead };
}

/** Reads elements up to `end`, or in an item of undefined length up to its delimiter; gives the offset reached. */
function readElements(
  walker: Walker,
  from: number,
  end: number,
  encoding: Encoding,
  depth: number,
  delimited: boolean,
  into: Map<number, DicomElement>,
): number {
  const { view, oddities } = walker;
  const head = newElementHead();
  let at = from;
  let before = -1;
  while (at < end) {
    if (depth === 0 && view.getUint8(at) === 0 && isZeroTail(walker.bytes, at)) {
      oddities.add('trailing-bytes');
      return at;
    }
    if (!readElementHead(view, at, encoding, head)) return halt(walker, 'cut', at, 'element head');
    const { tag, vr, length, start } = head;
    if (tag === itemEndTag && delimited) return start;
    if (tag === sequenceEndTag && delimited) {
      oddities.add('item-delimiter-missing');
      return at;
    }
    if (tag === itemEndTag || tag === sequenceEndTag) {
      oddities.add('delimiter-misplaced');
      at = start;
      continue;
    }
    if (tag === itemTag || tag > 0xfffe0000) return halt(walker, 'damaged', at, tagText(tag));
    if (head.strange) oddities.add('value-representation-invalid');
    if (tag <= before) oddities.add('elements-out-of-order');
    if (vr === 'UN' && tag >= 0x00080000 && ((tag >>> 16) & 1) === 0)
      oddities.add('public-element-unknown-vr');
    before = tag;
    if (walker.beforePixels && depth === 0 && tag >= floatPixelDataTag) {
      walker.pixelHead = { tag, start, length, encapsulated: length === undefinedLength };
      return at;
    }
    if (length !== undefinedLength && start + length > end) {
      const cut = start + length > view.byteLength;
      return halt(walker, cut ? 'cut' : 'damaged', at, tagText(tag));
    }
    const element = readValue(walker, tag, vr, start, length, encoding, depth);
    if (element === null) return at;
    const next = walker.next;
    if (depth === 0 && into.size >= firstLevelLimit) return halt(walker, 'damaged', at, 'too many elements');
    if (depth === 0 || walker.kept++ < nestedLimit) into.set(tag, element);
    at = next;
  }
  if (delimited && walker.stop === null)
    return halt(walker, end === view.byteLength ? 'cut' : 'damaged', at, 'item');
  return at;
}

/** The element, or null where the walk must end; `walker.next` is then the offset after it. */
function readValue(
  walker: Walker,
  tag: number,
  vr: string,
  start: number,
  length: number,
  encoding: Encoding,
  depth: number,
): DicomElement | null {
  if (length === undefinedLength && tag === pixelDataTag)
    return readFragments(walker, tag, vr, start, encoding);
  const isSequence =
    vr === 'SQ' ||
    length === undefinedLength ||
    ((vr === '' || (vr === 'UN' && length > 16)) &&
      length >= 8 &&
      tag !== pixelDataTag &&
      startsWithItem(walker, start, length, encoding));
  if (!isSequence) {
    walker.next = start + length;
    return { tag, vr, start, length, items: null, fragments: null };
  }
  if (vr === 'UN') walker.oddities.add('sequence-in-unknown-vr');
  // CP-246: a sequence under UN is implicit VR little endian, whatever the data set is; some writers keep it explicit.
  const inner = vr === 'UN' ? encodingInside(walker, start, encoding) : encoding;
  if (depth >= nestingLimit) {
    halt(walker, 'deep', start, tagText(tag));
    return null;
  }
  const items: DicomDataSet[] = [];
  const open = length === undefinedLength;
  const end = open ? walker.view.byteLength : start + length;
  const next = readItems(walker, start, end, open, inner, depth + 1, items);
  const stop = walker.stop;
  if (stop === null) {
    walker.next = next;
    return { tag, vr, start, length: next - start, items, fragments: null };
  }
  // A damaged inside of a known length can be stepped over; a cut or too deep one cannot.
  if (open || stop.kind === 'deep') return null;
  walker.stop = null;
  walker.oddities.add('sequence-damaged');
  walker.next = end;
  return { tag, vr, start, length, items, fragments: null };
}

function readItems(
  walker: Walker,
  from: number,
  end: number,
  open: boolean,
  encoding: Encoding,
  depth: number,
  items: DicomDataSet[],
): number {
  const { view, bytes } = walker;
  const head = newElementHead();
  let at = from;
  while (at < end) {
    if (!readElementHead(view, at, encoding, head)) return halt(walker, 'cut', at, 'item');
    if (head.tag === sequenceEndTag) return open ? head.start : end;
    if (head.tag !== itemTag) return halt(walker, 'damaged', at, tagText(head.tag));
    const isKept = walker.kept < nestedLimit;
    const elements = isKept ? new Map<number, DicomElement>() : unkept;
    if (isKept) items.push({ bytes, view, littleEndian: encoding.littleEndian, elements });
    // An item with its map takes as much memory as some five elements.
    walker.kept += 5;
    const delimited = head.length === undefinedLength;
    const itemEnd = delimited ? end : head.start + head.length;
    if (itemEnd > end) return halt(walker, itemEnd > view.byteLength ? 'cut' : 'damaged', at, 'item');
    at = readElements(walker, head.start, itemEnd, encoding, depth, delimited, elements);
    if (walker.stop !== null) return at;
    if (!delimited) at = itemEnd;
  }
  return open ? halt(walker, 'cut', at, 'sequence') : at;
}

function readFragments(
  walker: Walker,
  tag: number,
  vr: string,
  start: number,
  encoding: Encoding,
): DicomElement {
  const fragments: ByteSpan[] = [];
  const head = newElementHead();
  let at = start;
  let next = -1;
  while (next < 0) {
    if (!readElementHead(walker.view, at, encoding, head)) {
      halt(walker, 'cut', at, 'fragment');
      break;
    }
    if (head.tag === sequenceEndTag) {
      next = head.start;
    } else if (head.tag !== itemTag || head.length === undefinedLength) {
      halt(walker, 'damaged', at, tagText(head.tag));
      break;
    } else if (head.start + head.length > walker.view.byteLength) {
      halt(walker, 'cut', at, 'fragment');
      break;
    } else {
      fragments.push({ start: head.start, length: head.length });
      at = head.start + head.length;
    }
  }
  // What arrived of the picture is kept even when its end is missing: a first frame may still be shown.
  walker.next = next < 0 ? walker.view.byteLength : next;
  return { tag, vr, start, length: at - start, items: null, fragments };
}

function halt(walker: Walker, kind: WalkStop['kind'], at: number, detail: string): number {
  walker.stop ??= { kind, at, detail };
  return at;
}

function startsWithItem(walker: Walker, start: number, length: number, encoding: Encoding): boolean {
  const { view } = walker;
  const little = encoding.littleEndian;
  if (view.getUint16(start, little) !== 0xfffe || view.getUint16(start + 2, little) !== 0xe000) return false;
  const inner = view.getUint32(start + 4, little);
  return inner === undefinedLength || inner <= length - 8;
}

function encodingInside(walker: Walker, start: number, encoding: Encoding): Encoding {
  const { bytes } = walker;
  const known = valueRepresentation(bytes[start + 12] ?? 0, bytes[start + 13] ?? 0) !== undefined;
  return known
    ? { explicit: true, littleEndian: encoding.littleEndian }
    : { explicit: false, littleEndian: true };
}

function isZeroTail(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}
