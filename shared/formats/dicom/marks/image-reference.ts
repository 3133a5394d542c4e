/** References to images and frames from the objects saved beside them, and back. */
import type { ImageRef } from '../../../measure/marking.ts';
import type { DicomDataSet } from '../data-set.ts';
import { asciiValue, integerValue, itemsOf } from '../element-values.ts';
import { element, sequence } from '../elements-to-write.ts';
import type { ElementToWrite } from '../write-elements.ts';

/** Whether an object has several frames: only then may a reference name one (PS3.3 table 10-3). */
export type IsMultiFrame = (sopInstanceUid: string) => boolean;

/** Referenced SOP Class, Instance and, of several frames, which. */
export function referenceOf(images: readonly ImageRef[], isMultiFrame: IsMultiFrame): ElementToWrite[] {
  const [image] = images;
  if (image === undefined) return [];
  const frames = isMultiFrame(image.sopInstanceUid)
    ? [element(0x00081160, 'IS', images.map(({ frame }) => frame).join('\\'))]
    : [];
  return [
    element(0x00081150, 'UI', image.sopClassUid),
    element(0x00081155, 'UI', image.sopInstanceUid),
    ...frames,
  ];
}

/** All images by series: (series UID, their references), each object once with all its frames. */
export function bySeries(images: readonly ImageRef[]): ReadonlyMap<string, readonly ImageRef[][]> {
  const found = new Map<string, ImageRef[][]>();
  for (const image of images) {
    const series = found.get(image.seriesInstanceUid) ?? [];
    found.set(image.seriesInstanceUid, series);
    const known = series.find(([one]) => one?.sopInstanceUid === image.sopInstanceUid);
    if (known === undefined) series.push([image]);
    else if (!known.some(({ frame }) => frame === image.frame)) known.push(image);
  }
  return found;
}

/** Current Requested Procedure Evidence Sequence (PS3.3 C.17.2.3): every object that the document speaks of. */
export function evidenceOf(studyInstanceUid: string, images: readonly ImageRef[]): ElementToWrite {
  const series = [...bySeries(images)].map(([uid, objects]) => [
    sequence(
      0x00081199,
      objects.map((frames) => referenceOf(frames, () => false)),
    ),
    element(0x0020000e, 'UI', uid),
  ]);
  return sequence(0x0040a375, [[sequence(0x00081115, series), element(0x0020000d, 'UI', studyInstanceUid)]]);
}

/** Series of each object, from the evidence. */
export function seriesOfEvidence(dataSet: DicomDataSet): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const study of itemsOf(dataSet, 0x0040a375))
    for (const series of itemsOf(study, 0x00081115))
      for (const object of itemsOf(series, 0x00081199))
        found.set(asciiValue(object, 0x00081155), asciiValue(series, 0x0020000e));
  return found;
}

/** The images of a reference item, one for each frame it names; the first frame where it names none. */
export function imagesOfReference(
  item: DicomDataSet,
  seriesOf: ReadonlyMap<string, string>,
): readonly ImageRef[] {
  const sopInstanceUid = asciiValue(item, 0x00081155);
  const frames = asciiValue(item, 0x00081160, 65536).split('\\').filter(Boolean).map(Number);
  const seriesInstanceUid = seriesOf.get(sopInstanceUid) ?? '';
  const sopClassUid = asciiValue(item, 0x00081150);
  const valid = frames.filter((frame) => Number.isInteger(frame) && frame > 0);
  return (valid.length === 0 ? [integerValue(item, 0x00081160) ?? 1] : valid).map((frame) => ({
    seriesInstanceUid,
    sopInstanceUid,
    sopClassUid,
    frame,
  }));
}
