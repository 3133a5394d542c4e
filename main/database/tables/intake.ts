/** Tables of intake: what was refused and why, what a watched folder has taken, and which studies are still coming. */
import type { Generated } from 'kysely';

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
  /** How often a person had it tried again in vain. */
  attempts: Generated<number>;
  settledAt: number | null;
  /** accepted | discarded | retake | attached */
  settledAct: string | null;
  settledBy: string | null;
  settledReason: string | null;
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

/**
 * What is known about the closing of a locally arrived study. It is still arriving while its instances in the index
 * are not as many as `quietCount`, so a restart finds by itself what it has to wait for.
 */
export interface StudyClosingTable {
  studyInstanceUid: string;
  /** The order's count, when known. */
  expectedCount: number | null;
  quietAt: number | null;
  quietCount: number | null;
  quietReason: string | null;
}

export interface IntakeTables {
  refusal: RefusalTable;
  watchedFile: WatchedFileTable;
  studyClosing: StudyClosingTable;
}
