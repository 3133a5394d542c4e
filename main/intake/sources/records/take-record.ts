/** Takes the files of one record into the archive as one object; the files themselves are never touched. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { type Failure, failure } from '#shared/failure.ts';
import {
  type BundlePart,
  bundleDirectory,
  localHeader,
  mostBundleBytes,
} from '#shared/formats/ecg/bundle/bundle-format.ts';
import type { FoundRecord } from '#shared/formats/ecg/bundle/find-records.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type AcceptArrivalDeps, type ArrivalLabel, acceptArrival } from '../../accept-arrival.ts';
import type { KeptArrival, TemporaryArrival } from '../../arrival-store.ts';
import type { PlacedFile } from './records-in-folder.ts';

/** A part with the way to its bytes. `copy` fails when they are no longer those of `part`. */
export interface BundledPart {
  readonly part: BundlePart;
  readonly copy: (take: (bytes: Buffer) => Promise<void> | null) => Promise<Failure | null>;
}

/** Fails as `acceptArrival` does, or with object-too-large or what a part failed with; nothing is kept then. */
export async function takeParts(
  deps: AcceptArrivalDeps,
  parts: readonly BundledPart[],
  label: ArrivalLabel,
): Promise<Result<KeptArrival>> {
  const size = parts.reduce((sum, { part }) => sum + part.size + 1024, 0);
  if (size > mostBundleBytes) return fail(failure('object-too-large', { size, limit: mostBundleBytes }));
  const temporary = deps.store.openTemporary();
  const wrong = await writeParts(temporary, parts).catch((error: unknown) => writeFailure(error));
  if (wrong === null) return acceptArrival(deps, temporary, label);
  await temporary.discard();
  return fail(wrong);
}

/** Of the object that these parts become. Fails with what a part failed with. */
export async function hashOfParts(parts: readonly BundledPart[]): Promise<Result<Sha256>> {
  const hash = createHash('sha256');
  const write = (bytes: Buffer): null => {
    hash.update(bytes);
    return null;
  };
  const wrong = await writeParts({ write }, parts).catch((error: unknown) => writeFailure(error));
  return wrong === null ? ok(hash.digest('hex') as Sha256) : fail(wrong);
}

async function writeParts(
  temporary: Pick<TemporaryArrival, 'write'>,
  parts: readonly BundledPart[],
): Promise<Failure | null> {
  for (const { part, copy } of parts) {
    await temporary.write(Buffer.from(localHeader(part)));
    const wrong = await copy(temporary.write);
    if (wrong !== null) return wrong;
  }
  await temporary.write(Buffer.from(bundleDirectory(parts.map(({ part }) => part))));
  return null;
}

/** The record's files from the disk, each read twice: its checksum stands before its bytes. Fails with file-unreadable. */
export async function placedParts(record: FoundRecord<PlacedFile>): Promise<Result<BundledPart[]>> {
  const parts: BundledPart[] = [];
  for (const { file, name, role } of record.parts) {
    const unreadable = (detail: string): Failure => failure('file-unreadable', { path: file.path, detail });
    const pass = async (
      take: (bytes: Buffer) => Promise<void> | null,
    ): Promise<{ size: number; crc: number }> => {
      let size = 0;
      let crc = 0;
      for await (const chunk of createReadStream(file.path, { highWaterMark: 262_144 })) {
        size += (chunk as Buffer).length;
        crc = crc32(chunk as Buffer, crc);
        await take(chunk as Buffer);
      }
      return { size, crc };
    };
    try {
      const first = await pass(() => null);
      const part = { name, role, size: first.size, crc32: first.crc };
      parts.push({
        part,
        copy: async (take) => {
          const again = await pass(take);
          return again.size === first.size && again.crc === first.crc ? null : unreadable('changed');
        },
      });
    } catch (error) {
      return fail(unreadable((error as NodeJS.ErrnoException).code ?? String(error)));
    }
  }
  return ok(parts);
}

function writeFailure(error: unknown): Failure {
  const { code, path = '' } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full', { path });
  return failure('file-unreadable', { path, detail: code ?? String(error) });
}
