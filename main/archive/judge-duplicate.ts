/**
 * Journey step 3: other bytes under a known SOP Instance UID. A harmless rewrite (another file header, another encoding of the
 * same values) gets a quiet mark; a difference in patient, side, date or pixels is an identity conflict.
 */
import { createHash } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { differingTags } from '#shared/formats/dicom/compare-data-sets.ts';
import { compareVersions, describeVersion } from '#shared/formats/dicom/compare-versions.ts';
import type { DicomDataSet } from '#shared/formats/dicom/data-set.ts';
import { type BoundedInflate, openDicom } from '#shared/formats/dicom/read-part10.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { VersionDifference } from '#shared/study/conflict.ts';
import { contentIdentity } from '../bytes/content-identity.ts';

export interface JudgeDuplicateDeps {
  readonly inflate: BoundedInflate;
  /** SHA-256 over all stored values; fails where the object has no pixels that can be decoded. */
  readonly hashPixels: (bytes: Uint8Array) => Promise<Result<string>>;
}

/** What differs; empty for a harmless rewrite. Fails when one of them can not be read any more. */
export async function judgeDuplicate(
  deps: JudgeDuplicateDeps,
  kept: Uint8Array,
  other: Uint8Array,
): Promise<Result<VersionDifference[]>> {
  // The same recording with other marks beside it.
  if (contentIdentity(kept) === contentIdentity(other)) return ok([]);
  const one = openDicom(kept, { inflate: deps.inflate });
  const two = openDicom(other, { inflate: deps.inflate });
  if (!one.ok) return one;
  if (!two.ok) return two;
  const sameSyntax = one.value.transferSyntaxUid === two.value.transferSyntaxUid;
  const whole = one.value.walk.stop === null && two.value.walk.stop === null;
  if (sameSyntax && whole && differingTags(one.value.walk.dataSet, two.value.walk.dataSet).length === 0) {
    return ok([]);
  }
  const before = describeVersion(kept, deps.inflate);
  const after = describeVersion(other, deps.inflate);
  if (!before.ok) return before;
  if (!after.ok) return after;
  const contents = await Promise.all([
    contentOf(deps, kept, one.value.walk.dataSet),
    contentOf(deps, other, two.value.walk.dataSet),
  ]);
  const [first, second] = contents;
  if (first === undefined || second === undefined) return fail(failure('internal', { detail: 'content' }));
  return ok(compareVersions({ ...before.value, content: first }, { ...after.value, content: second }));
}

/** Waveforms, encapsulated documents, report content, pixels nobody decodes here: their bytes speak for them. */
const contentTags = [0x54000100, 0x00420011, 0x0040a730, 0x7fe00008, 0x7fe00009, 0x7fe00010];

async function contentOf(
  deps: JudgeDuplicateDeps,
  bytes: Uint8Array,
  dataSet: DicomDataSet,
): Promise<string> {
  const pixels = await deps.hashPixels(bytes);
  if (pixels.ok) return pixels.value;
  const hash = createHash('sha256');
  for (const tag of contentTags) {
    const element = dataSet.elements.get(tag);
    if (element === undefined) continue;
    hash.update(`${tag}:`).update(dataSet.bytes.subarray(element.start, element.start + element.length));
  }
  return hash.digest('hex');
}
