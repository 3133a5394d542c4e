/** Journey step 2: what the bytes of a file are and say, whatever the format: the one answer of `yuanzhen inspect`. */
import { failure } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import type { FormatName } from '../study/format.ts';
import type { ArrivalKind } from '../study/kind.ts';
import { type HeaderOptions, readDicomHeader } from './dicom/read-header.ts';
import { sopClassName } from './dicom/storage-sop-classes.ts';
import { pdfOddities } from './document/pdf-oddities.ts';
import { pictureFacts } from './document/picture-size.ts';
import type { EcgReadOptions } from './ecg/ecg-file.ts';
import { type FormatWarning, formatWarnings } from './format-warnings.ts';
import { type EcgFacts, ecgFactsIn, inspectEcg } from './inspect-ecg.ts';
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
  /** Leads, rate, time, device and filters of an ECG; null for everything else. */
  readonly ecg: EcgFacts | null;
}

/** Recognises and describes bytes; fails with `file-empty`, `format-unknown`, or as `readDicomHeader` and `readEcgFile` do. */
export function inspectBytes(bytes: Uint8Array, options: EcgReadOptions = {}): Result<Inspection> {
  if (bytes.length === 0) return fail(failure('file-empty', {}, options.language));
  const format = recogniseFormat(bytes);
  if (format === null) return fail(failure('format-unknown', {}, options.language));
  if (format === 'dicom') return inspectDicom(bytes, options);
  if (kindOfFormat[format] === 'ecg') return inspectEcg(bytes, format, options);
  return ok(inspectOther(bytes, format, options));
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
    ecg: header.kind === 'ecg' ? ecgFactsIn(bytes, options) : null,
  });
}

function inspectOther(
  bytes: Uint8Array,
  format: Exclude<FormatName, 'dicom'>,
  options: HeaderOptions,
): Inspection {
  const codes = new Set<string>();
  const isPicture = format === 'png' || format === 'jpeg' || format === 'pdf';
  const facts = isPicture ? pictureFacts(bytes, format) : null;
  if (isPicture) {
    codes.add('picture-only');
    if (facts?.complete !== true) codes.add('file-cut');
    for (const code of format === 'pdf' ? pdfOddities(bytes) : []) codes.add(code);
  }
  return {
    format,
    kind: kindOfFormat[format],
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
    complete: isPicture ? facts?.complete === true : null,
    textCorrection: null,
    warnings: formatWarnings(codes, options.language),
    ecg: null,
  };
}
