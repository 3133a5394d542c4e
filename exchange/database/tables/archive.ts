/** Tables of the exchange's archive: retention, and the checks of what lies there. */

export interface ArchiveTables {
  retentionPolicy: { policyId: 1; document: string; setAt: number; memberId: string };
  legalHold: { studyInstanceUid: string; reason: string; memberId: string; setAt: number };
  retentionRun: {
    runId: string;
    startedAt: number;
    endedAt: number | null;
    memberId: string | null;
    studies: number;
    objects: number;
    bytes: number;
    kept: number;
  };
  /** Bytes that no row needs any more and that are still on the disk. */
  retiredObject: { sha256: string; retiredAt: number };
  objectCheck: {
    checkId: string;
    startedAt: number;
    endedAt: number | null;
    /** Hash of the last object that was looked at. */
    upTo: string;
    objects: number;
    bytes: number;
    damaged: number;
    missing: number;
  };
  lostObject: {
    sha256: string;
    size: number;
    why: 'missing' | 'damaged';
    foundAt: number;
    restoredAt: number | null;
  };
}
