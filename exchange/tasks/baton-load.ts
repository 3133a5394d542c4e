/** What goes with a case from hand to hand: kept beside the task until the next time, given to nobody but whoever holds the case since. */
import type { Member } from '#shared/contract/exchange/members.ts';
import type { ReportContent } from '#shared/report/report.ts';
import type { BatonLoad, BatonRenewal } from '#shared/study/baton.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { readTask } from '../feed/commit-task.ts';
import type { Caller, Parts } from '../parts.ts';
import { isHolder } from './claim-task.ts';

/** `toId` and `openUntil` are null at 交班. */
export async function keepLoad(
  trx: ExchangeTransaction,
  given: {
    readonly taskId: string;
    readonly claim: number;
    readonly toId: string | null;
    readonly openUntil: number | null;
    readonly load: BatonLoad;
  },
): Promise<void> {
  const { taskId, load, ...of } = given;
  const row = { ...of, load: JSON.stringify(load) };
  await trx
    .insertInto('baton')
    .values({ taskId, ...row })
    .onConflict((conflict) => conflict.column('taskId').doUpdateSet(row))
    .execute();
}

/** What lies otherwise by now, beside the draft that went along at first. */
export async function renewLoad(
  trx: ExchangeTransaction,
  taskId: string,
  { marks, lying }: BatonRenewal,
): Promise<void> {
  const before = await loadIn(trx, taskId);
  const load: BatonLoad = { ...before, marks, lying: lying ?? before.lying };
  await trx
    .updateTable('baton')
    .set({ load: JSON.stringify(load) })
    .where('taskId', '=', taskId)
    .execute();
}

async function loadIn(trx: ExchangeTransaction, taskId: string): Promise<BatonLoad> {
  const { load } = await trx
    .selectFrom('baton')
    .select('load')
    .where('taskId', '=', taskId)
    .executeTakeFirstOrThrow();
  return JSON.parse(load) as BatonLoad;
}

/** It is held out no longer. */
export async function closeLoad(trx: ExchangeTransaction, taskId: string): Promise<void> {
  await trx.updateTable('baton').set({ openUntil: null }).where('taskId', '=', taskId).execute();
}

/** Null for anybody but the person who took the case next, and once it went on. */
export async function readLoad(
  deps: Pick<Parts, 'db'>,
  caller: Caller,
  taskId: string,
): Promise<BatonLoad | null> {
  const task = await readTask(deps.db, taskId);
  const row = await deps.db.selectFrom('baton').selectAll().where('taskId', '=', taskId).executeTakeFirst();
  if (task === null || row === undefined || task.claim !== row.claim + 1 || !isHolder(caller, task))
    return null;
  return row.toId === null || row.toId === task.holder?.memberId ? (JSON.parse(row.load) as BatonLoad) : null;
}

/**
 * The draft of the one before is the next one's own: as it went along, or as he has written on since. What the other wrote stays
 * his as well.
 */
export async function giveDraft(
  trx: ExchangeTransaction,
  task: Task,
  to: Member,
  fromId: string,
  now: number,
): Promise<void> {
  const { taskId, claim } = task;
  const { memberId, name } = to;
  const { draft: along } = await loadIn(trx, taskId);
  const rows = await trx
    .selectFrom('draft')
    .select(['memberId', 'revision', 'content'])
    .where('taskId', '=', taskId)
    .where('memberId', 'in', [fromId, memberId])
    .execute();
  const since = rows.find((row) => row.memberId === fromId);
  const isNewer = since !== undefined && since.revision > (along?.revision ?? 0);
  const draft = isNewer
    ? { revision: since.revision, content: JSON.parse(since.content) as ReportContent }
    : along;
  if (draft === null) return;
  // Above whatever he had of his own.
  const revision = Math.max(draft.revision, ...rows.map((row) => row.revision)) + 1;
  const row = { claim, revision, content: JSON.stringify(draft.content), savedAt: now };
  await trx
    .insertInto('draft')
    .values({ taskId, memberId, memberName: name, ...row })
    .onConflict((conflict) => conflict.columns(['taskId', 'memberId']).doUpdateSet(row))
    .execute();
}
