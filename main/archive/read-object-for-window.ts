/** Gives the window an object it can load: deflated ones as an inflated copy, everything else as it was received. */

import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { failure } from '#shared/failure.ts';
import { inflateLimits } from '#shared/formats/dicom/read-part10.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type ByteRange, type OpenObject, openFile, openObject } from './open-object.ts';
import type { Vault } from './vault.ts';

const deflatedSyntax = '1.2.840.10008.1.2.1.99';
const explicitLittle = '1.2.840.10008.1.2.1';
const longestMeta = 64 * 1024;

/**
 * Like `openObject`, with a copy in Explicit VR Little Endian for a deflated object, made once and kept aside until
 * the station starts again. Fails with object-not-found, invalid-input, dicom-damaged or deflate-over-limit.
 */
export async function readObjectForWindow(
  vault: Vault,
  sha256: Sha256,
  range: ByteRange = { from: 0 },
): Promise<Result<OpenObject>> {
  const path = vault.pathOf(sha256);
  const start = await readStart(path);
  const meta = start === null ? null : readMeta(start);
  if (meta?.transferSyntaxUid !== deflatedSyntax) return openObject(vault, sha256, range);
  const copy = join(vault.windowFolder, sha256);
  const ready = await openFile(copy, sha256, range);
  if (ready.ok || ready.failure.code !== 'object-not-found') return ready;
  try {
    await inflate(path, meta, copy);
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    return fail(
      tooLarge
        ? failure('deflate-over-limit', { limit: inflateLimits.most })
        : failure('dicom-damaged', { detail: `deflate: ${String(error)}` }),
    );
  }
  return openFile(copy, sha256, range);
}

interface FileMeta {
  readonly transferSyntaxUid: string;
  /** Where the data set starts. */
  readonly end: number;
  /** Preamble and meta with Explicit VR Little Endian in place of the transfer syntax. */
  readonly rewritten: Buffer;
}

async function inflate(path: string, meta: FileMeta, copy: string): Promise<void> {
  await mkdir(dirname(copy), { recursive: true });
  const temporary = `${copy}.${randomUUID()}`;
  const { ratio, least, most } = inflateLimits;
  const limit = Math.min(most, Math.max(least, (await stat(path)).size * ratio));
  let inflated = 0;
  const cap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      inflated += chunk.length;
      done(inflated > limit ? new RangeError('too large') : null, chunk);
    },
  });
  try {
    const target = createWriteStream(temporary, { flags: 'wx', mode: 0o600 });
    target.write(meta.rewritten);
    await pipeline(createReadStream(path, { start: meta.end }), createInflateRaw(), cap, target);
    await rename(temporary, copy);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function readStart(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(longestMeta), 0, longestMeta, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Reads group 0002 (always Explicit VR Little Endian, PS3.10 section 7.1); null when the file has none. */
function readMeta(bytes: Buffer): FileMeta | null {
  if (bytes.toString('latin1', 128, 132) !== 'DICM') return null;
  const kept: Buffer[] = [];
  let transferSyntaxUid = '';
  let at = 132;
  while (at + 8 <= bytes.length && bytes.readUInt16LE(at) === 0x0002) {
    const long = ['OB', 'OW', 'UN', 'SQ', 'UT'].includes(bytes.toString('latin1', at + 4, at + 6));
    if (long && at + 12 > bytes.length) return null;
    const length = long ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6);
    const end = at + (long ? 12 : 8) + length;
    if (end > bytes.length) return null;
    const number = bytes.readUInt16LE(at + 2);
    if (number === 0x0010) {
      transferSyntaxUid = bytes.toString('latin1', at + 8, end).replace(/[\0 ]+$/, '');
      kept.push(shortElement(0x0010, 'UI', Buffer.from(`${explicitLittle}\0`, 'latin1')));
    } else if (number !== 0x0000) {
      kept.push(bytes.subarray(at, end));
    }
    at = end;
  }
  const groupLength = Buffer.alloc(4);
  groupLength.writeUInt32LE(kept.reduce((sum, one) => sum + one.length, 0));
  const rewritten = Buffer.concat([bytes.subarray(0, 132), shortElement(0, 'UL', groupLength), ...kept]);
  return { transferSyntaxUid, end: at, rewritten };
}

function shortElement(number: number, vr: string, value: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt16LE(0x0002, 0);
  header.writeUInt16LE(number, 2);
  header.write(vr, 4, 'latin1');
  header.writeUInt16LE(value.length, 6);
  return Buffer.concat([header, value]);
}
