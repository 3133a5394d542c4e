/** Journey step 8: whose study it is and which, as the images themselves say it: what every object saved beside them repeats. */
import { charsetOf, defaultCharset, textValue } from '../charset.ts';
import { asciiValue } from '../element-values.ts';
import { element, sequence } from '../elements-to-write.ts';
import type { OpenedDicom } from '../read-part10.ts';
import type { ElementToWrite } from '../write-elements.ts';

/** Elements of the Patient and General Study modules (PS3.3 C.7.1.1, C.7.2.1) that are repeated; type 2 ones also when empty. */
const repeated: ReadonlyArray<readonly [tag: number, vr: string, always: boolean]> = [
  [0x00080020, 'DA', true],
  [0x00080030, 'TM', true],
  [0x00080050, 'SH', true],
  [0x00080090, 'PN', true],
  [0x00081030, 'LO', false],
  [0x00100010, 'PN', true],
  [0x00100020, 'LO', true],
  [0x00100021, 'LO', false],
  [0x00100030, 'DA', true],
  [0x00100040, 'CS', true],
  [0x0020000d, 'UI', true],
  [0x00200010, 'SH', true],
];

export interface StudyContext {
  readonly studyInstanceUid: string;
  readonly elements: readonly ElementToWrite[];
}

const textual: ReadonlySet<string> = new Set(['PN', 'LO', 'SH']);

export function readStudyContext(opened: OpenedDicom): StudyContext {
  const { dataSet } = opened.walk;
  const oddities = new Set<string>();
  const charset = charsetOf(dataSet, defaultCharset, oddities);
  const elements = repeated.flatMap(([tag, vr, always]) => {
    const value = textual.has(vr)
      ? textValue(dataSet, tag, charset, oddities, vr === 'PN')
      : asciiValue(dataSet, tag);
    return value === '' && !always ? [] : [element(tag, vr, value)];
  });
  return { studyInstanceUid: asciiValue(dataSet, 0x0020000d), elements };
}

/** What distinguishes one saved object. */
export interface ObjectIdentity {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
  readonly modality: 'SR' | 'KO' | 'PR';
  readonly seriesNumber: number;
  readonly seriesDescription: string;
  readonly instanceNumber: number;
  /** Local date and time as `YYYYMMDD` and `HHMMSS`. */
  readonly date: string;
  readonly time: string;
}

/** SOP Common, series, equipment, patient and study of an object of ours. */
export function commonModules(context: StudyContext, id: ObjectIdentity): ElementToWrite[] {
  return [
    ...context.elements,
    element(0x00080005, 'CS', 'ISO_IR 192'),
    element(0x00080012, 'DA', id.date),
    element(0x00080013, 'TM', id.time),
    element(0x00080016, 'UI', id.sopClassUid),
    element(0x00080018, 'UI', id.sopInstanceUid),
    element(0x00080060, 'CS', id.modality),
    element(0x00080070, 'LO', 'Yuanzhen'),
    element(0x0008103e, 'LO', id.seriesDescription),
    element(0x00081090, 'LO', 'Yuanzhen'),
    element(0x00181000, 'LO', '1'),
    element(0x00181020, 'LO', '1'),
    element(0x0020000e, 'UI', id.seriesInstanceUid),
    element(0x00200011, 'IS', String(id.seriesNumber)),
    element(0x00200013, 'IS', String(id.instanceNumber)),
    // The images' side is theirs to say; documents have a performed step instead, here none.
    ...(id.modality === 'PR' ? [element(0x00200060, 'CS', '')] : [sequence(0x00081111, [])]),
  ];
}
