/** Turnaround by kind and site; every task whose clock started counts, overdue and open ones too. */
import type { z } from 'zod';
import type { TurnaroundRow, turnaroundSchema } from '#shared/contract/exchange/statistics.ts';
import type { Kind } from '#shared/study/kind.ts';

export interface TimedTask {
  readonly kind: Kind;
  readonly siteId: string;
  readonly siteName: string;
  readonly startedAt: number;
  readonly stoppedAt: number | null;
  readonly targetMs: number;
  readonly pausedMs: number;
  /** When a retake stopped it for good, or for now. */
  readonly pausedAt: number | null;
  readonly retaken: boolean;
}

export type Turnaround = z.infer<typeof turnaroundSchema>;

const mostPoints = 2000;

/** Time on the clock in ms: pauses do not count. */
export function elapsedOf(task: TimedTask, until: number): number {
  return Math.max(0, (task.stoppedAt ?? task.pausedAt ?? until) - task.startedAt - task.pausedMs);
}

/** Overdue are those that stopped late, and open ones past their target. */
export function turnaroundOf(tasks: readonly TimedTask[], now: number): Turnaround {
  const groups = new Map<string, TimedTask[]>();
  for (const task of tasks) {
    const key = `${task.kind} ${task.siteId}`;
    groups.set(key, [...(groups.get(key) ?? []), task]);
  }
  const rows = [...groups.values()].map((group) => rowOf(group, now));
  const points = tasks
    .flatMap((task) => (task.stoppedAt === null ? [] : [{ ...task, stoppedAt: task.stoppedAt }]))
    .sort((a, b) => a.stoppedAt - b.stoppedAt)
    .slice(-mostPoints)
    .map((task) => ({
      kind: task.kind,
      siteName: task.siteName,
      stoppedAt: task.stoppedAt,
      elapsedMs: elapsedOf(task, task.stoppedAt),
      targetMs: task.targetMs,
    }));
  return {
    rows: rows.sort((a, b) => `${a.kind}${a.siteName}`.localeCompare(`${b.kind}${b.siteName}`)),
    points,
  };
}

function rowOf(group: readonly TimedTask[], now: number): TurnaroundRow {
  const [first] = group;
  if (first === undefined) throw new Error('a group has a task');
  const stopped = group.filter((task) => task.stoppedAt !== null);
  const elapsed = stopped.map((task) => elapsedOf(task, now)).sort((a, b) => a - b);
  return {
    kind: first.kind,
    siteId: first.siteId,
    siteName: first.siteName,
    tasks: group.length,
    within: stopped.filter((task) => elapsedOf(task, now) <= task.targetMs).length,
    overdue: group.filter((task) => elapsedOf(task, now) > task.targetMs).length,
    stillOpen: group.length - stopped.length,
    retaken: group.filter((task) => task.retaken).length,
    medianMs: quantile(elapsed, 0.5),
    p90Ms: quantile(elapsed, 0.9),
  };
}

/** Nearest rank on sorted values; null without any. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
