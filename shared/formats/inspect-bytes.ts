/** Journey step 2: what the bytes of a file are and say, whatever the format: the one answer of `yuanzhen inspect`. */
import { failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { FormatName } from '../study/format.ts';
import type { ArrivalKind } from '../study/kind.ts';
import { type HeaderOptions, readDicomHeader } from './dicom/read-header.ts';
import { sopClassName } from './dicom/storage-sop-classes.ts';
import { pdfOddities } from './document/pdf-oddities.ts';
import { pictureFacts } from './document/picture-size.ts';
import { type FormatWarning, formatWarnings } from './format-warnings.ts';
import { kindOfFormat, recogniseFormat } from './recognise.ts';

export interface Inspection {
  readonly format: FormatName;
  readonly kind: ArrivalKind;
  readonly patient: {
    readonly name: string | null;
    readonly id: string | null;
    readonly sex: string | null;
    readonly birthDate: string | null;
  };
  readonly studyInstanceUid: string | null;
  readonly seriesInstanceUid: string | null;
  readonly sopInstanceUid: string | null;
  readonly sopClass: string | null;
  /** Name of the SOP class in PS3.4; null where it is none or not known. */
  readonly sopClassName: string | null;
  readonly modality: string | null;
  readonly transferSyntax: string | null;
  readonly rows: number | null;
  readonly columns: number | null;
  readonly frames: number | null;
  /** Null for formats whose inside is not read. */
  readonly complete: boolean | null;
  /** 字符集已纠正: what was declared and what the text is; null where both agree. */
  readonly textCorrection: { readonly declared: string; readonly readAs: string } | null;
  readonly warnings: readonly FormatWarning[];
}

/** Recognises and describes bytes; fails with `file-empty`, `format-unknown` or as `readDicomHeader` does. */
export function inspectBytes(bytes: Uint8Array, options: HeaderOptions = {}): Result<Inspection> {
  if (bytes.length === 0) return fail(failure('file-empty', {}, options.language));
  const format = recogniseFormat(bytes);
  if (format === null) return fail(failure('format-unknown', {}, options.language));
  return format === 'dicom' ? inspectDicom(bytes, options) : ok(inspectOther(bytes, format, options));
}

function inspectDicom(bytes: Uint8Array, options: HeaderOptions): Result<Inspection> {
  const read = readDicomHeader(bytes, options);
  if (!read.ok) return read;
  const header = read.value;
  const { name, id, sex, birthDate } = header.patient;
  return ok({
    format: 'dicom',
    kind: header.kind,
    patient: { name, id, sex, birthDate },
    studyInstanceUid: header.studyInstanceUid || null,
    seriesInstanceUid: header.seriesInstanceUid || null,
    sopInstanceUid: header.sopInstanceUid || null,
    sopClass: header.sopClassUid || null,
    sopClassName: sopClassName(header.sopClassUid),
    modality: header.modality || null,
    transferSyntax: header.transferSyntaxUid,
    rows: header.rows,
    columns: header.columns,
    frames: header.frames,
    complete: header.complete,
    textCorrection: header.textCorrection,
    warnings: header.warnings,
  });
}

function inspectOther(
  bytes: Uint8Array,
  format: Exclude<FormatName, 'dicom'>,
  options: HeaderOptions,
): Inspection {
  const kind = kindOfFormat[format];
  const codes = new Set<string>(kind === 'ecg' ? ['not-read-yet'] : []);
  const isPicture = format === 'png' || format === 'jpeg' || format === 'pdf';
  const facts = isPicture ? pictureFacts(bytes, format) : null;
  if (isPicture) {
    codes.add('picture-only');
    if (facts?.complete !== true) codes.add('file-cut');
    for (const code of format === 'pdf' ? pdfOddities(bytes) : []) codes.add(code);
  }
  const hollow = format === 'hl7-aecg' && !holdsText(bytes, 'sequenceSet');
  if (hollow) codes.add('no-waveform');
  return {
    format,
    kind,
    patient: { name: null, id: null, sex: null, birthDate: null },
    studyInstanceUid: null,
    seriesInstanceUid: null,
    sopInstanceUid: null,
    sopClass: null,
    sopClassName: null,
    modality: null,
    transferSyntax: null,
    rows: facts?.rows ?? null,
    columns: facts?.columns ?? null,
    frames: null,
    complete: isPicture ? facts?.complete === true : hollow ? false : null,
    textCorrection: null,
    warnings: formatWarnings(codes, options.language),
  };
}

function holdsText(bytes: Uint8Array, text: string): boolean {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1;
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length++;
    if (length === text.length) return true;
  }
  return false;
}
