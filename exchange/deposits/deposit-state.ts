/** A deposit as the contract shows it, and the facts of its images for the task. */
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import { imageSetText } from '#shared/report/image-set.ts';
import type { DepositId, TaskId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeDatabase, ExchangeTransaction } from '../database/open-database.ts';
import { sha256Of } from '../database/sha256.ts';
import type { DepositTable } from '../database/tables/journey.ts';

export function depositStateOf(row: DepositTable): DepositState {
  return {
    depositId: row.depositId as DepositId,
    taskId: row.taskId as TaskId | null,
    state: row.state,
    received: row.received,
    expected: row.expected,
    ...documentsOf(row),
  };
}

/** Absent where the deposit has none. */
function documentsOf(row: DepositTable): Pick<DepositState, 'documents'> {
  const { documents: received, announcedDocuments: announced } = row;
  return announced === 0 ? {} : { documents: { received, announced } };
}

export async function findDeposit(
  db: ExchangeDatabase | ExchangeTransaction,
  depositId: string,
): Promise<DepositTable | null> {
  return (
    (await db.selectFrom('deposit').selectAll().where('depositId', '=', depositId).executeTakeFirst()) ?? null
  );
}

/** n/m as the task shows it. The image set is hashed only when asked: it is null while arriving. */
export function imagesOf(row: DepositTable, imageSetSha256: string | null): Task['images'] {
  const incomplete = row.expected !== null && row.received < row.expected;
  return {
    received: row.received,
    expected: row.expected,
    ...documentsOf(row),
    receivedBytes: row.receivedBytes,
    expectedBytes: row.announcedBytes === 0 ? null : row.announcedBytes,
    originalBytes: row.originalBytes,
    lastProgressAt: row.lastProgressAt,
    incomplete: imageSetSha256 !== null && (incomplete || row.expected === null),
    incompleteReason: row.incompleteReason,
    imageSetSha256,
  };
}

/** SHA-256 over the objects a reader gets: received, and not late. */
export async function hashImageSet(trx: ExchangeTransaction, depositId: string): Promise<string> {
  const objects = await trx
    .selectFrom('depositObject')
    .select(['sopInstanceUid', 'sha256'])
    .where('depositId', '=', depositId)
    .where('receivedAt', 'is not', null)
    .where('late', '=', 0)
    .where('variant', '=', 0)
    .execute();
  return sha256Of(imageSetText(objects));
}
