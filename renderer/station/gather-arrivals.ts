/** Journey step 1: files that a person chose, the parts of one record (WFDB, ISHNE) gathered into one arrival. */
import { type BundlePart, bundleDirectory, localHeader } from '#shared/formats/ecg/bundle/bundle-format.ts';
import { findRecords } from '#shared/formats/ecg/bundle/find-records.ts';
import { crc32 } from '#shared/formats/ecg/crc-32.ts';

export interface ArrivalFile {
  readonly name: string;
  readonly bytes: Blob;
}

/** In the order of choice, a record at the place of its first file. A record that lacks a file goes with what is there. */
export async function gatherArrivals(files: readonly File[]): Promise<readonly ArrivalFile[]> {
  const candidates = files.map((file) => ({
    file,
    name: file.name,
    size: file.size,
    read: async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  }));
  const arrivals = new Map<File, ArrivalFile>(files.map((file) => [file, { name: file.name, bytes: file }]));
  // A file that cannot be read any more is told of when it is sent.
  for (const { parts } of await findRecords(candidates).catch(() => [])) {
    if (parts.length < 2) continue;
    const pieces: BlobPart[] = [];
    const told: BundlePart[] = [];
    for (const { file, name, role } of parts) {
      const part = { name, role, size: file.size, crc32: await checksumOf(file.file) };
      told.push(part);
      pieces.push(new Uint8Array(localHeader(part)), file.file);
    }
    pieces.push(new Uint8Array(bundleDirectory(told)));
    const arrival = { name: told[0]?.name ?? '', bytes: new Blob(pieces) };
    for (const { file } of parts) arrivals.set(file.file, arrival);
  }
  return [...new Set(arrivals.values())];
}

async function checksumOf(file: File): Promise<number> {
  let sum = 0;
  const reader = file.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) sum = crc32(next.value, sum);
  return sum;
}
