/**
 * Tries a refused arrival again from the bytes that were set aside, by a person's act: after the program learned the
 * format, or because a person takes the object for what its bytes say and not for what the sender announced.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type AcceptArrivalDeps, acceptArrival } from './accept-arrival.ts';
import type { KeptArrival, Provenance } from './arrival-store.ts';
import { forgetRefusedBytes, readRefusal } from './settle-refusal.ts';

export interface RetryRefusalDeps extends AcceptArrivalDeps {
  readonly refusedPathOf: (sha256: Sha256) => string;
}

const sources: ReadonlySet<string> = new Set(['dicom', 'stow', 'folder', 'file']);

/** Fails with refusal-gone, object-not-found, or why it is refused again, which then stands in the list. */
export async function retryRefusal(
  deps: RetryRefusalDeps,
  refusalId: number,
  memberId: string,
): Promise<Result<KeptArrival>> {
  const row = await readRefusal(deps.database, refusalId);
  if (row === null || row.settledAt !== null) return fail(failure('refusal-gone'));
  if (row.sha256 === null) return fail(failure('refusal-without-bytes', { name: row.name }));
  const sha256 = row.sha256 as Sha256;
  const path = deps.refusedPathOf(sha256);
  const size = await stat(path).then(
    (facts) => facts.size,
    () => null,
  );
  if (size === null) return fail(failure('object-not-found', { sha256 }));
  // Described where it lies: what is refused again stays one refusal.
  const described = await deps.describe({ path, size });
  if (!described.ok) {
    const { code, params } = described.failure;
    await deps.database.query
      .updateTable('refusal')
      .set({ code, params: JSON.stringify(params), attempts: row.attempts + 1 })
      .where('refusalId', '=', refusalId)
      .execute();
    return described;
  }
  const temporary = deps.store.openTemporary();
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
      await temporary.write(chunk as Buffer);
    }
  } catch (error) {
    await temporary.discard();
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
  const source = sources.has(row.source) ? (row.source as Provenance['source']) : 'file';
  const label = { name: row.name, provenance: { source, peer: row.peer } };
  const kept = await acceptArrival(deps, temporary, label);
  if (!kept.ok) return kept;
  await deps.database.query
    .updateTable('refusal')
    .set({ settledAt: deps.clock(), settledAct: 'accepted', settledBy: memberId, settledReason: '' })
    .where('sha256', '=', sha256)
    .where('settledAt', 'is', null)
    .execute();
  await forgetRefusedBytes(deps, sha256);
  return kept;
}
