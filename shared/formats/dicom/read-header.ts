/** Journey step 2: bytes to DicomHeader. Used by the station at intake, by the window and by the command line. */
import { failure, type Language } from '../../failure.ts';
import { fail, ok, type Result } from '../../result.ts';
import { acquiredUntil } from '../../study/acquired-until.ts';
import { pdfOddities } from '../document/pdf-oddities.ts';
import { formatWarnings } from '../format-warnings.ts';
import { type Charset, charsetOf, defaultCharset, textValue } from './charset.ts';
import { checkDirectory } from './check-directory.ts';
import { streamOddities } from './compressed-stream.ts';
import type { DicomDataSet } from './data-set.ts';
import { undefinedLength } from './data-set.ts';
import { instantOf, isoDate, isoDateTime, utcOffsetMinutes } from './dates.ts';
import type { DicomHeader, TextCorrection } from './dicom-header.ts';
import {
  asciiValue,
  decimalValues,
  firstValue,
  integerValue,
  itemsOf,
  uint16Value,
  uint32Value,
  valueBytes,
} from './element-values.ts';
import { findBytesPlainly } from './find-bytes.ts';
import { neutralText } from './neutral-text.ts';
import { readOtherPatientIds } from './other-patient-ids.ts';
import { displayName, withoutTail } from './person-name.ts';
import { hasExpectedPixelLength, pixelFacts } from './pixel-length.ts';
import { positionAlongNormal } from './position-along-normal.ts';
import { missingParts, pixelElementOf } from './prove-complete.ts';
import { type OpenedDicom, type OpenOptions, openDicom } from './read-part10.ts';
import { directoryClass, kindOfObject } from './storage-sop-classes.ts';

export interface HeaderOptions extends OpenOptions {
  /** Files larger than this are refused. */
  readonly limitBytes?: number;
  /** Zone of devices that state none, minutes east of UTC; China where not given. */
  readonly utcOffsetMinutes?: number;
  readonly language?: Language;
}

const uidPattern = /^[0-9.]{1,64}$/;

/**
 * Reads the header of a DICOM file or a bare data set. With `wholeBytes: false` the bytes may be the first part of a file:
 * the walk ends before the pixel data and `complete` is null. Fails with `file-empty`, `file-too-large`, `format-unknown`,
 * `dicom-damaged`, `dicom-too-deep`, `deflate-over-limit` or `transfer-syntax-unsupported`; never throws.
 */
export function readDicomHeader(bytes: Uint8Array, options: HeaderOptions = {}): Result<DicomHeader> {
  const { limitBytes, language = 'zh-CN' } = options;
  if (limitBytes !== undefined && bytes.length > limitBytes) {
    return fail(failure('file-too-large', { size: bytes.length, limit: limitBytes }, language));
  }
  try {
    const opened = openDicom(bytes, options);
    return opened.ok ? ok(headerOf(opened.value, options)) : opened;
  } catch (error) {
    // A RangeError here is our own bug on hostile bytes; the station lives on and the file is refused.
    return fail(
      failure('dicom-damaged', { detail: error instanceof Error ? error.message : 'unknown' }, language),
    );
  }
}

/** The header of an object that is open already. */
export function headerOf(opened: OpenedDicom, options: HeaderOptions = {}): DicomHeader {
  const dataSet = opened.walk.dataSet;
  const codes = new Set<string>(opened.oddities);
  const charset = charsetOf(dataSet, defaultCharset, codes);
  const shown = (value: string) => {
    const neutral = neutralText(value);
    if (neutral.changed) codes.add('text-neutralised');
    return neutral.text.trim();
  };
  const textsOf = (from: DicomDataSet, tag: number) =>
    textValue(from, tag, charset, codes).split('\\').map(shown);
  const text = (tag: number) => textsOf(dataSet, tag)[0] ?? '';
  const ascii = (tag: number) => firstValue(asciiValue(dataSet, tag));
  if (dataSet.elements.get(0x00080005)?.length === 0) codes.add('charset-empty');

  const sopClassUid = ascii(0x00080016) || firstValue(asciiValue(opened.meta, 0x00020002));
  const ids = { sop: ascii(0x00080018), study: ascii(0x0020000d), series: ascii(0x0020000e) };
  const identified = ids.sop !== '' && ids.study !== '' && ids.series !== '';
  const pixels = pixelFacts(dataSet);
  const pixelElement = pixelElementOf(dataSet);
  const name = shown(withoutTail(textValue(dataSet, 0x00100010, charset, codes, true), '='));
  const id = text(0x00100020);
  const issuer = text(0x00100021).slice(0, 64);
  const otherIds = readOtherPatientIds(dataSet, textsOf, { id, issuer });
  const pixelHead = opened.walk.pixelHead;
  const hasPixels = pixelElement !== null || pixelHead !== null;
  const modality = ascii(0x00080060);
  const transferSyntaxUid = opened.transferSyntaxUid;
  const whole = options.wholeBytes !== false && options.beforePixels !== true;
  const missing = whole
    ? missingParts(opened, { sopClassUid, transferSyntaxUid, identified, pixels, pixelElement })
    : [];
  for (const code of missing) codes.add(code);
  noteOddities(opened, codes, { identified, isDirectory: sopClassUid === directoryClass, modality });
  if (identified && !Object.values(ids).every((uid) => uidPattern.test(uid))) codes.add('identity-invalid');
  if (name === '' && id === '' && sopClassUid !== directoryClass) codes.add('patient-missing');
  if (pixels !== null && pixelElement?.fragments) {
    const findBytes = options.findBytes ?? findBytesPlainly;
    const { fragments } = pixelElement;
    const oddities = streamOddities(dataSet.bytes, fragments, transferSyntaxUid, pixels, findBytes);
    for (const code of oddities) codes.add(code);
  }

  const begun = acquiredAt(dataSet, options.utcOffsetMinutes ?? 480);
  const until = acquiredUntil(begun, waveformSeconds(dataSet));
  const encapsulated = pixelElement === null && pixelHead?.length === undefinedLength;
  const pixelPlace = pixelElement ?? pixelHead;
  const birthDate = isoDate(ascii(0x00100030));
  if (ascii(0x00100030) !== '' && birthDate === null) codes.add('value-invalid');
  return {
    kind: kindOfObject(sopClassUid, modality, pixels !== null && hasPixels),
    sopClassUid,
    sopInstanceUid: ids.sop || firstValue(asciiValue(opened.meta, 0x00020003)),
    studyInstanceUid: ids.study,
    seriesInstanceUid: ids.series,
    transferSyntaxUid,
    part10: opened.part10,
    patient: {
      name,
      displayName: displayName(name),
      id,
      ...(issuer === '' ? {} : { issuer }),
      ...(otherIds.length === 0 ? {} : { otherIds }),
      sex: ascii(0x00100040),
      birthDate,
    },
    modality,
    accessionNumber: text(0x00080050),
    studyDescription: text(0x00081030),
    seriesDescription: text(0x0008103e),
    seriesNumber: integerValue(dataSet, 0x00200011),
    instanceNumber: integerValue(dataSet, 0x00200013),
    bodyPart: ascii(0x00180015),
    institution: text(0x00080080),
    stationName: text(0x00081010) || firstValue(asciiValue(opened.meta, 0x00020016)),
    acquiredAt: begun,
    ...(until === undefined ? {} : { acquiredUntil: until }),
    rows: uint16Value(dataSet, 0x00280010) || null,
    columns: uint16Value(dataSet, 0x00280011) || null,
    frames: pixels === null ? null : pixels.frames,
    pixels,
    position: positionAlongNormal(dataSet),
    pixelData:
      pixelPlace === null
        ? null
        : { offset: pixelPlace.start, length: encapsulated ? null : pixelPlace.length },
    textCorrection: correctionOf(charset, codes),
    complete: whole ? missing.length === 0 : null,
    warnings: formatWarnings(codes, options.language),
  };
}

/**
 * The proof for a file that was streamed past: an uncompressed object is complete when the promised pixel bytes fit into
 * its size. Null when only a walk over all bytes can tell (encapsulated, deflated or without pixels).
 */
export function completeBySize(header: DicomHeader, sizeBytes: number): boolean | null {
  const { pixelData, pixels, transferSyntaxUid } = header;
  if (pixelData === null || pixelData.length === null || pixels === null) return null;
  if (transferSyntaxUid.endsWith('.1.99')) return null;
  return pixelData.offset + pixelData.length <= sizeBytes && hasExpectedPixelLength(pixels, pixelData.length);
}

function correctionOf(charset: Charset, codes: ReadonlySet<string>): TextCorrection | null {
  const readAs = [...codes].find((code) => code.startsWith('read-as:'))?.slice('read-as:'.length);
  return readAs === undefined ? null : { declared: charset.name, readAs };
}

function noteOddities(
  opened: OpenedDicom,
  codes: Set<string>,
  { identified, isDirectory, modality }: { identified: boolean; isDirectory: boolean; modality: string },
): void {
  const { elements } = opened.walk.dataSet;
  if (!identified && !isDirectory) codes.add('identity-missing');
  if (isDirectory && !checkDirectory(opened)) codes.add('directory-invalid');
  const frames = elements.get(0x00280008);
  if (frames !== undefined && frames.length > 0 && integerValue(opened.walk.dataSet, 0x00280008) === null) {
    codes.add('value-invalid');
  }
  for (const code of encapsulatedOddities(opened.walk.dataSet)) codes.add(code);
  if (modality === 'US' && elements.has(0x00186011) && !elements.has(0x00280030))
    codes.add('pixel-spacing-missing');
}

/** An encapsulated document (0042,0011): what it holds beside pages, and whether it is what (0042,0012) says. */
function encapsulatedOddities(dataSet: DicomDataSet): string[] {
  const inner = valueBytes(dataSet, 0x00420011);
  if (inner === null || asciiValue(dataSet, 0x00420012) !== 'application/pdf') return [];
  const isPdf = inner[0] === 0x25 && inner[1] === 0x50 && inner[2] === 0x44 && inner[3] === 0x46;
  return isPdf ? pdfOddities(inner) : ['mime-mismatch'];
}

/** How long each multiplex group of a waveform object lasts, by what its head says. */
function waveformSeconds(dataSet: DicomDataSet): number[] {
  return itemsOf(dataSet, 0x54000100).map((item) => {
    const samples = uint32Value(item, 0x003a0010) ?? 0;
    const samplingHz = decimalValues(item, 0x003a001a)?.[0] ?? 0;
    return samplingHz > 0 ? samples / samplingHz : 0;
  });
}

function acquiredAt(dataSet: DicomDataSet, defaultOffset: number): number | null {
  const ascii = (tag: number) => firstValue(asciiValue(dataSet, tag));
  const offset = utcOffsetMinutes(ascii(0x00080201)) ?? defaultOffset;
  const joined = ascii(0x0008002a);
  if (joined !== '') {
    const own = utcOffsetMinutes(joined.slice(-5)) ?? offset;
    const instant = instantOf(isoDateTime(joined, joined.slice(8)), own);
    if (instant !== null) return instant;
  }
  // Acquisition, content, series, study: the first that has a date.
  for (const [date, time] of [
    [0x00080022, 0x00080032],
    [0x00080023, 0x00080033],
    [0x00080021, 0x00080031],
    [0x00080020, 0x00080030],
  ] as const) {
    const instant = instantOf(isoDateTime(ascii(date), ascii(time)), offset);
    if (instant !== null) return instant;
  }
  return null;
}
