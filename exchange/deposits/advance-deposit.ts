/**
 * Journey steps 4 and 5: after every change of a deposit, look where it stands. The clock starts at the commit of the
 * last object, in that very transaction.
 */
import type { Urgency } from '#shared/study/kind.ts';
import { isRetakeOpen } from '#shared/study/retake.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { DepositTable } from '../database/tables/journey.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { forgetImageSets, keepImageSet } from '../feed/keep-image-set.ts';
import type { Opening } from '../task-making.ts';
import { findDeposit, hashImageSet, imagesOf } from './deposit-state.ts';
import { followLateImages } from './follow-up.ts';
import { openAttempt } from './open-attempt.ts';

/** Progress is told over the feed at most this often, in ms; the last object always is. */
const tellEveryMs = 500;

const readable: ReadonlySet<string> = new Set(['waiting', 'reading', 'preliminary', 'reviewing']);

/** Everything but 普通 may open without waiting for people. */
export function isEmergency(urgency: Urgency): boolean {
  return urgency !== 'routine';
}

/** Recounts, completes and opens what is ready; answers the deposit as it then stands. */
export async function advanceDeposit(
  deps: Opening,
  trx: ExchangeTransaction,
  depositId: string,
  now: number,
  options: { readonly tell?: boolean; readonly renew?: boolean } = {},
): Promise<DepositTable> {
  await followLateImages(deps, trx, depositId, now);
  const counted = await recount(trx, depositId, now);
  const task = counted.taskId === null ? null : await readTask(trx, counted.taskId);
  if (task === null) return counted;
  if (isRetakeOpen(task)) {
    const isNew = counted.received > task.images.received;
    return isNew ? openAttempt(deps, trx, task, counted, now) : counted;
  }
  if (task.state === 'arriving') {
    const settled = task.identity.settled || isEmergency(task.order.urgency);
    if (counted.state === 'complete' && settled) {
      const images = imagesOf(counted, await hashImageSet(trx, depositId));
      await keepImageSet(trx, task.taskId, images, now);
      await deps.open(trx, { ...task, images }, counted.completeAt ?? now, now);
      return counted;
    }
    return tellProgress(trx, task, counted, now, options.tell === true);
  }
  if (!readable.has(task.state)) return counted;
  if (options.renew === true || hasMore(task.images, counted)) {
    const images = imagesOf(counted, await hashImageSet(trx, depositId));
    // Another version of an image is read from now on, also by somebody who reads already.
    if (options.renew === true) await forgetImageSets(trx, task.taskId);
    await keepImageSet(trx, task.taskId, images, now);
    await commitTask(trx, { ...task, images, ...lateOf(task, images, now) }, now);
  }
  return counted;
}

/** 新到 k 幅: images that join a set which somebody reads, or has told the township of. */
function lateOf(task: Task, images: Task['images'], now: number): Pick<Task, 'lateImages'> {
  const more = images.received - task.images.received;
  if (task.state === 'waiting' || more <= 0) return {};
  const count = (task.lateImages?.count ?? 0) + more;
  return { lateImages: { count, at: now, followUpId: null, outcome: null } };
}

function hasMore(images: Task['images'], row: DepositTable): boolean {
  return images.received !== row.received || (images.documents?.received ?? 0) !== row.documents;
}

async function recount(trx: ExchangeTransaction, depositId: string, now: number): Promise<DepositTable> {
  const row = await findDeposit(trx, depositId);
  if (row === null) throw new Error(`deposit ${depositId} is gone`);
  const sums = await trx
    .selectFrom('depositObject')
    .select((expression) => [
      expression.fn.sum<number | null>('size').as('announcedBytes'),
      expression.fn.sum<number | null>('originalSize').as('originalBytes'),
      expression.fn.count<number>('receivedAt').as('received'),
      expression.fn.sum<number | null>('document').as('announcedDocuments'),
      expression.fn
        .sum<number | null>(
          expression.case().when('receivedAt', 'is not', null).then(expression.ref('document')).else(0).end(),
        )
        .as('documents'),
      expression.fn
        .sum<number | null>(
          expression.case().when('receivedAt', 'is not', null).then(expression.ref('size')).else(0).end(),
        )
        .as('receivedBytes'),
    ])
    .where('depositId', '=', depositId)
    .where('late', '=', 0)
    .where('variant', '=', 0)
    .executeTakeFirstOrThrow();
  const documents = Number(sums.documents ?? 0);
  const received = Number(sums.received) - documents;
  const isWhole = row.expected !== null && received >= row.expected;
  const state = row.state !== 'open' && (isWhole || row.state === 'complete') ? 'complete' : row.state;
  const changed = {
    received,
    documents,
    announcedDocuments: Number(sums.announcedDocuments ?? 0),
    receivedBytes: Number(sums.receivedBytes ?? 0),
    announcedBytes: Number(sums.announcedBytes ?? 0),
    originalBytes: Number(sums.originalBytes ?? 0),
    lastProgressAt: received > row.received || documents > row.documents ? now : row.lastProgressAt,
    state,
    // The promise begins when both the last object and the order are there.
    completeAt: row.completeAt ?? (state === 'complete' && row.taskId !== null ? now : null),
  } as const;
  await trx.updateTable('deposit').set(changed).where('depositId', '=', depositId).execute();
  return { ...row, ...changed };
}

async function tellProgress(
  trx: ExchangeTransaction,
  task: Task,
  row: DepositTable,
  now: number,
  always: boolean,
): Promise<DepositTable> {
  const due =
    always || now - row.toldAt >= tellEveryMs || row.received === row.expected || row.received === 1;
  if (!due) return row;
  await commitTask(trx, { ...task, images: imagesOf(row, null) }, now);
  await trx.updateTable('deposit').set({ toldAt: now }).where('depositId', '=', row.depositId).execute();
  return { ...row, toldAt: now };
}
