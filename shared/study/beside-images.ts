/** Journey steps 2 to 5: which objects of a study are its images or recordings, and which are documents beside them (文档). */
import { kindOfObject } from '../formats/dicom/storage-sop-classes.ts';
import type { Instance, Series, Study } from './study.ts';

const beside: ReadonlySet<Instance['format']> = new Set(['pdf', 'jpeg', 'png', 'attachment']);

/**
 * True for what is counted apart from n/m: reports (SR), key objects, presentation states, encapsulated and plain
 * documents, attachments, and whatever else holds neither image nor recording. An order asks for images, so none of these may fill up
 * its count or be missing from it.
 */
export function isBesideImages(
  instance: Pick<Instance, 'format' | 'sopClassUid' | 'rows'>,
  series: Pick<Series, 'modality'>,
): boolean {
  if (instance.format !== 'dicom') return beside.has(instance.format);
  const kind = kindOfObject(instance.sopClassUid, series.modality, instance.rows !== null);
  return kind !== 'imaging' && kind !== 'ecg';
}

/** Of a study that has no images its documents are what is read: there nothing is counted apart. */
export function countsDocumentsApart(study: Pick<Study, 'kind' | 'picture'>): boolean {
  return study.picture !== true && (study.kind === 'imaging' || study.kind === 'ecg');
}
