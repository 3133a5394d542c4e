/** How long the phases of a task take here: medians of what was answered lately, the defaults until there is enough of it. */
import { defaultBudgets, type PhaseBudgets } from '#shared/study/forecast.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import type { Parts } from '../parts.ts';

/** Measured over so many answered tasks of the kind, none older than a week; fewer than the least say nothing. */
const mostMeasured = 200;
const leastMeasured = 20;
const measuredForMs = 7 * 24 * 3_600_000;
const renewEveryMs = 60_000;

/** Median phases of answered tasks; null with too few. Pauses are not work and do not count. */
export function measureBudgets(tasks: readonly Task[]): PhaseBudgets | null {
  const phases = tasks.flatMap(({ clock, stamps, retake }) => {
    const { startedAt, stoppedAt, stopsAt } = clock;
    const { claimedAt, preliminaryAt } = stamps;
    if (startedAt === null || stoppedAt === null || claimedAt === null || retake !== undefined) return [];
    const read = stopsAt === 'signed' && preliminaryAt !== null ? preliminaryAt : stoppedAt;
    return [{ waiting: claimedAt - startedAt, reading: read - claimedAt, signing: stoppedAt - read }];
  });
  if (phases.length < leastMeasured) return null;
  const median = (values: readonly number[]): number => {
    const sorted = values.map((value) => Math.max(0, value)).sort((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return {
    waitingMs: median(phases.map((phase) => phase.waiting)),
    readingMs: median(phases.map((phase) => phase.reading)),
    signingMs: median(phases.map((phase) => phase.signing)),
  };
}

/** Answers the budgets of a kind, measured anew once a minute. */
export function createPhaseBudgets(deps: Pick<Parts, 'db' | 'clock'>): (kind: Kind) => Promise<PhaseBudgets> {
  const known = new Map<Kind, { readonly at: number; readonly budgets: PhaseBudgets }>();
  return async (kind) => {
    const now = deps.clock.now();
    const kept = known.get(kind);
    if (kept !== undefined && now - kept.at < renewEveryMs) return kept.budgets;
    const rows = await deps.db
      .selectFrom('task')
      .select('document')
      .where('kind', '=', kind)
      .where('stoppedAt', '>', now - measuredForMs)
      .orderBy('stoppedAt', 'desc')
      .limit(mostMeasured)
      .execute();
    const measured = measureBudgets(rows.map((row) => JSON.parse(row.document) as Task));
    const budgets = measured ?? defaultBudgets[kind];
    known.set(kind, { at: now, budgets });
    return budgets;
  };
}
