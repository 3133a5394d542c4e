/** Order and study come together: by accession number within one site, or by hand; never by name or time alone. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Order } from '#shared/study/order.ts';
import type { Study } from '#shared/study/study.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { DepositTable } from '../database/tables/journey.ts';
import { commitTask } from '../feed/commit-task.ts';
import type { NewTask, TaskMaking } from '../task-making.ts';
import { advanceDeposit } from './advance-deposit.ts';
import { compareIdentity } from './compare-identity.ts';
import { imagesOf } from './deposit-state.ts';
import { conflictsOf } from './identity-conflicts.ts';
import { attemptAfter, attemptToRetake, endAttempt } from './open-attempt.ts';

/** A study older than this is a prior, not a task, unless a person joins it. */
export const oldestStudyMs = 24 * 3_600_000;

/** m: what the sender said or, when it is more, what the order asked for; null while neither has said. */
export function expectedOf(said: number | null, order: Pick<Order, 'expectedObjects'> | null): number | null {
  const most = Math.max(said ?? 0, order?.expectedObjects ?? 0);
  return most === 0 ? null : most;
}

/** Joins and makes the task. Fails with order-not-found or order-already-joined. */
export async function joinOrder(
  deps: TaskMaking,
  trx: ExchangeTransaction,
  deposit: DepositTable,
  orderId: string,
  now: number,
): Promise<Result<DepositTable>> {
  const row = await trx
    .selectFrom('order')
    .selectAll()
    .where('orderId', '=', orderId)
    .where('siteId', '=', deposit.siteId)
    .executeTakeFirst();
  if (row === undefined) return fail(failure('order-not-found', { order: orderId }));
  if (deposit.orderId === orderId && deposit.taskId !== null) return ok(deposit);
  if (row.depositId !== null || deposit.orderId !== null) {
    return fail(failure('order-already-joined', { order: orderId }));
  }
  const former = await attemptToRetake(trx, orderId);
  const study = JSON.parse(deposit.study) as Omit<Study, 'series'>;
  const order: Order = {
    ...(JSON.parse(row.document) as Order),
    studyInstanceUid: deposit.studyInstanceUid,
  };
  const differences = compareIdentity(order.patient, study.devicePatient);
  const expected = expectedOf(deposit.expected, order);
  const isShort = expected !== null && deposit.received < expected;
  const counted = {
    expected,
    // A study that was whole by itself may be short of what the order asked for.
    state:
      isShort && deposit.state === 'complete' && deposit.incompleteReason === null ? 'closed' : deposit.state,
  } as const;
  const given: NewTask = {
    depositId: deposit.depositId,
    order,
    kind: deposit.kind,
    studyInstanceUid: deposit.studyInstanceUid,
    modality: deposit.modality,
    bodyPart: deposit.bodyPart === '' ? order.bodyPart : deposit.bodyPart,
    // Of a picture it is the name of its file, which says nothing to a reader.
    studyDescription: study.picture === true ? '' : study.description,
    acquiredAt: study.acquiredAt,
    firstByteAt: deposit.firstByteAt,
    picture: study.picture === true,
    images: imagesOf({ ...deposit, ...counted }, null),
    identity: { settled: differences.length === 0, differences },
    attempt: former === null ? null : attemptAfter(former),
  };
  const begun = await deps.begin(trx, given, now);
  if (former !== null) await endAttempt(trx, former, begun.taskId, now);
  const conflicts = await conflictsOf(trx, deposit.depositId);
  const task = conflicts.length === 0 ? begun : await commitTask(trx, { ...begun, conflicts }, now);
  await trx
    .updateTable('order')
    .set({
      studyInstanceUid: deposit.studyInstanceUid,
      depositId: deposit.depositId,
      document: JSON.stringify(order),
    })
    .where('orderId', '=', orderId)
    .execute();
  await trx
    .updateTable('deposit')
    .set({ orderId, taskId: task.taskId, ...counted })
    .where('depositId', '=', deposit.depositId)
    .execute();
  return ok(await advanceDeposit(deps, trx, deposit.depositId, now));
}

/** Joins by accession number what arrived and was ordered within a day; answers the deposit, joined or not. */
export async function joinByAccession(
  deps: TaskMaking,
  trx: ExchangeTransaction,
  deposit: DepositTable,
  now: number,
): Promise<DepositTable> {
  const study = JSON.parse(deposit.study) as Omit<Study, 'series'>;
  const accessionNumber = study.accessionNumber.trim();
  if (deposit.orderId !== null || accessionNumber === '' || isPrior(study, now)) return deposit;
  const order = await trx
    .selectFrom('order')
    .select('orderId')
    .where('siteId', '=', deposit.siteId)
    .where('accessionNumber', '=', accessionNumber)
    .where('depositId', 'is', null)
    .orderBy('placedAt', 'desc')
    .executeTakeFirst();
  if (order === undefined) return deposit;
  const joined = await joinOrder(deps, trx, deposit, order.orderId, now);
  return joined.ok ? joined.value : deposit;
}

/** An order that was just placed finds the study that waits for it under 待申请. */
export async function joinWaitingStudy(
  deps: TaskMaking,
  trx: ExchangeTransaction,
  order: Order,
  now: number,
): Promise<void> {
  const waiting = await trx
    .selectFrom('deposit')
    .selectAll()
    .where('siteId', '=', order.siteId)
    .where('orderId', 'is', null)
    .orderBy('firstByteAt', 'desc')
    .execute();
  const fitting = waiting.find((row) => {
    const study = JSON.parse(row.study) as Omit<Study, 'series'>;
    return study.accessionNumber.trim() === order.accessionNumber && !isPrior(study, now);
  });
  if (fitting !== undefined) await joinOrder(deps, trx, fitting, order.orderId, now);
}

/** A recording of hours is as old as its end. */
function isPrior(study: Pick<Study, 'acquiredAt' | 'acquiredUntil'>, now: number): boolean {
  const at = study.acquiredUntil ?? study.acquiredAt;
  return at !== null && at < now - oldestStudyMs;
}
