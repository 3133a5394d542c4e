/** UIDs for bytes that bring none: made from their hash, so that the same file sent twice is the same instance. */
import { createHash } from 'node:crypto';

/**
 * A UID under 2.25 (PS3.5 annex B.2, ITU-T X.667) for a role of the bytes with this SHA-256. The number is a UUID of version 8
 * out of the hash of role and SHA-256: 122 bits of it are the hash's.
 */
export function stableUid(sha256: string, role: string): string {
  const digest = createHash('sha256').update(`${role}\n${sha256}`).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  return `2.25.${BigInt(`0x${digest.toString('hex', 0, 16)}`)}`;
}

/** Study, series and instance of a file that holds one recording. */
export function stableUids(sha256: string) {
  return {
    studyInstanceUid: stableUid(sha256, 'study'),
    seriesInstanceUid: stableUid(sha256, 'series'),
    sopInstanceUid: stableUid(sha256, 'instance'),
  };
}
