/**
 * Annotations that come after their recording was taken (an .atr beside an old .hea and .dat) stand beside it in its study as they
 * are. The recording stays the one object it is: what was read and signed is never another version because of a note.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import type { FoundRecord } from '#shared/formats/ecg/bundle/find-records.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { countsDocumentsApart } from '#shared/study/beside-images.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Study } from '#shared/study/study.ts';
import type { AcceptArrivalDeps } from '../../accept-arrival.ts';
import type { KeptArrival, Provenance } from '../../arrival-store.ts';
import { describeAttachment, noteAttachment } from '../../describe-attachment.ts';
import type { PlacedFile } from './records-in-folder.ts';

/** The study of an object that lies here, by its hash. */
export type StudyOfObject = (sha256: Sha256) => Promise<Omit<Study, 'series'> | null>;

/** What was taken of a path, while it is still what lies there. */
export type TakenHash = (path: string) => { readonly sha256: string; readonly kept: boolean } | null;

/** The hash of the recording that was taken whole without the marks at `path`; null where that is not so. */
export function recordingBefore(
  record: FoundRecord<PlacedFile>,
  path: string,
  takenHash: TakenHash,
): Sha256 | null {
  const isMarks = record.parts.some(({ file, role }) => file.path === path && role === 'marks');
  if (!isMarks || record.missing.length > 0) return null;
  const hashes = record.parts
    .filter(({ role }) => role !== 'marks')
    .map(({ file }) => takenHash(file.path))
    .map((taken) => (taken?.kept === true ? taken.sha256 : ''));
  const [first = ''] = hashes;
  return first !== '' && hashes.every((one) => one === first) ? (first as Sha256) : null;
}

/** Null where the recording has no study here that takes documents: then the record is taken anew. Fails with file-unreadable or disk-full. */
export async function takeLateMarks(
  deps: Omit<AcceptArrivalDeps, 'describe'> & { readonly studyOf: StudyOfObject },
  path: string,
  recording: Sha256,
  source: Provenance['source'],
): Promise<Result<KeptArrival> | null> {
  const study = await deps.studyOf(recording);
  if (study === null || !countsDocumentsApart(study)) return null;
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return fail(failure('file-unreadable', { path, detail: String(error) }));
  }
  const space = await deps.store.checkSpace(bytes.length);
  if (!space.ok) return space;
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  const described = describeAttachment(sha256, path, study);
  await noteAttachment(deps.database, sha256, described, { memberId: '', at: deps.clock() });
  const temporary = deps.store.openTemporary();
  await temporary.write(bytes);
  const kept = await deps.store.keep(temporary, described, { source, peer: path });
  return kept.ok ? ok(kept.value) : kept;
}
