/** What a performed procedure step says (PS3.3 annex C.4.13 to C.4.16), of an N-CREATE or a later N-SET. */
import { charsetOf, defaultCharset, textValue } from '#shared/formats/dicom/charset.ts';
import type { DicomDataSet } from '#shared/formats/dicom/data-set.ts';
import { asciiValue, firstValue, itemsOf } from '#shared/formats/dicom/element-values.ts';
import { displayName } from '#shared/formats/dicom/person-name.ts';
import { isBesideImages } from '#shared/study/beside-images.ts';

export interface StepFacts {
  /** '' when the data set does not say. */
  readonly status: string;
  readonly studyInstanceUid: string;
  readonly accessionNumber: string;
  readonly stepId: string;
  readonly modality: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly description: string;
  readonly discontinuedReason: string;
  /** SOP Instance UIDs of the performed series' images and recordings; null when the data set has no such sequence. */
  readonly referenced: readonly string[] | null;
}

const scheduledSteps = 0x00400270;
const performedSeries = 0x00400340;
const referencedImages = 0x00081140;
const referencedOthers = 0x00400220;
const referencedClass = 0x00081150;
const referencedInstance = 0x00081155;
const reasonCodes = 0x00400281;
/** More than any step has; a longer list is cut, so that one message cannot fill the table. */
const mostReferenced = 100_000;

export function readStep(dataSet: DicomDataSet): StepFacts {
  const charset = charsetOf(dataSet, defaultCharset, new Set());
  const text = (of: DicomDataSet, tag: number, name = false) => textValue(of, tag, charset, new Set(), name);
  const [scheduled] = itemsOf(dataSet, scheduledSteps);
  const [reason] = itemsOf(dataSet, reasonCodes);
  return {
    status: firstValue(asciiValue(dataSet, 0x00400252)).toUpperCase(),
    studyInstanceUid: scheduled === undefined ? '' : firstValue(asciiValue(scheduled, 0x0020000d)),
    accessionNumber: scheduled === undefined ? '' : text(scheduled, 0x00080050),
    stepId: text(dataSet, 0x00400253),
    modality: firstValue(asciiValue(dataSet, 0x00080060)),
    patientName: displayName(text(dataSet, 0x00100010, true)),
    patientId: text(dataSet, 0x00100020),
    description: text(dataSet, 0x00400254),
    discontinuedReason: reason === undefined ? '' : text(reason, 0x00080104),
    referenced: dataSet.elements.has(performedSeries) ? referencedIn(dataSet) : null,
  };
}

function referencedIn(dataSet: DicomDataSet): readonly string[] {
  const found = new Set<string>();
  for (const series of itemsOf(dataSet, performedSeries)) {
    for (const [sequence, rows] of [
      [referencedImages, 1],
      [referencedOthers, null],
    ] as const) {
      for (const item of itemsOf(series, sequence)) {
        const uid = firstValue(asciiValue(item, referencedInstance));
        const sopClassUid = firstValue(asciiValue(item, referencedClass));
        // Reports and presentation states are listed too, but the count that closes a study is of its images.
        const beside =
          sopClassUid !== '' && isBesideImages({ format: 'dicom', sopClassUid, rows }, { modality: '' });
        if (uid !== '' && !beside && found.size < mostReferenced) found.add(uid);
      }
    }
  }
  return [...found];
}
