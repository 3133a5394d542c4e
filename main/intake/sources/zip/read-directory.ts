/** Journey step 1: the central directory of a zip file, under caps; a member's name is text to show, never a path. */
import type { FileHandle } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { decodeAs, decodeStrictly } from '#shared/formats/dicom/iso-2022.ts';
import { neutralText } from '#shared/formats/dicom/neutral-text.ts';
import { fail, ok, type Result } from '#shared/result.ts';

export interface ZipMember {
  readonly name: string;
  /** As the directory declares them, which need not be true. */
  readonly size: number;
  readonly packedSize: number;
  readonly crc32: number;
  /** 0 stored, 8 deflate; others are not read. */
  readonly method: number;
  readonly headerAt: number;
  readonly kind: 'file' | 'folder' | 'link' | 'encrypted';
}

export const mostMembers = 10_000;
const mostDirectoryBytes = 16 * 1024 * 1024;
const endRecord = 0x06054b50;
const entryRecord = 0x02014b50;
const symbolicLink = 0xa000;

/** Fails with zip-damaged (also for zip64, which no export needs) or zip-over-limit. */
export async function readZipDirectory(file: FileHandle, fileSize: number): Promise<Result<ZipMember[]>> {
  const tail = await readAt(file, Math.max(0, fileSize - 65_557), Math.min(fileSize, 65_557));
  const end = findEnd(tail);
  if (end === null) return fail(failure('zip-damaged', { detail: 'end record' }));
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const at = tail.readUInt32LE(end + 16);
  if (count > mostMembers) return fail(failure('zip-over-limit', { what: 'count', limit: mostMembers }));
  if (size > mostDirectoryBytes) {
    return fail(failure('zip-over-limit', { what: 'directory', limit: mostDirectoryBytes }));
  }
  if (at + size > fileSize) return fail(failure('zip-damaged', { detail: 'directory offset' }));
  const directory = await readAt(file, at, size);
  const members: ZipMember[] = [];
  for (let from = 0; members.length < count; ) {
    if (from + 46 > directory.length || directory.readUInt32LE(from) !== entryRecord) {
      return fail(failure('zip-damaged', { detail: `entry ${members.length + 1}` }));
    }
    const nameLength = directory.readUInt16LE(from + 28);
    members.push(readEntry(directory, from, nameLength));
    from += 46 + nameLength + directory.readUInt16LE(from + 30) + directory.readUInt16LE(from + 32);
  }
  // Members that share bytes are how a small file becomes petabytes; no program that packs writes them.
  const ordered = members.toSorted((one, other) => one.headerAt - other.headerAt);
  const overlaps = ordered.some((member, index) => {
    const next = ordered[index + 1]?.headerAt ?? at;
    return member.headerAt + 30 + member.packedSize > next;
  });
  return overlaps ? fail(failure('zip-damaged', { detail: 'overlap' })) : ok(members);
}

function readEntry(directory: Buffer, at: number, nameLength: number): ZipMember {
  const flags = directory.readUInt16LE(at + 8);
  const raw = directory.subarray(at + 46, at + 46 + nameLength);
  // Without the UTF-8 flag a Chinese machine writes GBK.
  const text = decodeStrictly('utf-8', raw) ?? decodeAs('gb18030', raw);
  const name = neutralText(text).text;
  const mode = directory.readUInt32LE(at + 38) >>> 16;
  const isUnix = directory.readUInt8(at + 5) === 3;
  const kind =
    (flags & 1) !== 0
      ? 'encrypted'
      : isUnix && (mode & 0xf000) === symbolicLink
        ? 'link'
        : /[/\\]$/.test(name)
          ? 'folder'
          : 'file';
  return {
    name,
    kind,
    method: directory.readUInt16LE(at + 10),
    crc32: directory.readUInt32LE(at + 16),
    packedSize: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    headerAt: directory.readUInt32LE(at + 42),
  };
}

function findEnd(tail: Buffer): number | null {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endRecord && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) return at;
  }
  return null;
}

export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}
