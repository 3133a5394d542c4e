/** Journey step 2: what an ECG of any format says, as `yuanzhen inspect` and `yuanzhen ecg` answer it. */
import { ok, type Result } from '../result.ts';
import type { FormatName } from '../study/format.ts';
import type { EcgDevice, EcgFile, EcgReadOptions } from './ecg/ecg-file.ts';
import { readEcgFile } from './ecg/read-ecg-file.ts';
import { formatWarnings } from './format-warnings.ts';
import type { Inspection } from './inspect-bytes.ts';

export interface EcgFacts {
  /** Leads the file holds, of its longest group. */
  readonly leads: readonly string[];
  readonly samplingHz: number;
  readonly samples: number;
  /** ISO date and time without zone, as the device wrote it. */
  readonly acquiredAt: string | null;
  readonly device: EcgDevice;
  readonly filters: {
    readonly lowHz: number | null;
    readonly highHz: number | null;
    readonly notchHz: number | null;
  };
}

/** The facts of an ECG that was read. */
export function ecgFacts(file: EcgFile): EcgFacts {
  const [longest] = file.waveform.groups;
  // What the file holds; leads that follow from it are told apart.
  const stored = longest?.leads.filter((lead) => lead.derived !== true) ?? [];
  return {
    leads: stored.map((lead) => lead.name),
    samplingHz: longest?.samplingHz ?? 0,
    samples: longest?.sampleCount ?? 0,
    acquiredAt: file.waveform.acquiredAt,
    device: file.device,
    filters: {
      lowHz: stored[0]?.filterLowHz ?? null,
      highHz: stored[0]?.filterHighHz ?? null,
      notchHz: stored[0]?.notchHz ?? null,
    },
  };
}

/** The facts of a DICOM object that holds a waveform; null when it holds none that can be read. */
export function ecgFactsIn(bytes: Uint8Array, options: EcgReadOptions): EcgFacts | null {
  const file = readEcgFile(bytes, options);
  return file.ok ? ecgFacts(file.value) : null;
}

/** What is an ECG only without a curve in it; the codes are warnings too. */
const hollow: ReadonlySet<string> = new Set(['no-waveform', 'annotations-only', 'signal-file-missing']);

/**
 * Describes an ECG that is no DICOM object. A file without any waveform, and a part of a record whose other files are not
 * here, are answers; every other failure of `readEcgFile` stays one.
 */
export function inspectEcg(
  bytes: Uint8Array,
  format: FormatName,
  options: EcgReadOptions,
): Result<Inspection> {
  const file = readEcgFile(bytes, options);
  if (!file.ok && !hollow.has(file.failure.code)) return file;
  const none = { name: null, id: null, sex: null, birthDate: null };
  const codes = file.ok ? file.value.warnings : new Set([file.failure.code]);
  return ok({
    format,
    kind: 'ecg',
    patient: file.ok ? patientFacts(file.value) : none,
    studyInstanceUid: null,
    seriesInstanceUid: null,
    sopInstanceUid: null,
    sopClass: null,
    sopClassName: null,
    modality: file.ok ? 'ECG' : null,
    transferSyntax: null,
    rows: null,
    columns: null,
    frames: null,
    complete: file.ok && file.value.complete,
    textCorrection: correctionIn(codes),
    warnings: formatWarnings(codes, options.language),
    ecg: file.ok ? ecgFacts(file.value) : null,
  });
}

/** The formats that declare no character set may still hold Chinese: what it was read as is told. */
function correctionIn(codes: ReadonlySet<string>): Inspection['textCorrection'] {
  const found = [...codes].find((code) => code.startsWith('read-as:'));
  return found === undefined ? null : { declared: '', readAs: found.slice('read-as:'.length) };
}

function patientFacts({ patient }: EcgFile): Inspection['patient'] {
  return {
    name: patient.name || null,
    id: patient.id || null,
    sex: patient.sex === 'U' ? null : patient.sex,
    birthDate: patient.birthDate,
  };
}
