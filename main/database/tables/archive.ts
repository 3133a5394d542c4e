/** Tables of the archive: which objects lie in the vault, and the index of studies, series and instances. */

import type { FormatName } from '#shared/study/format.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { ArrivalKind } from '#shared/study/kind.ts';

/** Bytes that lie in the vault, fsynced and named by their hash. */
export interface ObjectTable {
  sha256: Sha256;
  size: number;
  /** Station time in ms. */
  keptAt: number;
}

export interface StudyTable {
  studyInstanceUid: string;
  kind: ArrivalKind;
  accessionNumber: string;
  description: string;
  patientName: string;
  patientId: string;
  /** '' where the device writes none. */
  patientIssuer: string;
  /** JSON of FurtherId[]. */
  patientOtherIds: string;
  patientSex: string;
  /** YYYY-MM-DD or null. */
  patientBirthDate: string | null;
  acquiredAt: number | null;
  /** Of a recording of hours only. */
  acquiredUntil: number | null;
  institution: string;
  stationAet: string;
  /** 1: a person sent a document as an ECG (图片心电图). */
  picture: number;
  /** JSON of `study.textCorrection`, or null. */
  textCorrection: string | null;
  /** Station time in ms of the first and the last instance that was new here. */
  firstArrivalAt: number;
  lastArrivalAt: number;
  /** When retention let its bytes go; null while they are here. */
  removedAt: number | null;
}

export interface SeriesTable {
  studyInstanceUid: string;
  seriesInstanceUid: string;
  modality: string;
  seriesNumber: number | null;
  description: string;
  bodyPart: string;
}

/** One row per SOP instance and content: the same UID with other bytes is kept beside the first and flagged. */
export interface InstanceTable {
  sopInstanceUid: string;
  sha256: Sha256;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  sopClassUid: string;
  transferSyntaxUid: string;
  size: number;
  instanceNumber: number | null;
  frames: number | null;
  rowCount: number | null;
  columnCount: number | null;
  /** mm along the slice normal. */
  position: number | null;
  complete: number;
  /** 0 for the first content under this UID in its study; 1, 2, … for other bytes that came later. */
  variant: number;
  /** 1 when other bytes claim the same SOP Instance UID. */
  conflict: number;
  /** dicom | folder | file | exchange, and who: calling AE, path, or exchange. */
  source: string;
  peer: string;
  arrivedAt: number;
  /** What the bytes are: dicom, or the format of an ECG or document. */
  format: FormatName;
  /** 1 for a document beside the images, counted apart from n/m. */
  document: number;
  /** Place among the recordings of an ECG, from 0, as the exchange orders them; null where it has told none. */
  place: number | null;
}

export interface ArchiveTables {
  object: ObjectTable;
  study: StudyTable;
  series: SeriesTable;
  instance: InstanceTable;
}
