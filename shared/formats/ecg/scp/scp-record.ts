/** Journey step 2: the frame of an SCP-ECG record (EN 1064 5.2): its checksum, its pointers, its sections. */
import { failure } from '../../../failure.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { crc16 } from '../crc-16.ts';

export interface ScpSection {
  readonly id: number;
  readonly protocol: number;
  /** What follows the 16 bytes of the section's header. */
  readonly body: Uint8Array;
}

export interface ScpRecord {
  readonly sections: ReadonlyMap<number, ScpSection>;
  /** Protocol version × 10: 13, 20, 23, 30. */
  readonly protocol: number;
}

const headerLength = 16;
/** Sections whose damage reaches the curve; without them there is nothing to show. */
const signalSections = new Set([2, 3, 4, 5, 6]);
const mostPointers = 1024;

interface Pointer {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Reads pointers and sections. Pointers that overlap, lead back or lie outside the record are refused with `scp-damaged`;
 * sections that a cut file lost are left out with `file-cut`; checksums that do not fit are warned of.
 */
export function readScpRecord(bytes: Uint8Array, warnings: Set<string>): Result<ScpRecord> {
  if (bytes.length < 6 + headerLength + 10) return damaged('header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(2, true);
  const cut = length > bytes.length;
  if (cut) warnings.add('file-cut');
  else if (length < 32) return damaged(`record length ${length}`);
  else if (length < bytes.length) warnings.add('trailing-bytes');
  if (!cut && crc16(bytes.subarray(2, length)) !== view.getUint16(0, true)) warnings.add('checksum-mismatch');
  const found = readPointers(view, length);
  if (!found.ok) return found;
  const sections = new Map<number, ScpSection>();
  for (const { id, from, to } of found.value) {
    if (to > bytes.length) {
      if (from < bytes.length || signalSections.has(id)) warnings.add('file-cut');
      continue;
    }
    const named = view.getUint16(from + 2, true);
    const own = view.getUint32(from + 4, true);
    if (named !== id || own !== to - from)
      return damaged(`section ${id}: header says ${named}, ${own} bytes`);
    if (crc16(bytes.subarray(from + 2, to)) !== view.getUint16(from, true)) {
      warnings.add(signalSections.has(id) ? 'waveform-checksum' : 'checksum-mismatch');
    }
    const protocol = bytes[from + 9] ?? 0;
    sections.set(id, { id, protocol, body: bytes.subarray(from + headerLength, to) });
  }
  return ok({ sections, protocol: bytes[6 + 9] ?? 0 });
}

/** Pointers of section 0 to sections that are there, in the order of their place. */
function readPointers(view: DataView, length: number): Result<Pointer[]> {
  const size = view.getUint32(6 + 4, true);
  const end = 6 + size;
  if (view.getUint16(6 + 2, true) !== 0 || size < headerLength + 10 || end > view.byteLength)
    return damaged(`section 0 of ${size} bytes`);
  const count = Math.floor((size - headerLength) / 10);
  if (count > mostPointers) return damaged(`${count} pointers`);
  const pointers: Pointer[] = [];
  for (let index = 0; index < count; index++) {
    const at = 6 + headerLength + index * 10;
    const id = view.getUint16(at, true);
    const bytes = view.getUint32(at + 2, true);
    const place = view.getUint32(at + 6, true);
    if (id === 0) {
      if (index > 0 && bytes > 0) return damaged('section 0 points to itself again');
      if (place !== 7 && bytes > 0) return damaged(`section 0 at byte ${place}`);
      continue;
    }
    // A section of only its header is an empty one.
    if (bytes === 0) continue;
    if (bytes < headerLength || place < 1 || place - 1 + bytes > length)
      return damaged(`section ${id} at byte ${place}, ${bytes} long`);
    if (bytes > headerLength) pointers.push({ id, from: place - 1, to: place - 1 + bytes });
  }
  pointers.sort((one, other) => one.from - other.from);
  let before = end;
  const seen = new Set<number>();
  for (const { id, from, to } of pointers) {
    if (from < before || seen.has(id)) return damaged(`section ${id} overlaps another`);
    seen.add(id);
    before = to;
  }
  return ok(pointers);
}

export function damaged(detail: string) {
  return fail(failure('scp-damaged', { detail }));
}
