/** Zip files written field by field, so that tests can also write what no packer would: forged, overlapping, linked. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string | Buffer;
  readonly bytes?: Uint8Array;
  /** Instead of what `bytes` pack to. */
  readonly packed?: Uint8Array;
  readonly stored?: boolean;
  readonly declaredSize?: number;
  readonly crc?: number;
  /** Unix mode, as `0o120777` for a link. */
  readonly mode?: number;
  readonly flags?: number;
  /** Points the directory at the local header of the entry with this index. */
  readonly sharesWith?: number;
}

export function zipBytes(entries: readonly ZipEntry[], declaredCount = entries.length): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const bytes = entry.bytes ?? new Uint8Array();
    const packed = Buffer.from(entry.packed ?? (entry.stored === true ? bytes : deflateRawSync(bytes)));
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0, 2);
    common.writeUInt16LE(entry.stored === true ? 0 : 8, 4);
    common.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.declaredSize ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const headerAt = entry.sharesWith === undefined ? at : (offsets[entry.sharesWith] ?? 0);
    offsets.push(headerAt);
    if (entry.sharesWith === undefined) {
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name, packed]);
      locals.push(local);
      at += local.length;
    }
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((((entry.mode ?? 0o100644) << 16) >>> 0) >>> 0, 6);
    tail.writeUInt32LE(headerAt, 10);
    const head = Buffer.from('PK\x01\x02\x1e\x03', 'latin1');
    directory.push(Buffer.concat([head, common, tail, name]));
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(declaredCount, 8);
  end.writeUInt16LE(declaredCount, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, listing, end]);
}
