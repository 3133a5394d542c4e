/** Which viewer opens a study (journey step 7). */
import type { Study } from '#shared/study/study.ts';

export type ViewerName = 'image' | 'ecg' | 'document';

/** ECGs go to the ECG viewer (pictures of them to the document viewer), studies without a single picture to the document viewer, all others to the image viewer. */
export function pickViewer(study: Study): ViewerName {
  if (study.kind === 'ecg') return study.picture === true ? 'document' : 'ecg';
  const hasPixels = study.series.some((series) =>
    series.instances.some((instance) => instance.frames !== null),
  );
  if (study.kind === 'document' || (study.kind === 'other' && !hasPixels)) return 'document';
  return 'image';
}
