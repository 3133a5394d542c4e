/** What retention judges at a station: the studies whose bytes lie here, with what stands in the way of letting them go. */
import type { RetentionFacts } from '#shared/retention/judge-retention.ts';
import type { KeepReason, RetentionStudy } from '#shared/retention/retention.ts';
import type { ArrivalKind } from '#shared/study/kind.ts';
import type { StationDatabase } from '../../database/open-database.ts';

/** What the other stages know of a study. */
export interface StudyKnowledge {
  /** Its order's task as the exchange last told it; null where there is none. */
  readonly taskOf: (studyInstanceUid: string) => {
    readonly state: RetentionStudy['state'];
    readonly siteId: string;
    readonly siteName: string;
    readonly hasConflict: boolean;
  } | null;
  /** All of it has gone out, or it came from the exchange itself. */
  readonly isDeposited: (studyInstanceUid: string) => boolean;
  /** It is being read, forwarded or taken at this moment. */
  readonly isInUse: (studyInstanceUid: string) => boolean;
  readonly ownSite: () => { readonly siteId: string; readonly siteName: string };
}

interface Row {
  studyInstanceUid: string;
  kind: ArrivalKind;
  patientName: string;
  lastArrivalAt: number;
  modalities: string;
  objects: number;
  bytes: number;
  heldAt: number | null;
}

export type ReadRetentionFacts = (studyInstanceUid?: string) => RetentionFacts[];

export function prepareRetentionFacts(
  database: StationDatabase,
  knowledge: StudyKnowledge,
): ReadRetentionFacts {
  const rows = database.sqlite.prepare<[string | null, string | null], Row>(
    `SELECT s.studyInstanceUid, s.kind, s.patientName,
       max(s.lastArrivalAt, max(o.keptAt)) AS lastArrivalAt,
       (SELECT group_concat(modality) FROM series WHERE studyInstanceUid = s.studyInstanceUid) AS modalities,
       count(DISTINCT o.sha256) AS objects, sum(o.size) AS bytes, h.setAt AS heldAt
     FROM study s
     JOIN instance i ON i.studyInstanceUid = s.studyInstanceUid
     JOIN object o ON o.sha256 = i.sha256
     LEFT JOIN legalHold h ON h.studyInstanceUid = s.studyInstanceUid
     WHERE ? IS NULL OR s.studyInstanceUid = ?
     GROUP BY s.studyInstanceUid`,
  );
  return (studyInstanceUid) =>
    rows.all(studyInstanceUid ?? null, studyInstanceUid ?? null).map((row) => {
      const task = knowledge.taskOf(row.studyInstanceUid);
      const { siteId, siteName } = task ?? knowledge.ownSite();
      return {
        studyInstanceUid: row.studyInstanceUid,
        depositId: '',
        patientName: row.patientName,
        kind: row.kind,
        modalities: [...new Set(row.modalities.split(','))],
        siteId,
        siteName,
        state: task?.state ?? 'no-task',
        at: row.lastArrivalAt,
        objects: row.objects,
        bytes: row.bytes,
        held: row.heldAt !== null,
        obstacle: obstacleOf(row.studyInstanceUid, task?.hasConflict === true),
      };
    });

  function obstacleOf(uid: string, hasConflict: boolean): KeepReason | null {
    if (hasConflict) return 'conflict';
    if (knowledge.isInUse(uid)) return 'in-use';
    return knowledge.isDeposited(uid) ? null : 'not-deposited';
  }
}
