/** Says of every instance a device asks for whether its bytes lie whole in the vault: read again and hashed, never believed. */
import type { Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../../database/open-database.ts';
import { type FailedReference, failureReasons, type InstanceReference } from './commitment-data.ts';

export interface CheckReferencesDeps {
  readonly database: StationDatabase;
  /** Hashes the object again; fails with object-not-found or object-damaged. */
  readonly verify: (sha256: Sha256) => Promise<Result<unknown>>;
  readonly stopped: () => boolean;
}

interface Held {
  readonly sha256: Sha256;
  readonly sopClassUid: string;
}

/** The ones that failed, with their reasons; null when the station stopped in the middle. */
export async function checkReferences(
  deps: CheckReferencesDeps,
  references: readonly InstanceReference[],
): Promise<readonly FailedReference[] | null> {
  const contents = deps.database.sqlite.prepare<[string], Held>(
    'SELECT sha256, sopClassUid FROM instance WHERE sopInstanceUid = ?',
  );
  const failed: FailedReference[] = [];
  for (const reference of references) {
    if (deps.stopped()) return null;
    const reason = await failureOf(deps, reference, contents.all(reference.sopInstanceUid));
    if (reason !== null) failed.push({ ...reference, reason });
  }
  return failed;
}

/** Every content that claims the UID must be whole: the device cannot say which of them it means. */
async function failureOf(
  deps: CheckReferencesDeps,
  reference: InstanceReference,
  contents: readonly Held[],
): Promise<number | null> {
  if (contents.length === 0) return failureReasons.noSuchInstance;
  if (!contents.some((one) => one.sopClassUid === reference.sopClassUid)) return failureReasons.classConflict;
  for (const { sha256 } of contents) {
    const verified = await deps.verify(sha256).catch(() => null);
    if (verified?.ok === true) continue;
    return verified?.failure.code === 'object-not-found'
      ? failureReasons.noSuchInstance
      : failureReasons.processingFailure;
  }
  return null;
}
