/** Bytes that bring no UID are known by their hash; of a bundle the recording counts, not what somebody noted beside it. */
import { createHash } from 'node:crypto';
import { openBundle } from '#shared/formats/ecg/bundle/open-bundle.ts';

/** SHA-256 in hex. An ISHNE file has the same one alone and with its beats beside it. */
export function contentIdentity(bytes: Uint8Array): string {
  const hash = createHash('sha256');
  const parts = openBundle(bytes)?.filter(({ role }) => role !== 'marks') ?? [{ bytes }];
  for (const part of parts) hash.update(part.bytes);
  return hash.digest('hex');
}
