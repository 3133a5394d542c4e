/** Ends a refusal by a person's decision, with a reason: discarded, or the exam is to be made again. */
import { rm } from 'node:fs/promises';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface SettleRefusalDeps {
  readonly database: StationDatabase;
  readonly refusedPathOf: (sha256: Sha256) => string;
  /** Station time in ms. */
  readonly clock: () => number;
}

export interface Settling {
  readonly act: 'discarded' | 'retake';
  readonly reason: string;
  readonly memberId: string;
}

export async function readRefusal(database: StationDatabase, refusalId: number) {
  const row = await database.query
    .selectFrom('refusal')
    .selectAll()
    .where('refusalId', '=', refusalId)
    .executeTakeFirst();
  return row ?? null;
}

/** Fails with refusal-gone. The row stays for ever; the bytes go once nothing open needs them. */
export async function settleRefusal(
  deps: SettleRefusalDeps,
  refusalId: number,
  { act, reason, memberId }: Settling,
): Promise<Result<void>> {
  const row = await readRefusal(deps.database, refusalId);
  if (row === null || row.settledAt !== null) return fail(failure('refusal-gone'));
  await deps.database.query
    .updateTable('refusal')
    .set({ settledAt: deps.clock(), settledAct: act, settledBy: memberId, settledReason: reason })
    .where('refusalId', '=', refusalId)
    .execute();
  // Who asks for the exam again may still want to see what was wrong with this one.
  if (act === 'discarded' && row.sha256 !== null) await forgetRefusedBytes(deps, row.sha256 as Sha256);
  return ok(undefined);
}

/** Removes the bytes unless another refusal that is still open, or waits for a retake, has the same ones. */
export async function forgetRefusedBytes(
  deps: Pick<SettleRefusalDeps, 'database' | 'refusedPathOf'>,
  sha256: Sha256,
): Promise<void> {
  const needed = await deps.database.query
    .selectFrom('refusal')
    .select('refusalId')
    .where('sha256', '=', sha256)
    .where((term) => term.or([term('settledAt', 'is', null), term('settledAct', '=', 'retake')]))
    .executeTakeFirst();
  if (needed === undefined) await rm(deps.refusedPathOf(sha256), { force: true });
}
