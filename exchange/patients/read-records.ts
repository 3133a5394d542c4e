/** Records and merges as the contract shows them. */
import type { MatchReason, Merge, PatientRecord } from '#shared/contract/exchange/patients.ts';
import type { PatientId, SiteId } from '#shared/study/ids.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { PatientsTables } from '../database/tables/patients.ts';

type Reader = ExchangeDatabase | ExchangeTransaction;

/** Records with their site, their id there and what studies they have. */
export function recordRows(db: Reader) {
  return db
    .selectFrom('patient')
    .innerJoin('member as site', 'site.memberId', 'patient.siteId')
    .innerJoin('patientIdentifier as identifier', 'identifier.patientId', 'patient.patientId')
    .selectAll('patient')
    .select([
      'site.name as siteName',
      'identifier.type as idType',
      'identifier.id as siteOwnId',
      'identifier.issuer',
    ])
    .select((term) => [
      term
        .selectFrom('patientDeposit')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .whereRef('patientDeposit.patientId', '=', 'patient.patientId')
        .as('studies'),
      term
        .selectFrom('patientDeposit')
        .innerJoin('deposit', 'deposit.depositId', 'patientDeposit.depositId')
        .select((inner) => inner.fn.max('deposit.firstByteAt').as('at'))
        .whereRef('patientDeposit.patientId', '=', 'patient.patientId')
        .as('lastStudyAt'),
    ]);
}

/** The records of rows, with their further numbers. */
export async function recordsOf(db: Reader, rows: readonly RecordRow[]): Promise<PatientRecord[]> {
  if (rows.length === 0) return [];
  const further = await db
    .selectFrom('patientFurtherId')
    .select(['patientId', 'issuer', 'id'])
    .where(
      'patientId',
      'in',
      rows.map((row) => row.patientId),
    )
    .orderBy('issuer')
    .orderBy('id')
    .execute();
  const byRecord = Map.groupBy(further, (row) => row.patientId);
  return rows.map((row) => recordOf(row, byRecord.get(row.patientId) ?? []));
}

type RecordRow = Awaited<ReturnType<ReturnType<typeof recordRows>['execute']>>[number];

function recordOf(row: RecordRow, further: ReadonlyArray<{ id: string; issuer: string }>): PatientRecord {
  return {
    patientId: row.patientId as PatientId,
    personId: row.personId as PatientId,
    siteId: row.siteId as SiteId,
    siteName: row.siteName,
    name: row.name,
    sex: row.sex,
    birthDate: row.birthDate,
    id: row.idType === 'site' ? row.siteOwnId.toUpperCase() : '',
    issuer: row.issuer,
    otherIds: further.map(({ id, issuer }) => ({ id: id.toUpperCase(), issuer })),
    identityNumber: row.identityNumber,
    healthCard: row.healthCard,
    studies: Number(row.studies ?? 0),
    lastStudyAt: row.lastStudyAt === null ? null : Number(row.lastStudyAt),
  };
}

/** The records by id; every id named must exist. */
export async function readRecords(
  db: Reader,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, PatientRecord>> {
  if (patientIds.length === 0) return new Map();
  const rows = await recordRows(db)
    .where('patient.patientId', 'in', [...patientIds])
    .execute();
  return new Map((await recordsOf(db, rows)).map((record) => [record.patientId, record]));
}

/** Merges with both records, and the names of the people who decided. */
export async function readMerges(
  db: Reader,
  rows: readonly PatientsTables['patientMerge'][],
): Promise<Merge[]> {
  const records = await readRecords(db, [...new Set(rows.flatMap((row) => [row.one, row.other]))]);
  const memberIds = [...new Set(rows.flatMap((row) => [row.mergedBy ?? '', row.undoneBy ?? '']))];
  const members = await db
    .selectFrom('member')
    .select(['memberId', 'name'])
    .where('memberId', 'in', memberIds)
    .execute();
  const nameOf = (memberId: string | null) =>
    memberId === null ? null : (members.find((one) => one.memberId === memberId)?.name ?? memberId);
  return rows.flatMap((row) => {
    const [one, other] = [records.get(row.one), records.get(row.other)];
    if (one === undefined || other === undefined) return [];
    return [
      {
        mergeId: row.mergeId,
        one,
        other,
        confidence: row.confidence,
        reasons: JSON.parse(row.reasons) as MatchReason[],
        mergedAt: row.mergedAt,
        mergedBy: nameOf(row.mergedBy),
        note: row.note,
        undoneAt: row.undoneAt,
        undoneBy: nameOf(row.undoneBy),
        undoNote: row.undoNote,
      },
    ];
  });
}
