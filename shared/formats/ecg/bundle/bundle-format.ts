/**
 * Journey step 2: a record of several files (WFDB header, signals and annotations; ISHNE and its beats) as one object: a zip
 * of stored members, each byte for byte as it came, in one order and without times, so that the same files are the same bytes.
 *
 * The first member is what the others belong to. Each local header has the extra field `YZ`: version 1, and the part's role.
 */
import { encodeUtf8 } from '../../dicom/encode-text.ts';
import { decodeAs } from '../../dicom/iso-2022.ts';

/** main: what names the others; signal: without it there is no recording; marks: what somebody noted beside it. */
export type PartRole = 'main' | 'signal' | 'marks';

export interface BundlePart {
  /** Plain file name, as the main part calls it. */
  readonly name: string;
  readonly role: PartRole;
  /** Bytes. */
  readonly size: number;
  readonly crc32: number;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
export const localBytes = 30;
const extraId = 0x5a59;
const extraBytes = 6;
const utf8Names = 0x0800;
/** 1980-01-01, the first day a zip can name. */
const noDate = 0x21;
const roles: Readonly<Record<PartRole, number>> = { main: 77, signal: 83, marks: 65 };

/** Without zip64 a bundle ends here, in bytes. */
export const mostBundleBytes = 0xffff_ffff;
export const mostParts = 4096;
const longestName = 255;

/** Whether a name stays in its folder on every system. */
export function isPlainName(name: string): boolean {
  return name !== '' && name.length <= longestName && !name.startsWith('.') && !/[/\\:\0]/.test(name);
}

/** What stands before the bytes of a part. */
export function localHeader(part: BundlePart): Uint8Array {
  const name = encodeUtf8(part.name);
  const bytes = new Uint8Array(localBytes + name.length + extraBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, localSignature, true);
  writeFacts(view, 4, part, name.length);
  bytes.set(name, localBytes);
  writeExtra(view, localBytes + name.length, part.role);
  return bytes;
}

/** What stands behind the last part: the directory other programs look for. */
export function bundleDirectory(parts: readonly BundlePart[]): Uint8Array {
  const entries: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const name = encodeUtf8(part.name);
    const bytes = new Uint8Array(46 + name.length + extraBytes);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, centralSignature, true);
    view.setUint16(4, 20, true);
    writeFacts(view, 6, part, name.length);
    view.setUint32(42, at, true);
    bytes.set(name, 46);
    writeExtra(view, 46 + name.length, part.role);
    entries.push(bytes);
    at += localBytes + name.length + extraBytes + part.size;
  }
  const length = entries.reduce((sum, entry) => sum + entry.length, 0);
  const directory = new Uint8Array(length + 22);
  let to = 0;
  for (const entry of entries) {
    directory.set(entry, to);
    to += entry.length;
  }
  const end = new DataView(directory.buffer, length);
  end.setUint32(0, endSignature, true);
  end.setUint16(8, parts.length, true);
  end.setUint16(10, parts.length, true);
  end.setUint32(12, length, true);
  end.setUint32(16, at, true);
  return directory;
}

/** Version to extra length, which local header and directory write alike. */
function writeFacts(view: DataView, at: number, part: BundlePart, nameLength: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, utf8Names, true);
  view.setUint16(at + 8, noDate, true);
  view.setUint32(at + 10, part.crc32, true);
  view.setUint32(at + 14, part.size, true);
  view.setUint32(at + 18, part.size, true);
  view.setUint16(at + 22, nameLength, true);
  view.setUint16(at + 24, extraBytes, true);
}

function writeExtra(view: DataView, at: number, role: PartRole): void {
  view.setUint16(at, extraId, true);
  view.setUint16(at + 2, extraBytes - 4, true);
  view.setUint8(at + 4, 1);
  view.setUint8(at + 5, roles[role]);
}

/** A part as its local header tells, and where its bytes begin after the header's own start. */
export interface PartHead {
  readonly part: BundlePart;
  readonly headBytes: number;
}

/** The longest a local header of a bundle can be. */
export const mostHeadBytes = localBytes + longestName * 3 + extraBytes;

/** Null where no part of a bundle begins. */
export function readLocalHeader(bytes: Uint8Array): PartHead | null {
  if (bytes.length < localBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== localSignature || view.getUint16(8, true) !== 0) return null;
  const nameLength = view.getUint16(26, true);
  const headBytes = localBytes + nameLength + extraBytes;
  if (view.getUint16(28, true) !== extraBytes || bytes.length < headBytes) return null;
  const extra = localBytes + nameLength;
  if (view.getUint16(extra, true) !== extraId || view.getUint8(extra + 4) !== 1) return null;
  const code = view.getUint8(extra + 5);
  const role = (Object.keys(roles) as PartRole[]).find((one) => roles[one] === code);
  const size = view.getUint32(18, true);
  const name = decodeAs('utf-8', bytes.subarray(localBytes, extra));
  if (role === undefined || size !== view.getUint32(22, true) || !isPlainName(name)) return null;
  return { part: { name, role, size, crc32: view.getUint32(14, true) }, headBytes };
}

/** Whether bytes begin a bundle; the first kilobyte is enough. */
export function startsBundle(bytes: Uint8Array): boolean {
  return readLocalHeader(bytes.subarray(0, mostHeadBytes))?.part.role === 'main';
}
