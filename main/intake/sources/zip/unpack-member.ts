/** Journey step 1: one member of a zip, unpacked as a stream and stopped at the first byte beyond what it may be. */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Failure, failure } from '#shared/failure.ts';
import { readAt, type ZipMember } from './read-directory.ts';

/** What may still be unpacked of the whole zip, its nested zips included. */
export interface ZipBudget {
  bytesLeft: number;
}

/** 512 MB of one zip at the most; a member a hundredfold, and at least 16 MB (a black picture packs well). */
export const zipLimits = { total: 512 * 1024 * 1024, ratio: 100, least: 16 * 1024 * 1024 } as const;

const localHeader = 0x04034b50;
const pieceBytes = 256 * 1024;

/** Hands the member's bytes on in pieces. Null when it was whole; else zip-damaged or zip-over-limit. */
export async function unpackMember(
  file: FileHandle,
  member: ZipMember,
  budget: ZipBudget,
  take: (bytes: Buffer) => Promise<void> | null,
): Promise<Failure | null> {
  if (member.method !== 0 && member.method !== 8) return damaged(`method ${member.method}`);
  const head = await readAt(file, member.headerAt, 30);
  if (head.length < 30 || head.readUInt32LE(0) !== localHeader) return damaged('local header');
  const from = member.headerAt + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const most = Math.min(budget.bytesLeft, Math.max(zipLimits.least, member.packedSize * zipLimits.ratio));
  let sum = 0;
  let size = 0;
  const packed = Readable.from(pieces(file, from, member.packedSize));
  const plain = member.method === 0 ? packed : packed.pipe(createInflateRaw());
  packed.on('error', (error) => plain.destroy(error));
  try {
    for await (const piece of plain as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) return failure('zip-over-limit', { what: member.name, limit: most });
      if (size > member.size) return damaged('more bytes than declared');
      sum = crc32(piece, sum);
      await take(piece);
    }
  } catch (error) {
    return damaged(error instanceof Error ? error.message : String(error));
  } finally {
    budget.bytesLeft -= size;
    packed.destroy();
    plain.destroy();
  }
  if (size !== member.size) return damaged(`${size} of ${member.size} bytes`);
  return sum === member.crc32 ? null : damaged('CRC');
}

async function* pieces(file: FileHandle, from: number, length: number): AsyncGenerator<Buffer> {
  for (let done = 0; done < length; ) {
    const piece = await readAt(file, from + done, Math.min(pieceBytes, length - done));
    if (piece.length === 0) throw new Error('cut');
    done += piece.length;
    yield piece;
  }
}

function damaged(detail: string): Failure {
  return failure('zip-damaged', { detail });
}
