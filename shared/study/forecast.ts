/** 预计超时: whether a task will miss its promise, by the budgets of the phases that are still to come. */
import { isRunning, isUnclaimed } from './escalation.ts';
import type { Kind } from './kind.ts';
import type { Task } from './task.ts';

/** How long the phases usually take, in ms: until the claim, from the claim to the answer, from a preliminary to the final report. */
export interface PhaseBudgets {
  readonly waitingMs: number;
  readonly readingMs: number;
  readonly signingMs: number;
}

/** Until enough has been measured. */
export const defaultBudgets: Readonly<Record<Kind, PhaseBudgets>> = {
  ecg: { waitingMs: 20_000, readingMs: 55_000, signingMs: 10_000 },
  imaging: { waitingMs: 45_000, readingMs: 180_000, signingMs: 25_000 },
};

/** A miss is told at least so long ahead, while somebody can still act. */
export const forecastLeadMs: Readonly<Record<Kind, number>> = { ecg: 45_000, imaging: 120_000 };

/**
 * The instant from which on the task as it stands is forecast to miss, in exchange time; null while its clock does not run.
 * What takes longer than usual is given the lead as the least it still needs.
 */
export function missForecastFrom(
  task: Pick<Task, 'kind' | 'state' | 'clock' | 'holder' | 'stamps'>,
  budgets: PhaseBudgets,
): number | null {
  const { startedAt, deadline, stopsAt, pausedMs } = task.clock;
  if (startedAt === null || deadline === null || !isRunning(task)) return null;
  const { waitingMs, readingMs, signingMs } = budgets;
  const lead = forecastLeadMs[task.kind];
  const signing = stopsAt === 'signed' ? signingMs : 0;
  const { preliminaryAt } = task.stamps;
  if (preliminaryAt !== null) return from(preliminaryAt, signing, 0);
  if (isUnclaimed(task) || task.holder === null)
    return from(startedAt + pausedMs, waitingMs + readingMs + signing, readingMs + signing);
  return from(task.holder.claimedAt, readingMs + signing, 0);

  /** Too late from the phase's begin on, or from where the least that is needed no longer fits. */
  function from(begun: number, usual: number, least: number): number {
    const last = (deadline as number) - Math.max(lead, least);
    return begun + usual > (deadline as number) ? Math.min(begun, last) : last;
  }
}
