/** The audit as its auditor searches it: newest first, a page at a time, however many records there are. */
import { type ExpressionBuilder, sql } from 'kysely';
import type {
  AuditCursor,
  AuditPage,
  AuditRecord,
  AuditRow,
  AuditSearch,
} from '#shared/contract/exchange/audit.ts';
import type { ExchangeDatabase } from '../database/open-database.ts';
import type { ExchangeTables } from '../database/tables.ts';
import { findSubject, type Subject } from './find-subject.ts';

export interface SearchDeps {
  readonly db: ExchangeDatabase;
  /** Orders of a patient who has this number anywhere. */
  readonly ordersOfNumber: (number: string) => Promise<string[]>;
}

/** Records of the search from just before `before` on, newest first; `next` where there are more. */
export async function searchAudit(
  deps: SearchDeps,
  search: AuditSearch,
  page: { readonly before: AuditCursor | null; readonly limit: number },
): Promise<AuditPage> {
  const found = await findRecords(deps, search, page);
  const rows = await withNames(deps.db, found.records);
  return { rows, next: found.next };
}

/** The same without names. */
export async function findRecords(
  deps: SearchDeps,
  search: AuditSearch,
  { before, limit }: { readonly before: AuditCursor | null; readonly limit: number },
): Promise<{ records: AuditRecord[]; next: AuditCursor | null }> {
  const subject = search.subject === '' ? null : await findSubject(deps, search);
  const people = search.person === '' ? null : await findPeople(deps.db, search.person);
  const rows = await deps.db
    .selectFrom('audit')
    .selectAll()
    .where((term) => term.and(termsOf(term, search, subject, people)))
    .$if(before !== null, (query) =>
      query.where(sql<boolean>`(at, number) < (${before?.at ?? 0}, ${before?.number ?? 0})`),
    )
    .orderBy('at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  const records = rows.slice(0, limit).map(recordOf);
  const last = records.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { records, next: isMore ? { at: last.at, number: last.number } : null };
}

export function recordOf(row: ExchangeTables['audit']): AuditRecord {
  return { ...row, success: row.success === 1 };
}

function termsOf(
  term: ExpressionBuilder<ExchangeTables, 'audit'>,
  search: AuditSearch,
  subject: Subject | null,
  people: string[] | null,
) {
  const from = Math.max(search.from ?? 0, subject?.from ?? 0);
  const to = Math.min(search.to ?? Number.MAX_SAFE_INTEGER, subject?.to ?? Number.MAX_SAFE_INTEGER);
  return [
    ...(from > 0 ? [term('at', '>=', from)] : []),
    ...(to < Number.MAX_SAFE_INTEGER ? [term('at', '<=', to)] : []),
    ...(subject === null ? [] : [term('object', 'in', [...subject.objects])]),
    ...(people === null ? [] : [term('memberId', 'in', people)]),
    ...(search.act === '' ? [] : [term('act', '=', search.act)]),
    // Written out, or the index of refusals is not used.
    ...(search.outcome === 'refused' ? [sql<boolean>`success = 0`] : []),
    ...(search.outcome === 'done' ? [sql<boolean>`success = 1`] : []),
  ];
}

async function findPeople(db: ExchangeDatabase, person: string): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select('memberId')
    .where((term) => term.or([term('name', '=', person), term('memberId', '=', person)]))
    .execute();
  // Of somebody who is no member, such as the command line, the records themselves may tell.
  return [person, ...rows.map(({ memberId }) => memberId)];
}

async function withNames(db: ExchangeDatabase, records: readonly AuditRecord[]): Promise<AuditRow[]> {
  const ids = [...new Set(records.flatMap((one) => [one.memberId ?? '', one.stationId ?? '']))];
  const objects = [...new Set(records.map((one) => one.object))];
  const members = await db
    .selectFrom('member')
    .select(['memberId', 'name'])
    .where('memberId', 'in', ids)
    .execute();
  const names = new Map(members.map(({ memberId, name }) => [memberId, name]));
  const ofTasks = await db
    .selectFrom('task')
    .innerJoin('order', 'order.orderId', 'task.orderId')
    .select(['task.taskId as object', 'order.accessionNumber'])
    .where('task.taskId', 'in', objects)
    .execute();
  const ofOrders = await db
    .selectFrom('order')
    .select(['orderId as object', 'accessionNumber'])
    .where('orderId', 'in', objects)
    .execute();
  const numbers = new Map([...ofTasks, ...ofOrders].map((one) => [one.object, one.accessionNumber]));
  return records.map((record) => ({
    ...record,
    memberName: names.get(record.memberId ?? '') ?? null,
    stationName: names.get(record.stationId ?? '') ?? null,
    accessionNumber: numbers.get(record.object) ?? '',
  }));
}

/** Verbs that occur, found by leaping from one to the next in their index. */
export async function actsOfAudit(db: ExchangeDatabase): Promise<string[]> {
  const { rows } = await sql<{ act: string }>`
    WITH RECURSIVE leap(act) AS (
      SELECT min(act) FROM audit
      UNION ALL
      SELECT (SELECT min(act) FROM audit WHERE act > leap.act) FROM leap WHERE leap.act IS NOT NULL)
    SELECT act FROM leap WHERE act IS NOT NULL`.execute(db);
  return rows.map(({ act }) => act);
}
