/** Journey steps 11 and 12: *delivered* is the township's station's doing, *received* a named person's. */
import { failure } from '#shared/failure.ts';
import { legalMove } from '#shared/journey.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import { runCommand } from '../audit/run-command.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';

type ReportKey = { readonly reportId: string; readonly version: number };

/** The station has stored and verified it. A preliminary one is recorded without a move. Fails with hash-mismatch. */
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
    const { task, status, pdfSha256 } = found.value;
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
    if (status === 'preliminary' || move === null) return ok(task);
    const stamps = { ...task.stamps, deliveredAt: task.stamps.deliveredAt ?? now };
    return ok(await commitTask(trx, { ...task, state: move.to, stamps }, now));
  });
}

export interface ReceiptRules {
  /** True for a person with the clinic office at that site. */
  readonly mayReceive: (memberId: string, siteId: string) => Promise<boolean>;
}

/** Closes the task. Fails with right-missing, or move-illegal before the report was delivered. */
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
    const { task, status } = found.value;
    const receipt = { receivedAt: now, receivedBy: memberId, openedAt: Math.min(input.openedAt, now) };
    await trx
      .updateTable('delivery')
      .set(receipt)
      .where('reportId', '=', input.reportId)
      .where('version', '=', input.version)
      .where('receivedAt', 'is', null)
      .execute();
    if (status === 'preliminary' || task.state === 'received') return ok(task);
    const move = legalMove('receive', task.state);
    if (move === null) return fail(failure('move-illegal', { state: task.state, move: 'receive' }));
    const stamps = { ...task.stamps, receivedAt: now };
    return ok(await commitTask(trx, { ...task, state: move.to, stamps }, now));
  });
}

/** Only adopted reports of the caller's own site go home. */
async function findReturn(
  trx: ExchangeTransaction,
  caller: Caller,
  key: ReportKey,
): Promise<Result<{ task: Task; status: string; pdfSha256: string }>> {
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
  return ok({ task, status: row.status, pdfSha256: row.pdfSha256 });
}
