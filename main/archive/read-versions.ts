/** The contents of a study that are in conflict with the first under their UID, with what differs (journey step 4). */
import type { VersionDifference } from '#shared/study/conflict.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { Instance, Series } from '#shared/study/study.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ConflictingVersion {
  readonly series: Omit<Series, 'instances'>;
  readonly instance: Omit<Instance, 'held'>;
  readonly conflict: { readonly keptSha256: Sha256; readonly differs: VersionDifference[] };
}

interface Row {
  readonly sopInstanceUid: Instance['sopInstanceUid'];
  readonly seriesInstanceUid: Series['seriesInstanceUid'];
  readonly sha256: Sha256;
  readonly keptSha256: Sha256;
  readonly differs: string;
}

/** Only what was judged a conflict; harmless rewrites stay where they came. */
export function prepareReadVersions(
  database: StationDatabase,
): (studyInstanceUid: string) => ConflictingVersion[] {
  const { sqlite } = database;
  const judged = sqlite.prepare<[string], Row>(
    `SELECT i.sopInstanceUid, i.seriesInstanceUid, i.sha256, v.keptSha256, v.differs FROM instance i
     JOIN instanceVersion v ON v.sopInstanceUid = i.sopInstanceUid AND v.sha256 = i.sha256
     WHERE i.studyInstanceUid = ? AND v.judgement = 'conflict' ORDER BY i.arrivedAt`,
  );
  const readInstance = sqlite.prepare<
    [string, string],
    Omit<Instance, 'held' | 'complete'> & { complete: number }
  >(
    `SELECT format, sopInstanceUid, sopClassUid, transferSyntaxUid, sha256, size, instanceNumber, frames,
       rowCount AS rows, columnCount AS columns, position, complete
     FROM instance WHERE sopInstanceUid = ? AND sha256 = ?`,
  );
  const readSeries = sqlite.prepare<[string, string], Omit<Series, 'instances'>>(
    `SELECT seriesInstanceUid, modality, seriesNumber, description, bodyPart
     FROM series WHERE studyInstanceUid = ? AND seriesInstanceUid = ?`,
  );
  return (studyInstanceUid) =>
    judged.all(studyInstanceUid).flatMap((row) => {
      const instance = readInstance.get(row.sopInstanceUid, row.sha256);
      const series = readSeries.get(studyInstanceUid, row.seriesInstanceUid);
      if (instance === undefined || series === undefined) return [];
      const differs = JSON.parse(row.differs) as VersionDifference[];
      return [
        {
          series,
          instance: { ...instance, complete: instance.complete === 1 },
          conflict: { keptSha256: row.keptSha256, differs },
        },
      ];
    });
}
