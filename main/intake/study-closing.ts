/** What the closing of a study reads and writes: counts from the index, the order's count, and when it was called quiet. */
import { sql } from 'kysely';
import { countsAsImage } from '../database/counted-instances.ts';
import type { StationDatabase } from '../database/open-database.ts';

/** Images and recordings of the study, the first content of each UID; documents beside them are none. */
export async function countInstances(database: StationDatabase, studyInstanceUid: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*) AS n
    FROM instance i JOIN study s ON s.studyInstanceUid = i.studyInstanceUid
    WHERE i.studyInstanceUid = ${studyInstanceUid} AND ${sql.raw(countsAsImage)}`.execute(database.query);
  return rows[0]?.n ?? 0;
}

export async function readExpectedCount(
  database: StationDatabase,
  studyInstanceUid: string,
): Promise<number | null> {
  const row = await database.query
    .selectFrom('studyClosing')
    .select('expectedCount')
    .where('studyInstanceUid', '=', studyInstanceUid)
    .executeTakeFirst();
  return row?.expectedCount ?? null;
}

export async function writeExpectedCount(
  database: StationDatabase,
  studyInstanceUid: string,
  expectedCount: number,
): Promise<void> {
  await database.query
    .insertInto('studyClosing')
    .values({ studyInstanceUid, expectedCount, quietAt: null, quietCount: null, quietReason: null })
    .onConflict((conflict) => conflict.column('studyInstanceUid').doUpdateSet({ expectedCount }))
    .execute();
}

export async function recordQuiet(
  database: StationDatabase,
  studyInstanceUid: string,
  quietCount: number,
  quietReason: string,
  quietAt: number,
): Promise<void> {
  const quiet = { quietAt, quietCount, quietReason };
  await database.query
    .insertInto('studyClosing')
    .values({ studyInstanceUid, expectedCount: null, ...quiet })
    .onConflict((conflict) => conflict.column('studyInstanceUid').doUpdateSet(quiet))
    .execute();
}

export interface OpenStudy {
  readonly studyInstanceUid: string;
  /** Station time in ms. */
  readonly lastArrivalAt: number;
  readonly series: ReadonlyArray<{ readonly modality: string; readonly peer: string }>;
}

/** Studies with local arrivals that are more than what was last called quiet. */
export async function findOpenStudies(database: StationDatabase): Promise<readonly OpenStudy[]> {
  const rows = await database.query
    .selectFrom('instance')
    .innerJoin('study', 'study.studyInstanceUid', 'instance.studyInstanceUid')
    .innerJoin('series', (join) =>
      join
        .onRef('series.studyInstanceUid', '=', 'instance.studyInstanceUid')
        .onRef('series.seriesInstanceUid', '=', 'instance.seriesInstanceUid'),
    )
    .leftJoin('studyClosing', 'studyClosing.studyInstanceUid', 'instance.studyInstanceUid')
    .select(['instance.studyInstanceUid', 'study.lastArrivalAt', 'series.modality', 'instance.peer'])
    .distinct()
    .where('instance.source', '!=', 'exchange')
    .where((term) =>
      term(
        sql<number>`(SELECT count(*) FROM instance i JOIN study s ON s.studyInstanceUid = i.studyInstanceUid
          WHERE i.studyInstanceUid = instance.studyInstanceUid AND ${sql.raw(countsAsImage)})`,
        '!=',
        term.fn.coalesce('studyClosing.quietCount', term.lit(0)),
      ),
    )
    .execute();
  const open = new Map<string, { lastArrivalAt: number; series: { modality: string; peer: string }[] }>();
  for (const row of rows) {
    const study = open.get(row.studyInstanceUid) ?? { lastArrivalAt: row.lastArrivalAt, series: [] };
    study.series.push({ modality: row.modality, peer: row.peer });
    open.set(row.studyInstanceUid, study);
  }
  return [...open].map(([studyInstanceUid, study]) => ({ studyInstanceUid, ...study }));
}
