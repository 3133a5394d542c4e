/** Tables of intake: what was refused and why, what a watched folder has taken, and which studies are still coming. */
import type { ColumnType, Generated } from 'kysely';

/** Refused bytes lie in the vault's `refused/` folder under their hash; never dropped in silence. */
export interface RefusalTable {
  refusalId: Generated<number>;
  sha256: string | null;
  size: number;
  /** File name or SOP Instance UID as the sender called it. */
  name: string;
  source: string;
  peer: string;
  /** FailureCode and its params as JSON, so that it can be shown in either language. */
  code: string;
  params: string;
  refusedAt: number;
}

/** A file a watched folder has dealt with: looked at again only when size or time change. */
export interface WatchedFileTable {
  path: string;
  size: number;
  mtimeMs: number;
  sha256: string;
  outcome: 'kept' | 'refused';
  takenAt: number;
}

/** A study until it is quiet; the row survives a restart and the timer is armed again from `lastArrivalAt`. */
export interface ArrivingStudyTable {
  studyInstanceUid: string;
  modality: string;
  device: string;
  /** The order's count, when known. */
  expectedCount: number | null;
  lastArrivalAt: number;
  /** When the association that brought the last instance ended; null while it is open or there was none. */
  releasedAt: number | null;
  /** Instances in the study when it was last called quiet, and why; null while it is arriving. */
  quietAt: ColumnType<number | null, number | null | undefined, number | null>;
  quietCount: ColumnType<number | null, number | null | undefined, number | null>;
  quietReason: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface IntakeTables {
  refusal: RefusalTable;
  watchedFile: WatchedFileTable;
  arrivingStudy: ArrivingStudyTable;
}
