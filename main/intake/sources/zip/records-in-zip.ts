/** Journey step 1: the records of several files that are packed in one zip, folder by folder as its names tell. */
import type { FileHandle } from 'node:fs/promises';
import {
  type FoundRecord,
  findRecords,
  mayNameParts,
  type RecordCandidate,
} from '#shared/formats/ecg/bundle/find-records.ts';
import type { BundledPart } from '../records/take-record.ts';
import type { ZipMember } from './read-directory.ts';
import { unpackMember, type ZipBudget } from './unpack-member.ts';

export interface PackedFile extends RecordCandidate {
  /** The member's name with its folders. */
  readonly path: string;
  readonly member: ZipMember;
}

/** Records of more than one member. A member that cannot be unpacked looks empty here, and is told of when it is taken. */
export async function recordsInZip(
  file: FileHandle,
  members: readonly ZipMember[],
  budget: ZipBudget,
): Promise<readonly FoundRecord<PackedFile>[]> {
  const folders = new Map<string, PackedFile[]>();
  for (const member of members) {
    if (member.kind !== 'file') continue;
    const [, folder = '', name = ''] = /^(.*[/\\])?([^/\\]*)$/.exec(member.name) ?? [];
    const own = folders.get(folder) ?? [];
    folders.set(folder, own);
    const read = (from: number, to: number) => unpackStart(file, member, budget, from, to);
    own.push({ name, path: member.name, member, size: member.size, read });
  }
  const found: FoundRecord<PackedFile>[] = [];
  for (const files of folders.values()) {
    if (files.some(({ name }) => mayNameParts(name))) found.push(...(await findRecords(files)));
  }
  return found.filter(({ parts }) => parts.length > 1);
}

/** What a look costs is taken from the zip's budget like everything that is unpacked. */
async function unpackStart(
  file: FileHandle,
  member: ZipMember,
  budget: ZipBudget,
  from: number,
  to: number,
): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let size = 0;
  await unpackMember(file, member, budget, (piece) => {
    pieces.push(Buffer.from(piece));
    size += piece.length;
    // Enough: the rest of the member is not unpacked.
    return size < to ? null : Promise.reject(new Error('enough'));
  });
  return new Uint8Array(Buffer.concat(pieces).subarray(from, to));
}

/** The parts as the zip's directory declares them; unpacking proves size and checksum. */
export function zipParts(
  file: FileHandle,
  record: FoundRecord<PackedFile>,
  budget: ZipBudget,
): BundledPart[] {
  return record.parts.map(({ file: { member }, name, role }) => ({
    part: { name, role, size: member.size, crc32: member.crc32 },
    copy: (take) => unpackMember(file, member, budget, take),
  }));
}
