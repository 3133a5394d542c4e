/** Reads and writes the task as one document: the row, its snapshot and the event change together. */
import { closedStates } from '#shared/journey.ts';
import { isRunning } from '#shared/study/escalation.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import type { TaskTable } from '../database/tables/journey.ts';
import { appendEvent, nextSeq } from './append-event.ts';

/** The task as it stands; the lease comes from its column, since heartbeats move it without an event. */
export function taskOfRow(row: Pick<TaskTable, 'document' | 'leaseUntil'>): Task {
  const task = JSON.parse(row.document) as Task;
  if (task.holder === null || row.leaseUntil === null) return task;
  return { ...task, holder: { ...task.holder, leaseUntil: row.leaseUntil } };
}

export async function readTask(
  db: ExchangeDatabase | ExchangeTransaction,
  taskId: string,
): Promise<Task | null> {
  const row = await db
    .selectFrom('task')
    .select(['document', 'leaseUntil'])
    .where('taskId', '=', taskId)
    .executeTakeFirst();
  return row === undefined ? null : taskOfRow(row);
}

/** Stores the task and appends `task-changed`; answers the task with its new `seq`. */
export async function commitTask(trx: ExchangeTransaction, changed: Task, now: number): Promise<Task> {
  const task: Task = { ...changed, seq: await nextSeq(trx) };
  const row = rowOf(task);
  await trx
    .insertInto('task')
    .values(row)
    .onConflict((conflict) => conflict.column('taskId').doUpdateSet(row))
    .execute();
  await appendEvent(trx, { at: now, siteId: task.siteId, change: { type: 'task-changed', task } });
  return task;
}

function rowOf(task: Task): TaskTable {
  const { firstByteAt, openedAt, claimedAt, signedAt, deliveredAt, receivedAt } = task.stamps;
  return {
    taskId: task.taskId,
    depositId: task.depositId,
    orderId: task.orderId,
    siteId: task.siteId,
    kind: task.kind,
    state: task.state,
    closed: closedStates.has(task.state) ? 1 : 0,
    claim: task.claim,
    holderId: task.holder?.memberId ?? null,
    leaseUntil: task.holder?.leaseUntil ?? null,
    holderAlive: task.holder?.alive === true ? 1 : 0,
    startedAt: task.clock.startedAt,
    stoppedAt: task.clock.stoppedAt,
    targetMs: task.clock.targetMs,
    pausedMs: task.clock.pausedMs,
    pausedAt: task.clock.pausedAt,
    retaken: task.retake === undefined ? 0 : 1,
    // Whatever changed may have opened a rung or closed one: the watch looks anew.
    lookAt: isRunning(task) && !closedStates.has(task.state) ? 0 : null,
    firstByteAt,
    openedAt,
    claimedAt,
    signedAt,
    deliveredAt,
    receivedAt,
    seq: task.seq,
    document: JSON.stringify(task),
  };
}
