/** Reads studies back from the index, in the shape that the window and the exchange know. */

import { type Selectable, sql } from 'kysely';
import type { FurtherId } from '#shared/study/patient.ts';
import type { Study } from '#shared/study/study.ts';
import { countsAsDocument, countsAsImage } from '../database/counted-instances.ts';
import type { StationDatabase } from '../database/open-database.ts';
import type { InstanceTable, SeriesTable, StudyTable } from '../database/tables/archive.ts';

type StudyRow = Selectable<StudyTable>;
type SeriesRow = Selectable<SeriesTable>;
type InstanceRow = Selectable<InstanceTable> & { held: number };

/**
 * The study with its series by number and instances by number, those of an ECG as the exchange orders them; the first content of each UID; `held` tells whether
 * the bytes lie in this vault. Null when the study is unknown.
 */
export async function readStudy(database: StationDatabase, studyInstanceUid: string): Promise<Study | null> {
  const { query } = database;
  const study = await query
    .selectFrom('study')
    .selectAll()
    .where('studyInstanceUid', '=', studyInstanceUid)
    .executeTakeFirst();
  if (study === undefined) return null;
  const series = await query
    .selectFrom('series')
    .selectAll()
    .where('studyInstanceUid', '=', studyInstanceUid)
    .execute();
  const instances = await query
    .selectFrom('instance')
    .leftJoin('object', 'object.sha256', 'instance.sha256')
    .selectAll('instance')
    .select((term) => term('object.keptAt', 'is not', null).$castTo<number>().as('held'))
    .where('instance.studyInstanceUid', '=', studyInstanceUid)
    .where('instance.variant', '=', 0)
    .execute();
  return assembleStudy(study, series, instances);
}

export interface StudySummary extends Omit<Study, 'series'> {
  readonly modalities: readonly string[];
  /** Images and recordings, and the documents beside them. */
  readonly instanceCount: number;
  readonly documentCount: number;
  readonly heldCount: number;
  /** Station time in ms. */
  readonly firstArrivalAt: number;
  readonly lastArrivalAt: number;
}

export interface StudyFilter {
  /** Only studies with an arrival at or after this station time in ms. */
  readonly arrivedSince?: number;
  readonly limit?: number;
}

/** Studies by last arrival, newest first, without their instances. */
export async function listStudies(
  database: StationDatabase,
  filter: StudyFilter = {},
): Promise<readonly StudySummary[]> {
  let rows = database.query
    .selectFrom('study')
    .selectAll('study')
    .select((term) => [
      countOf(countsAsImage).as('instanceCount'),
      countOf(countsAsDocument).as('documentCount'),
      term
        .selectFrom('instance')
        .innerJoin('object', 'object.sha256', 'instance.sha256')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('instance.studyInstanceUid', '=', 'study.studyInstanceUid')
        .where('variant', '=', 0)
        .as('heldCount'),
      term
        .selectFrom('series')
        .select((inner) => inner.fn<string>('group_concat', ['modality']).as('m'))
        .whereRef('series.studyInstanceUid', '=', 'study.studyInstanceUid')
        .as('modalities'),
    ])
    .orderBy('study.lastArrivalAt', 'desc')
    .limit(filter.limit ?? 500);
  if (filter.arrivedSince !== undefined) rows = rows.where('lastArrivalAt', '>=', filter.arrivedSince);
  return (await rows.execute()).map((row) => ({
    ...studyFacts(row),
    modalities: [...new Set((row.modalities ?? '').split(',').filter((one) => one !== ''))],
    instanceCount: row.instanceCount,
    documentCount: row.documentCount,
    heldCount: row.heldCount ?? 0,
    firstArrivalAt: row.firstArrivalAt,
    lastArrivalAt: row.lastArrivalAt,
  }));
}

function countOf(condition: string) {
  return sql<number>`(SELECT count(*) FROM instance i JOIN study s ON s.studyInstanceUid = i.studyInstanceUid
    WHERE i.studyInstanceUid = study.studyInstanceUid AND ${sql.raw(condition)})`;
}

export interface InstanceConflict {
  readonly sopInstanceUid: string;
  readonly sha256: string;
  readonly variant: number;
  readonly arrivedAt: number;
}

/** Every content of the study's UIDs that are claimed by different bytes; empty when there is no such thing. */
export async function readConflicts(
  database: StationDatabase,
  studyInstanceUid: string,
): Promise<readonly InstanceConflict[]> {
  return database.query
    .selectFrom('instance')
    .select(['sopInstanceUid', 'sha256', 'variant', 'arrivedAt'])
    .where('studyInstanceUid', '=', studyInstanceUid)
    .where('conflict', '=', 1)
    .orderBy('sopInstanceUid')
    .orderBy('variant')
    .execute();
}

function assembleStudy(
  study: StudyRow,
  series: readonly SeriesRow[],
  instances: readonly InstanceRow[],
): Study {
  return {
    ...studyFacts(study),
    series: [...series].sort(byPlaceAndNumber(orderOf(instances))).map((one) => ({
      seriesInstanceUid: one.seriesInstanceUid,
      modality: one.modality,
      seriesNumber: one.seriesNumber,
      description: one.description,
      bodyPart: one.bodyPart,
      instances: instances
        .filter((instance) => instance.seriesInstanceUid === one.seriesInstanceUid)
        .sort(byInstanceNumber)
        .map((instance) => ({
          sopInstanceUid: instance.sopInstanceUid,
          sopClassUid: instance.sopClassUid,
          transferSyntaxUid: instance.transferSyntaxUid,
          sha256: instance.sha256,
          size: instance.size,
          instanceNumber: instance.instanceNumber,
          frames: instance.frames,
          rows: instance.rowCount,
          columns: instance.columnCount,
          position: instance.position,
          held: instance.held === 1,
          complete: instance.complete === 1,
          format: instance.format,
        })),
    })),
  };
}

function studyFacts(row: StudyRow): Omit<Study, 'series'> {
  const otherIds = JSON.parse(row.patientOtherIds) as FurtherId[];
  return {
    studyInstanceUid: row.studyInstanceUid,
    kind: row.kind,
    accessionNumber: row.accessionNumber,
    description: row.description,
    devicePatient: {
      name: row.patientName,
      id: row.patientId,
      sex: row.patientSex,
      birthDate: row.patientBirthDate,
      ...(row.patientIssuer === '' ? {} : { issuer: row.patientIssuer }),
      ...(otherIds.length === 0 ? {} : { otherIds }),
    },
    acquiredAt: row.acquiredAt,
    ...(row.acquiredUntil === null ? {} : { acquiredUntil: row.acquiredUntil }),
    institution: row.institution,
    stationAet: row.stationAet,
    ...(row.picture === 1 ? { picture: true } : {}),
    ...(row.textCorrection === null
      ? {}
      : { textCorrection: JSON.parse(row.textCorrection) as NonNullable<Study['textCorrection']> }),
  };
}

interface SeriesOrder {
  /** The first place of its objects, as the exchange orders them; null where it has told none. */
  readonly place: number | null;
  /** When the first of it came, station time in ms. */
  readonly arrivedAt: number;
}

function orderOf(instances: readonly InstanceRow[]): ReadonlyMap<string, SeriesOrder> {
  const orders = new Map<string, SeriesOrder>();
  for (const { seriesInstanceUid, place, arrivedAt } of instances) {
    const known = orders.get(seriesInstanceUid);
    orders.set(seriesInstanceUid, {
      place: known?.place == null ? place : Math.min(known.place, place ?? Infinity),
      arrivedAt: Math.min(arrivedAt, known?.arrivedAt ?? Infinity),
    });
  }
  return orders;
}

/** Of equal numbers what came first stays first: an ECG that comes late never takes the place of the one that is read. */
function byPlaceAndNumber(orders: ReadonlyMap<string, SeriesOrder>) {
  return (one: SeriesRow, other: SeriesRow): number => {
    const [first, second] = [orders.get(one.seriesInstanceUid), orders.get(other.seriesInstanceUid)];
    return (
      between(first?.place, second?.place) ||
      between(one.seriesNumber, other.seriesNumber) ||
      between(first?.arrivedAt, second?.arrivedAt) ||
      one.seriesInstanceUid.localeCompare(other.seriesInstanceUid)
    );
  };
}

function byInstanceNumber(one: InstanceRow, other: InstanceRow): number {
  return (
    between(one.place, other.place) ||
    between(one.instanceNumber, other.instanceNumber) ||
    between(one.arrivedAt, other.arrivedAt) ||
    one.sopInstanceUid.localeCompare(other.sopInstanceUid)
  );
}

/** Unknown ones last; 0 between two of them. */
function between(one: number | null | undefined, other: number | null | undefined): number {
  const order = (one ?? Infinity) - (other ?? Infinity);
  return Number.isNaN(order) ? 0 : order;
}
