/** Two contents under one SOP Instance UID: do they differ in patient, side, date or pixels (design, "Late images")? */
import { ok, type Result } from '../../result.ts';
import type { VersionDifference } from '../../study/conflict.ts';
import type { DicomDataSet } from './data-set.ts';
import { asciiValue } from './element-values.ts';
import { readDicomHeader } from './read-header.ts';
import { type BoundedInflate, openDicom } from './read-part10.ts';

/** What one version says, ready to be compared and shown. */
export interface VersionFacts {
  readonly patientName: string;
  readonly patientId: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly side: string;
  readonly date: string;
}

/** Laterality, image laterality, patient orientation, view position. */
const sideTags = [0x00200060, 0x00200062, 0x00200020, 0x00185101];
/** Study, series, acquisition and content date; acquisition date and time in one. */
const dateTags = [0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x0008002a];

/** Patient as decoded text, so that another character set is no other name. Fails as the header does. */
export function describeVersion(bytes: Uint8Array, inflate: BoundedInflate): Result<VersionFacts> {
  const header = readDicomHeader(bytes, { inflate });
  if (!header.ok) return header;
  const opened = openDicom(bytes, { inflate, beforePixels: true });
  if (!opened.ok) return opened;
  const { dataSet } = opened.value.walk;
  const { patient } = header.value;
  return ok({
    patientName: plain(patient.name),
    patientId: plain(patient.id),
    sex: patient.sex,
    birthDate: patient.birthDate ?? '',
    side: joined(dataSet, sideTags),
    date: joined(dataSet, dateTags),
  });
}

/** Every field that differs; `content` is a hash over the stored values, or over what the object has instead of pixels. */
export function compareVersions(
  kept: VersionFacts & { readonly content: string },
  other: VersionFacts & { readonly content: string },
): VersionDifference[] {
  const differences: VersionDifference[] = [];
  for (const field of ['patientName', 'patientId', 'sex', 'birthDate', 'side', 'date'] as const) {
    if (kept[field] !== other[field]) differences.push({ field, kept: kept[field], other: other[field] });
  }
  if (kept.content !== other.content) {
    const short = (hash: string) => hash.slice(0, 12);
    differences.push({ field: 'pixels', kept: short(kept.content), other: short(other.content) });
  }
  return differences;
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

function joined(dataSet: DicomDataSet, tags: readonly number[]): string {
  return tags
    .map((tag) =>
      asciiValue(dataSet, tag)
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, ''),
    )
    .filter((value, at, all) => value !== '' && all.indexOf(value) === at)
    .join(' · ');
}
