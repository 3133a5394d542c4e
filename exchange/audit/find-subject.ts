/** What an auditor names, as the objects that records are about: a patient's or accession number leads to orders, tasks and their reports. */
import type { ExchangeDatabase } from '../database/open-database.ts';

export interface Subject {
  readonly objects: readonly string[];
  /** When the claim that was asked for began and ended; null where nothing bounds it. */
  readonly from: number | null;
  readonly to: number | null;
}

/** More tasks than this under one number are no number of a patient. */
const mostTasks = 500;

export async function findSubject(
  deps: {
    readonly db: ExchangeDatabase;
    readonly ordersOfNumber: (number: string) => Promise<string[]>;
  },
  search: { readonly subject: string; readonly claim: number | null },
): Promise<Subject> {
  const { db } = deps;
  const { subject, claim } = search;
  const orders = new Set(await deps.ordersOfNumber(subject));
  const sites = db.selectFrom('member').select('memberId').where('type', '=', 'site');
  const numbered = await db
    .selectFrom('order')
    .select('orderId')
    .where('siteId', 'in', sites)
    .where('accessionNumber', '=', subject)
    .execute();
  for (const { orderId } of numbered) orders.add(orderId);
  const reported = await db
    .selectFrom('report')
    .select('taskId')
    .where('reportId', '=', subject)
    .limit(1)
    .execute();
  const wanted = [subject, ...reported.map(({ taskId }) => taskId)];
  const tasks = await db
    .selectFrom('task')
    .select(['taskId', 'orderId', 'depositId'])
    .where((term) => term.or([term('taskId', 'in', wanted), term('orderId', 'in', [...orders, subject])]))
    .limit(mostTasks)
    .execute();
  const reports =
    tasks.length === 0
      ? []
      : await db
          .selectFrom('report')
          .select('reportId')
          .distinct()
          .where(
            'taskId',
            'in',
            tasks.map(({ taskId }) => taskId),
          )
          .execute();
  const objects = [
    subject,
    ...orders,
    ...tasks.flatMap((task) => [task.taskId, task.orderId, task.depositId]),
    ...reports.map(({ reportId }) => reportId),
  ];
  const [first] = tasks;
  const span = claim === null || first === undefined ? null : await spanOfClaim(db, tasks, claim);
  if (claim !== null && span === null) return { objects: [], from: null, to: null };
  return { objects: [...new Set(objects)], from: span?.from ?? null, to: span?.to ?? null };
}

/** From the n-th claim of any of the tasks until the one after it. */
async function spanOfClaim(
  db: ExchangeDatabase,
  tasks: readonly { readonly taskId: string }[],
  claim: number,
): Promise<{ from: number; to: number | null } | null> {
  const rows = await db
    .selectFrom('claim')
    .select(['taskId', 'number', 'claimedAt'])
    .where(
      'taskId',
      'in',
      tasks.map(({ taskId }) => taskId),
    )
    .where('number', 'in', [claim, claim + 1])
    .execute();
  const begun = rows.find((row) => row.number === claim);
  if (begun === undefined) return null;
  const next = rows.find((row) => row.taskId === begun.taskId && row.number === claim + 1);
  return { from: begun.claimedAt, to: next === undefined ? null : next.claimedAt - 1 };
}
