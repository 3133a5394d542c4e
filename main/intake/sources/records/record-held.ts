/**
 * A record that is given once more: its recording lies here already, under the UIDs that its bytes make. What came with it beside the
 * recording is then a note to that one, and no second version of it.
 */
import { createHash } from 'node:crypto';
import type { FoundRecord } from '#shared/formats/ecg/bundle/find-records.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { stableUids } from '../../../bytes/stable-uids.ts';
import type { AcceptArrivalDeps } from '../../accept-arrival.ts';
import type { KeptArrival, Provenance } from '../../arrival-store.ts';
import type { PlacedFile } from './records-in-folder.ts';
import { type StudyOfObject, takeLateMarks } from './take-late-marks.ts';
import { type BundledPart, hashOfParts } from './take-record.ts';

/**
 * Null where the record is to be taken as it is: its recording is not here, or came with just these parts before. Fails as
 * `takeLateMarks` does, or with what a part failed with.
 */
export async function takeToHeld(
  deps: AcceptArrivalDeps & { readonly studyOf: StudyOfObject },
  record: FoundRecord<PlacedFile>,
  parts: readonly BundledPart[],
  source: Provenance['source'],
): Promise<Result<KeptArrival> | null> {
  const recording = createHash('sha256');
  for (const { part, copy } of parts) {
    if (part.role === 'marks') continue;
    const wrong = await copy((bytes) => {
      recording.update(bytes);
      return null;
    });
    if (wrong !== null) return { ok: false, failure: wrong };
  }
  const uids = stableUids(recording.digest('hex'));
  const held = deps.database.sqlite
    .prepare<[string, string], { sha256: Sha256; variant: number }>(
      `SELECT i.sha256, i.variant FROM instance i JOIN object o ON o.sha256 = i.sha256
       WHERE i.sopInstanceUid = ? AND i.studyInstanceUid = ? ORDER BY i.variant`,
    )
    .all(uids.sopInstanceUid, uids.studyInstanceUid);
  const [first] = held;
  if (first?.variant !== 0) return null;
  const whole = await hashOfParts(parts);
  if (!whole.ok) return whole;
  if (held.some(({ sha256 }) => sha256 === whole.value)) return null;
  let kept: KeptArrival = { ...uids, sha256: first.sha256, outcome: 'same' };
  for (const { file } of record.parts.filter(({ role }) => role === 'marks')) {
    const late = await takeLateMarks(deps, file.path, first.sha256, source);
    if (late === null || !late.ok) return late;
    kept = late.value;
  }
  return ok(kept);
}
