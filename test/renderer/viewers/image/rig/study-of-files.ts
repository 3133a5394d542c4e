/** Makes the Study that the station would index from files, with their bytes by hash. */
import { createHash } from 'node:crypto';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { type Instance, type Series, type Study, studySchema } from '#shared/study/study.ts';

export interface TrialStudy {
  readonly study: Study;
  readonly objects: Map<string, Uint8Array>;
}

/** All files become one study, whatever study they name; files that cannot be described throw. */
export function studyOfFiles(files: readonly Uint8Array[]): TrialStudy {
  const objects = new Map<string, Uint8Array>();
  const series = new Map<string, Series>();
  let study: Study | null = null;
  for (const bytes of files) {
    const header = readDicomHeader(bytes);
    if (!header.ok) throw new Error(header.failure.message);
    const described = describeInstance(header.value, true);
    if (!described.ok) throw new Error(described.failure.message);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    objects.set(sha256, bytes);
    const given = described.value;
    const instance = { ...given.instance, sha256, size: bytes.length, held: true } as Instance;
    const known = series.get(given.series.seriesInstanceUid);
    if (known) known.instances.push(instance);
    else series.set(given.series.seriesInstanceUid, { ...given.series, instances: [instance] });
    study ??= { ...given.study, series: [] };
  }
  if (!study) throw new Error('no files given');
  return { study: studySchema.parse({ ...study, series: [...series.values()] }), objects };
}
