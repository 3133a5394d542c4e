/**
 * Measurements as a Comprehensive SR with template TID 1500 (PS3.16), and back. What other viewers need stands in standard
 * items; what only ours needs to draw the same again (tool, place of the writing, method) in one text item of our scheme.
 */
import { z } from 'zod';
import {
  type Calibration,
  calibrationSchema,
  type ImageRef,
  type Measurement,
  markingTools,
  measurementSchema,
  type QuantityName,
} from '../../../measure/marking.ts';
import { charsetOf, defaultCharset, textValue } from '../charset.ts';
import type { DicomDataSet } from '../data-set.ts';
import { asciiValue, doubleValue, itemsOf, valueBytes } from '../element-values.ts';
import { type Code, element, sequence } from '../elements-to-write.ts';
import { writePart10 } from '../write-part10.ts';
import {
  type ContentItem,
  childrenOf,
  codeValueItem,
  conceptOf,
  containerItem,
  descendantsOf,
  graphicItem,
  imageItem,
  numberItem,
  personItem,
  rootContainer,
  textItem,
  uidItem,
} from './content-items.ts';
import {
  bySeries,
  evidenceOf,
  type IsMultiFrame,
  imagesOfReference,
  referenceOf,
  seriesOfEvidence,
} from './image-reference.ts';
import { own, quantityCodes, unitCode, unitOfCode } from './mark-codes.ts';
import { fromGraphicData, type Graphic, graphicsOf, pointsOfGraphics } from './mark-graphics.ts';
import { commonModules, type ObjectIdentity, type StudyContext } from './study-context.ts';

export const comprehensiveSrClass = '1.2.840.10008.5.1.4.1.1.88.33';

const dcm = (value: string, meaning: string): Code => ({ value, scheme: 'DCM', meaning });
const drawing: Code = { value: 'drawing', scheme: own, meaning: 'How the mark is drawn' };
/** An image's calibration by hand where nothing was measured on it. */
const calibrated: Code = { value: 'calibration', scheme: own, meaning: 'Calibration by a known object' };
const group = '125007';

/** What the standard items do not hold. */
const drawingSchema = measurementSchema.pick({ textAt: true, method: true, magnification: true }).extend({
  id: measurementSchema.shape.id,
  tool: z.enum(markingTools),
  /** Of the image by hand, where that is how the sizes were known. */
  calibration: calibrationSchema.omit({ image: true }).optional(),
});

export interface DocumentParts {
  readonly context: StudyContext;
  readonly identity: ObjectIdentity;
  readonly reader: string;
  readonly isMultiFrame: IsMultiFrame;
  /** By hand; those of images that nothing was measured on stand by themselves. */
  readonly calibrations: readonly Calibration[];
}

export function writeMeasurementReport(
  measurements: readonly Measurement[],
  { context, identity, reader, isMultiFrame, calibrations }: DocumentParts,
): Uint8Array {
  const unmeasured = calibrations.filter(
    ({ image }) => !measurements.some((one) => isMeasuredBy(one, image)),
  );
  const images = [...measurements, ...unmeasured].map(({ image }) => image);
  const library = [...bySeries(images).values()]
    .flat()
    .map((frames) => imageItem(referenceOf(frames, isMultiFrame)));
  const content: ContentItem[] = [
    codeValueItem('HAS CONCEPT MOD', dcm('121049', 'Language of Content Item and Descendants'), {
      value: 'zh-CN',
      scheme: 'RFC5646',
      meaning: 'Chinese (China)',
    }),
    codeValueItem('HAS OBS CONTEXT', dcm('121005', 'Observer Type'), dcm('121006', 'Person')),
    personItem('HAS OBS CONTEXT', dcm('121008', 'Person Observer Name'), reader),
    codeValueItem('HAS CONCEPT MOD', dcm('121058', 'Procedure reported'), {
      value: '363679005',
      scheme: 'SCT',
      meaning: 'Imaging procedure',
    }),
    containerItem(dcm('111028', 'Image Library'), [
      containerItem(dcm('126200', 'Image Library Group'), library),
    ]),
    containerItem(
      dcm('126010', 'Imaging Measurements'),
      measurements.map((one) => groupOf(one, isMultiFrame, calibrations)),
    ),
    ...unmeasured.map(({ image, ...known }) =>
      textItem('CONTAINS', calibrated, JSON.stringify(known), [
        imageItem(referenceOf([image], isMultiFrame), 'INFERRED FROM'),
      ]),
    ),
  ];
  return writePart10(identity, [
    ...commonModules(context, identity),
    element(0x00080023, 'DA', identity.date),
    element(0x00080033, 'TM', identity.time),
    sequence(0x0040a372, []),
    evidenceOf(context.studyInstanceUid, images),
    element(0x0040a491, 'CS', 'COMPLETE'),
    element(0x0040a493, 'CS', 'UNVERIFIED'),
    ...rootContainer(dcm('126000', 'Imaging Measurement Report'), '1500', content),
  ]);
}

/** True where the measurement's own group tells how the image was calibrated. */
function isMeasuredBy({ image, method }: Measurement, { sopInstanceUid }: ImageRef): boolean {
  return method === 'manual-calibration' && image.sopInstanceUid === sopInstanceUid;
}

function groupOf(
  measurement: Measurement,
  isMultiFrame: IsMultiFrame,
  calibrations: readonly Calibration[],
): ContentItem {
  const { id, tool, image, text, textAt, method, magnification, quantities } = measurement;
  const reference = referenceOf([image], isMultiFrame);
  const graphics = graphicsOf(measurement).map((graphic) => graphicItem(graphic, reference));
  const numbers = quantities.map(({ name, value, unit }) =>
    numberItem(quantityCodes[name], value, unitCode(name, unit), graphics),
  );
  const said = text !== '' || numbers.length === 0;
  const by = calibrations.find((one) => one.image.sopInstanceUid === image.sopInstanceUid);
  const calibration =
    method === 'manual-calibration' && by !== undefined
      ? { row: by.row, column: by.column, millimetres: by.millimetres }
      : undefined;
  return containerItem(dcm(group, 'Measurement Group'), [
    textItem('HAS OBS CONTEXT', dcm('112039', 'Tracking Identifier'), `${tool} ${id.slice(0, 8)}`),
    uidItem('HAS OBS CONTEXT', dcm('112040', 'Tracking Unique Identifier'), uidOf(id)),
    ...numbers,
    ...(said ? [textItem('CONTAINS', dcm('121106', 'Comment'), text === '' ? '-' : text, graphics)] : []),
    textItem('CONTAINS', drawing, JSON.stringify({ id, tool, textAt, method, magnification, calibration })),
  ]);
}

/** The UID of a UUID (PS3.5 B.2). */
function uidOf(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;
}

/** What this program wrote into a report, with the calibrations it was measured by; empty for reports of others. */
export function readMeasurementReport(dataSet: DicomDataSet): {
  readonly measurements: readonly Measurement[];
  readonly calibrations: readonly Calibration[];
} {
  const found = groupsOf(dataSet);
  const calibrations = new Map<string, Calibration>();
  for (const one of unmeasuredIn(dataSet)) calibrations.set(one.image.sopInstanceUid, one);
  for (const { measurement, calibration } of found) {
    const { image } = measurement;
    if (calibration !== undefined) calibrations.set(image.sopInstanceUid, { image, ...calibration });
  }
  return {
    measurements: found.map(({ measurement }) => measurement),
    calibrations: [...calibrations.values()],
  };
}

function unmeasuredIn(dataSet: DicomDataSet): readonly Calibration[] {
  const seriesOf = seriesOfEvidence(dataSet);
  return descendantsOf(dataSet)
    .filter((item) => conceptOf(item) === calibrated.value)
    .flatMap((item) => {
      const known = jsonOf(textValue(item, 0x0040a160, defaultCharset, new Set()));
      const [reference] = childrenOf(item).flatMap((child) => itemsOf(child, 0x00081199));
      const [image] = reference === undefined ? [] : imagesOfReference(reference, seriesOf);
      const read = calibrationSchema.safeParse({ ...Object(known), image });
      return read.success ? [read.data] : [];
    });
}

interface ReadGroup {
  readonly measurement: Measurement;
  readonly calibration: Omit<Calibration, 'image'> | undefined;
}

function groupsOf(dataSet: DicomDataSet): readonly ReadGroup[] {
  const seriesOf = seriesOfEvidence(dataSet);
  const charset = charsetOf(dataSet, defaultCharset, new Set());
  const textOf = (item: DicomDataSet): string => textValue(item, 0x0040a160, charset, new Set());
  return descendantsOf(dataSet)
    .filter((item) => conceptOf(item) === group)
    .flatMap((item) => {
      const children = childrenOf(item);
      const drawn = children.find((child) => conceptOf(child) === drawing.value);
      const kept = drawn === undefined ? null : drawingSchema.safeParse(jsonOf(textOf(drawn)));
      if (!kept?.success) return [];
      const comment = children.find((child) => conceptOf(child) === '121106');
      const [source] = children.filter((child) => childrenOf(child).some(isGraphic));
      const graphics = source === undefined ? [] : childrenOf(source).filter(isGraphic);
      const [reference] = graphics.flatMap((one) =>
        childrenOf(one).flatMap((child) => itemsOf(child, 0x00081199)),
      );
      const [image] = reference === undefined ? [] : imagesOfReference(reference, seriesOf);
      const points = pointsOfGraphics(kept.data.tool, graphics.map(readGraphic));
      const text = comment === undefined ? '' : textOf(comment);
      const { calibration, ...drawnAs } = kept.data;
      const measurement = measurementSchema.safeParse({
        ...drawnAs,
        image,
        points,
        text: text === '-' ? '' : text,
        quantities: children.flatMap(readQuantity),
      });
      return measurement.success ? [{ measurement: measurement.data, calibration }] : [];
    });
}

function isGraphic(item: DicomDataSet): boolean {
  return asciiValue(item, 0x0040a040) === 'SCOORD';
}

function readGraphic(item: DicomDataSet): Graphic {
  const bytes = valueBytes(item, 0x00700022) ?? new Uint8Array();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) =>
    view.getFloat32(at * 4, item.littleEndian),
  );
  return { type: asciiValue(item, 0x00700023) as Graphic['type'], points: fromGraphicData(values) };
}

function readQuantity(item: DicomDataSet): Measurement['quantities'] {
  const [measured] = itemsOf(item, 0x0040a300);
  const concept = conceptOf(item);
  const name = (Object.keys(quantityCodes) as QuantityName[]).find(
    (one) => quantityCodes[one].value === concept,
  );
  if (measured === undefined || name === undefined) return [];
  const [unit] = itemsOf(measured, 0x004008ea);
  const value = doubleValue(measured, 0x0040a161) ?? Number(asciiValue(measured, 0x0040a30a));
  const meaning = unit === undefined ? '' : textValue(unit, 0x00080104, { ...defaultCharset }, new Set());
  return [{ name, value, unit: unitOfCode(meaning) }];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
