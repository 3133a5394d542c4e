/** Journey step 7: which sets a task was read with. A report signed before the last image came names an earlier one. */
import type { Task } from '#shared/study/task.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';

/** Remembers the set as one that a report may be bound to; nothing happens when it is known. */
export async function keepImageSet(
  trx: ExchangeTransaction,
  taskId: string,
  images: Task['images'],
  now: number,
): Promise<void> {
  const { imageSetSha256, received } = images;
  if (imageSetSha256 === null) return;
  await trx
    .insertInto('taskImageSet')
    .values({ taskId, imageSetSha256, received, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** How many images a set held that the task was read with; null for a set that is not known, or not any more. */
export async function receivedInSet(
  trx: ExchangeTransaction,
  taskId: string,
  imageSetSha256: string,
): Promise<number | null> {
  const row = await trx
    .selectFrom('taskImageSet')
    .select('received')
    .where('taskId', '=', taskId)
    .where('imageSetSha256', '=', imageSetSha256)
    .executeTakeFirst();
  return row?.received ?? null;
}

/** What was read is not what the township says is right: no report may be bound to it any more. */
export async function forgetImageSets(trx: ExchangeTransaction, taskId: string): Promise<void> {
  await trx.deleteFrom('taskImageSet').where('taskId', '=', taskId).execute();
}
