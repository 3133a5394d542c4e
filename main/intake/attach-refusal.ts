/**
 * Keeps a refused file as it is beside a study, by a person's act: sent and counted like a document, opened or downloaded by
 * whoever reads, and never looked into by the station. What it is called comes from the sender, not from its bytes.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { countsDocumentsApart } from '#shared/study/beside-images.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import type { AcceptArrivalDeps } from './accept-arrival.ts';
import type { KeptArrival, Provenance } from './arrival-store.ts';
import { describeAttachment, mostAttachmentBytes, noteAttachment } from './describe-attachment.ts';
import { forgetRefusedBytes, readRefusal } from './settle-refusal.ts';

export interface AttachRefusalDeps extends Omit<AcceptArrivalDeps, 'describe'> {
  readonly refusedPathOf: (sha256: Sha256) => string;
}

export interface Attaching {
  readonly study: Omit<Study, 'series'>;
  readonly memberId: string;
  readonly reason: string;
}

const sources: ReadonlySet<string> = new Set(['dicom', 'stow', 'folder', 'file']);

/** Fails with refusal-gone, refusal-without-bytes, object-not-found, attachment-needs-images, file-too-large, or as keeping does. */
export async function attachRefusal(
  deps: AttachRefusalDeps,
  refusalId: number,
  { study, memberId, reason }: Attaching,
): Promise<Result<KeptArrival>> {
  const row = await readRefusal(deps.database, refusalId);
  if (row === null || row.settledAt !== null) return fail(failure('refusal-gone'));
  if (row.sha256 === null) return fail(failure('refusal-without-bytes', { name: row.name }));
  if (!countsDocumentsApart(study)) return fail(failure('attachment-needs-images'));
  const sha256 = row.sha256 as Sha256;
  const path = deps.refusedPathOf(sha256);
  const size = await stat(path).then(
    (facts) => facts.size,
    () => null,
  );
  if (size === null) return fail(failure('object-not-found', { sha256 }));
  if (size > mostAttachmentBytes)
    return fail(failure('file-too-large', { size, limit: mostAttachmentBytes }));
  const space = await deps.store.checkSpace(size);
  if (!space.ok) return space;
  const temporary = deps.store.openTemporary();
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 262_144 })) {
      await temporary.write(chunk as Buffer);
    }
  } catch (error) {
    await temporary.discard();
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
  const described = describeAttachment(sha256, row.name, study);
  const { database, clock } = deps;
  await noteAttachment(database, sha256, described, { memberId, at: clock() });
  const source = sources.has(row.source) ? (row.source as Provenance['source']) : 'file';
  const kept = await deps.store.keep(temporary, described, { source, peer: row.peer });
  if (!kept.ok) return kept;
  await database.query
    .updateTable('refusal')
    .set({ settledAt: clock(), settledAct: 'attached', settledBy: memberId, settledReason: reason })
    .where('refusalId', '=', refusalId)
    .execute();
  await forgetRefusedBytes(deps, sha256);
  return ok(kept.value);
}
