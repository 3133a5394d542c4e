/** Journey steps 11 and 12: *delivered* is the township's station's doing, *received* a named person's. */
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';

type ReportKey = { readonly reportId: string; readonly version: number };

/**
 * The station has stored and verified it. A preliminary one, and one that another version has replaced meanwhile, is recorded
 * without a move; a withdrawal moves no more, its stamps say that it came. Fails with hash-mismatch.
 */
export async function confirmDelivery(
  deps: Parts,
  caller: Caller,
  input: ReportKey & { readonly commandId: string; readonly pdfSha256: string },
): Promise<Result<Task>> {
  const spec = {
    caller,
    act: 'delivered',
    commandId: input.commandId,
    input,
    object: input.reportId,
    detail: String(input.version),
  };
  return runCommand(deps, spec, async (trx, now) => {
    const found = await findReturn(trx, caller, input);
    if (!found.ok) return found;
    const { task, isStanding, pdfSha256 } = found.value;
    if (pdfSha256 !== input.pdfSha256) {
      return fail(failure('hash-mismatch', { expected: pdfSha256, found: input.pdfSha256 }));
    }
    await trx
      .insertInto('delivery')
      .values({
        reportId: input.reportId,
        version: input.version,
        deliveredAt: now,
        stationId: caller.callerId,
        receivedAt: null,
        receivedBy: null,
        openedAt: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const move = legalMove('deliver', task.state);
    const isOver = task.state === 'withdrawn' && task.stamps.deliveredAt === null;
    if (!isStanding || (move === null && !isOver)) return ok(task);
    const stamps = { ...task.stamps, deliveredAt: task.stamps.deliveredAt ?? now };
    return ok(await commitTask(trx, { ...task, state: move?.to ?? task.state, stamps }, now));
  });
}

export interface ReceiptRules {
  /** True for a person with the clinic office at that site. */
  readonly mayReceive: (memberId: string, siteId: string) => Promise<boolean>;
}

/**
 * Closes the task, and settles what had to be taken note of. Fails with right-missing, or move-illegal before the report was
 * delivered.
 */
export async function acceptReceipt(
  deps: Parts & ReceiptRules,
  caller: Caller,
  input: ReportKey & { readonly commandId: string; readonly memberId: string; readonly openedAt: number },
): Promise<Result<Task>> {
  const { memberId } = input;
  const spec = {
    caller,
    act: 'acknowledged',
    commandId: input.commandId,
    input,
    object: input.reportId,
    detail: String(input.version),
    memberId,
  };
  const siteId = sendingSite(caller);
  const isHimself = caller.person === null || caller.person.memberId === memberId;
  const may = siteId !== null && isHimself && (await deps.mayReceive(memberId, siteId));
  return runCommand(deps, spec, async (trx, now) => {
    if (!may) return fail(failure('right-missing', { right: 'clinic' }));
    const found = await findReturn(trx, caller, input);
    if (!found.ok) return found;
    const { task, isStanding } = found.value;
    const receipt = { receivedAt: now, receivedBy: memberId, openedAt: Math.min(input.openedAt, now) };
    await trx
      .updateTable('delivery')
      .set(receipt)
      .where('reportId', '=', input.reportId)
      .where('version', '=', input.version)
      .where('receivedAt', 'is', null)
      .execute();
    const isDone =
      task.state === 'received' || (task.state === 'withdrawn' && task.stamps.receivedAt !== null);
    if (!isStanding || isDone) return ok(task);
    const move = legalMove('receive', task.state);
    if (move === null && task.state !== 'withdrawn') {
      return fail(failure('move-illegal', { state: task.state, move: 'receive' }));
    }
    const stamps = { ...task.stamps, deliveredAt: task.stamps.deliveredAt ?? now, receivedAt: now };
    const received: Task = { ...task, state: move?.to ?? task.state, stamps };
    return ok(await commitTask(trx, await noted(trx, received, input, now), now));
  });
}

/** Who acknowledged the version took note of what it changed. */
async function noted(
  trx: ExchangeTransaction,
  task: Task,
  input: ReportKey & { readonly memberId: string },
  now: number,
): Promise<Task> {
  const { notice } = task;
  if (notice?.version !== input.version || notice.acknowledged !== null) return task;
  const member = await trx
    .selectFrom('member')
    .select(['memberId', 'name'])
    .where('memberId', '=', input.memberId)
    .executeTakeFirstOrThrow();
  const acknowledged = { memberId: member.memberId as MemberId, name: member.name, at: now };
  return { ...task, notice: { ...notice, acknowledged } };
}

/** Only adopted reports of the caller's own site go home; the newest signed one of its task stands. */
async function findReturn(
  trx: ExchangeTransaction,
  caller: Caller,
  key: ReportKey,
): Promise<Result<{ task: Task; isStanding: boolean; pdfSha256: string }>> {
  const row = await trx
    .selectFrom('report')
    .select(['taskId', 'status', 'pdfSha256'])
    .where('reportId', '=', key.reportId)
    .where('version', '=', key.version)
    .where('adopted', '=', 1)
    .executeTakeFirst();
  const task = row === undefined ? null : await readTask(trx, row.taskId);
  if (row === undefined || task === null || task.siteId !== sendingSite(caller)) {
    return fail(failure('report-not-found', { report: key.reportId }));
  }
  const newer = await trx
    .selectFrom('report')
    .select('version')
    .where('taskId', '=', row.taskId)
    .where('adopted', '=', 1)
    .where('version', '>', key.version)
    .executeTakeFirst();
  const isStanding = row.status !== 'preliminary' && newer === undefined;
  return ok({ task, isStanding, pdfSha256: row.pdfSha256 });
}
