/**
 * The promise is watched while a clock runs: each rung of the escalation ladder fires once, and a miss is forecast while
 * it can still be helped. What fired is on the task, so a restart neither repeats nor forgets it.
 */
import { ok } from '#shared/result.ts';
import {
  type EscalationRule,
  type FiredRung,
  openRungs,
  pickEscalation,
  type RungName,
} from '#shared/study/escalation.ts';
import { missForecastFrom, type PhaseBudgets } from '#shared/study/forecast.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import { commitTask, readTask } from '../feed/commit-task.ts';
import type { Parts } from '../parts.ts';
import { readEscalationPolicy } from './escalation-policy.ts';

export interface PromiseWatch {
  /** Whether somebody of that name sits at a window of the centre now. */
  readonly isPresent: (name: string) => boolean;
  readonly budgetsOf: (kind: Kind) => Promise<PhaseBudgets>;
}

/** One look writes at most so many tasks in one transaction. */
const atOnce = 200;

/** One look at all tasks whose time for it has come; answers how many rungs fired. */
export async function watchPromise(deps: Parts & PromiseWatch): Promise<number> {
  const due = await deps.db
    .selectFrom('task')
    .select(['taskId'])
    .where('lookAt', '<=', deps.clock.now())
    .orderBy('lookAt')
    .limit(atOnce)
    .execute();
  if (due.length === 0) return 0;
  const budgets = { ecg: await deps.budgetsOf('ecg'), imaging: await deps.budgetsOf('imaging') };
  const fired = await deps.write(async (trx, now) => {
    const policy = await readEscalationPolicy(trx);
    let count = 0;
    for (const { taskId } of due) {
      const task = await readTask(trx, taskId);
      if (task === null) continue;
      const rule = pickEscalation(policy, task);
      count += await look(deps, trx, { task, rule, budgets: budgets[task.kind] }, now);
    }
    return ok(count);
  });
  return fired.ok ? fired.value : 0;
}

interface Looked {
  readonly task: Task;
  readonly rule: EscalationRule;
  readonly budgets: PhaseBudgets;
}

async function look(
  deps: PromiseWatch,
  trx: ExchangeTransaction,
  { task, rule, budgets }: Looked,
  now: number,
): Promise<number> {
  const rungs = openRungs(task, rule);
  const fired = rungs.filter((one) => one.at <= now).map(({ rung }) => fire(deps, rung, rule, now));
  const forecastFrom = missForecastFrom(task, budgets);
  const isMiss = forecastFrom !== null && forecastFrom <= now;
  const known = task.missForecastAt ?? null;
  if (fired.length > 0 || isMiss !== (known !== null)) {
    const escalation = [...(task.escalation ?? []), ...fired];
    const changed: Task = {
      ...task,
      ...(escalation.length === 0 ? {} : { escalation }),
      missForecastAt: isMiss ? (known ?? now) : null,
    };
    await commitTask(trx, changed, now);
    for (const one of fired) await recordRung(trx, task, one);
  }
  const next = [...rungs.map((one) => one.at), ...(isMiss || forecastFrom === null ? [] : [forecastFrom])];
  const later = next.filter((at) => at > now);
  // Nothing more to come as the task stands: any change of it opens the watch again.
  const lookAt = later.length === 0 ? null : Math.min(...later);
  await trx.updateTable('task').set({ lookAt }).where('taskId', '=', task.taskId).execute();
  return fired.length;
}

function fire(deps: PromiseWatch, rung: RungName, rule: EscalationRule, now: number): FiredRung {
  const to =
    rung === 'leader' ? (rule.leader === null ? [] : [rule.leader]) : rung === 'phones' ? rule.phones : [];
  const reached = rung === 'leader' && rule.leader !== null && deps.isPresent(rule.leader.name);
  return { rung, at: now, to, reached, phoned: null };
}

async function recordRung(
  trx: ExchangeTransaction,
  task: Task,
  { rung, at, to, reached }: FiredRung,
): Promise<void> {
  const whom = to.map(({ name, phone }) => `${name} ${phone}`.trim()).join(', ');
  await appendAudit(trx, {
    at,
    memberId: null,
    stationId: null,
    act: 'escalated',
    success: true,
    object: task.taskId,
    detail: [rung, whom, rung === 'leader' ? (reached ? 'reached' : 'not-reached') : '']
      .filter(Boolean)
      .join(' '),
  });
}
