/** Key images as a Key Object Selection (PS3.3 A.35.4, TID 2010), with the frames that are meant, and back. */
import type { ImageRef } from '../../../measure/marking.ts';
import type { DicomDataSet } from '../data-set.ts';
import { asciiValue, itemsOf } from '../element-values.ts';
import { element } from '../elements-to-write.ts';
import { writePart10 } from '../write-part10.ts';
import { childrenOf, imageItem, rootContainer } from './content-items.ts';
import { bySeries, evidenceOf, imagesOfReference, referenceOf, seriesOfEvidence } from './image-reference.ts';
import type { DocumentParts } from './measurement-report.ts';
import { commonModules } from './study-context.ts';

export const keyObjectClass = '1.2.840.10008.5.1.4.1.1.88.59';

export function writeKeyObject(
  images: readonly ImageRef[],
  parts: Omit<DocumentParts, 'reader' | 'calibrations'>,
): Uint8Array {
  const { context, identity, isMultiFrame } = parts;
  const items = [...bySeries(images).values()]
    .flat()
    .map((frames) => imageItem(referenceOf(frames, isMultiFrame)));
  return writePart10(identity, [
    ...commonModules(context, identity),
    element(0x00080023, 'DA', identity.date),
    element(0x00080033, 'TM', identity.time),
    evidenceOf(context.studyInstanceUid, images),
    ...rootContainer({ value: '113000', scheme: 'DCM', meaning: 'Of Interest' }, '2010', items),
  ]);
}

/** The images and frames a selection names, also one of another program. */
export function readKeyObject(dataSet: DicomDataSet): readonly ImageRef[] {
  const seriesOf = seriesOfEvidence(dataSet);
  return childrenOf(dataSet)
    .filter((item) => asciiValue(item, 0x0040a040) === 'IMAGE')
    .flatMap((item) => itemsOf(item, 0x00081199))
    .flatMap((reference) => imagesOfReference(reference, seriesOf));
}
