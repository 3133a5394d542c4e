/** A report's PDF, fetched by its hash and kept in the vault; nothing is fetched when it lies there. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type FetchObjectDeps, keepFetchedObject, type OpenDownload } from './fetch-object.ts';

const longestPdf = 64 * 1024 * 1024;

/** Fails with object-too-large, link-lost, hash-mismatch, disk-full, or what `download` said. */
export async function fetchPdf(
  deps: FetchObjectDeps & { readonly download: OpenDownload },
  sha256: Sha256,
): Promise<Result<unknown>> {
  if (await deps.vault.holds(sha256)) return ok(undefined);
  const opened = await deps.download(sha256, 0);
  if (!opened.ok) return opened;
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of opened.value.stream) {
      parts.push(chunk);
      size += chunk.length;
      if (size > longestPdf) return fail(failure('object-too-large', { size, limit: longestPdf }));
    }
  } catch {
    return fail(failure('link-lost'));
  }
  return keepFetchedObject(deps, Buffer.concat(parts), { sha256, size });
}
