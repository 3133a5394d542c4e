/** What a reader station fetches: the whole study with every object's hash; and what waits under 待申请. */
import type { DepositState } from '#shared/contract/exchange/deposits.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Instance, Series, Study } from '#shared/study/study.ts';
import { readTask } from '../feed/commit-task.ts';
import { isConsulted } from '../feed/consulted-cases.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import { type Caller, type Parts, sendingSite } from '../parts.ts';
import { depositStateOf, findDeposit } from './deposit-state.ts';
import { orderRecordings } from './order-recordings.ts';

/** Objects that are here, in series; while arriving, what came so far. Fails with task-not-found or study-removed. */
export async function readManifest(deps: Parts, caller: Caller, taskId: string): Promise<Result<Study>> {
  const task = await readTask(deps.db, taskId);
  const view = visibleSites(caller);
  const may = task !== null && (mayView(view, task.siteId) || (await isConsulted(deps.db, view, taskId)));
  if (task === null || !may) return fail(failure('task-not-found', { task: taskId }));
  if ((await findDeposit(deps.db, task.depositId))?.removedAt != null) return fail(failure('study-removed'));
  const study = await studyOfDeposit(deps, task.depositId);
  return study === null ? fail(failure('task-not-found', { task: taskId })) : ok(study);
}

/** The study of a deposit as far as it is here; null when there is no such deposit. */
export async function studyOfDeposit(deps: Parts, depositId: string): Promise<Study | null> {
  const deposit = await findDeposit(deps.db, depositId);
  if (deposit === null) return null;
  if (deposit.removedAt !== null)
    return { ...(JSON.parse(deposit.study) as Omit<Study, 'series'>), series: [] };
  const objects = await deps.db
    .selectFrom('depositObject')
    .select(['series', 'instance', 'receivedAt'])
    .where('depositId', '=', deposit.depositId)
    .where('receivedAt', 'is not', null)
    .where('late', '=', 0)
    .where('variant', '=', 0)
    .execute();
  const saved = await deps.db
    .selectFrom('savedMark')
    .select(['series', 'instance'])
    .where('depositId', '=', deposit.depositId)
    .execute();
  const read = (row: { series: string; instance: string }) => ({
    series: JSON.parse(row.series) as Omit<Series, 'instances'>,
    instance: { ...(JSON.parse(row.instance) as Omit<Instance, 'held'>), held: false },
  });
  const study = JSON.parse(deposit.study) as Omit<Study, 'series'>;
  const all = [
    ...objects.map((object) => ({ ...read(object), receivedAt: object.receivedAt })),
    ...saved.map((mark) => {
      const { series, instance } = read(mark);
      return { series, instance: { ...instance, marks: true }, receivedAt: null };
    }),
  ];
  const openedAt = study.kind === 'ecg' ? await firstOpenedAt(deps, depositId) : null;
  return { ...study, series: orderRecordings(all, openedAt) };
}

/** When the study's first task was opened to its readers; null while it arrives. */
async function firstOpenedAt(deps: Parts, depositId: string): Promise<number | null> {
  const row = await deps.db
    .selectFrom('task')
    .select((expression) => expression.fn.min<number | null>('openedAt').as('at'))
    .where('depositId', '=', depositId)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Deposits of the caller's site without an order. */
export async function listUnjoined(
  deps: Parts,
  caller: Caller,
): Promise<Result<{ deposit: DepositState; study: Omit<Study, 'series'> }[]>> {
  const siteId = sendingSite(caller);
  if (siteId === null) return ok([]);
  const rows = await deps.db
    .selectFrom('deposit')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('orderId', 'is', null)
    .orderBy('firstByteAt', 'desc')
    .execute();
  return ok(
    rows.map((row) => ({
      deposit: depositStateOf(row),
      study: JSON.parse(row.study) as Omit<Study, 'series'>,
    })),
  );
}
