/** Journey step 4: a Part 10 file with other pixel data; every other element keeps its value byte for byte. */
import { Buffer } from 'node:buffer';
import { type DicomElement, pixelDataTag } from '#shared/formats/dicom/data-set.ts';
import type { OpenedDicom } from '#shared/formats/dicom/read-part10.ts';
import { element, elementHead, explicitElement, headStart, itemHead } from './write-elements.ts';

export interface Rewriting {
  readonly transferSyntaxUid: string;
  /** One stream for each frame. */
  readonly frames: readonly Uint8Array[];
  /** Whole elements that take the place of those with the same tag. */
  readonly changed: ReadonlyMap<number, Uint8Array>;
  /** Text kept in the file meta's private information (PS3.10 section 7.1), under this creator. */
  readonly note: { readonly creatorUid: string; readonly text: string };
  readonly implementationClassUid: string;
}

/** Null when the data set does not lie in its bytes without gaps, as an explicit one must to be copied in one piece. */
export function rewriteObject(opened: OpenedDicom, rewriting: Rewriting, signed: boolean): Buffer | null {
  const { dataSet, end } = opened.walk;
  const explicit = opened.transferSyntaxUid !== '1.2.840.10008.1.2';
  const parts: Uint8Array[] = [
    Buffer.alloc(128),
    Buffer.from('DICM', 'latin1'),
    writeMeta(opened, rewriting),
  ];
  let reached = -1;
  for (const one of dataSet.elements.values()) {
    const from = explicit ? headStart(one) : one.start - 8;
    if (reached >= 0 && from !== reached) return null;
    // Fragments end with a delimiter of their own.
    reached = one.start + one.length + (one.fragments === null ? 0 : 8);
    if (one.tag === pixelDataTag) parts.push(...encapsulate(rewriting.frames));
    else if (!staleGroupLength(one, rewriting.changed, explicit)) {
      const raw = explicit ? dataSet.bytes.subarray(from, reached) : explicitElement(dataSet, one, signed);
      parts.push(rewriting.changed.get(one.tag) ?? raw);
    }
  }
  return reached === end ? Buffer.concat(parts) : null;
}

/** Group lengths (retired) that would no longer be true. */
function staleGroupLength(
  one: DicomElement,
  changed: ReadonlyMap<number, Uint8Array>,
  explicit: boolean,
): boolean {
  if ((one.tag & 0xffff) !== 0) return false;
  const group = one.tag >>> 16;
  return !explicit || group === 0x7fe0 || [...changed.keys()].some((tag) => tag >>> 16 === group);
}

/** PS3.5 annex A.4: basic offset table, then one fragment for each frame. */
function encapsulate(frames: readonly Uint8Array[]): Uint8Array[] {
  const table = Buffer.alloc(frames.length * 4);
  const parts: Uint8Array[] = [
    elementHead(pixelDataTag, 'OB', 0xffffffff),
    itemHead(0xfffee000, table.length),
    table,
  ];
  let at = 0;
  for (const [index, frame] of frames.entries()) {
    const even = frame.length + (frame.length % 2);
    table.writeUInt32LE(at, index * 4);
    parts.push(itemHead(0xfffee000, even), frame);
    if (even > frame.length) parts.push(Buffer.alloc(1));
    at += 8 + even;
  }
  parts.push(itemHead(0xfffee0dd, 0));
  return parts;
}

/** The received meta with our own name as the writer's, the new transfer syntax and the note. */
function writeMeta(opened: OpenedDicom, rewriting: Rewriting): Buffer {
  const { bytes, elements } = opened.meta;
  const text = (value: string, pad: string) =>
    Buffer.from(value.length % 2 === 0 ? value : value + pad, 'latin1');
  const written = new Map<number, Uint8Array>();
  for (const one of elements.values()) {
    if ((one.tag & 0xffff) === 0) continue;
    written.set(one.tag, element(one.tag, one.vr, bytes.subarray(one.start, one.start + one.length)));
  }
  const put = (tag: number, vr: string, value: Buffer) => written.set(tag, element(tag, vr, value));
  put(0x00020010, 'UI', text(rewriting.transferSyntaxUid, '\0'));
  put(0x00020012, 'UI', text(rewriting.implementationClassUid, '\0'));
  put(0x00020013, 'SH', text('YUANZHEN_1', ' '));
  put(0x00020100, 'UI', text(rewriting.note.creatorUid, '\0'));
  put(0x00020102, 'OB', text(rewriting.note.text, ' '));
  const body = Buffer.concat([...written].sort(([a], [b]) => a - b).map(([, value]) => value));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([element(0x00020000, 'UL', length), body]);
}
