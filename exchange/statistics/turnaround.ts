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

/** Overdue are those that stopped late, and open ones past their target; hours are those of the exchange's machine. */
export function turnaroundOf(tasks: readonly TimedTask[], now: number): Omit<Turnaround, 'phases'> {
  const bySite = Map.groupBy(tasks, (task) => `${task.kind} ${task.siteId}`);
  const rows = [...bySite.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { siteId, siteName } = first;
    return [{ ...sumOf(first.kind, group, now), siteId, siteName }];
  });
  const byHour = Map.groupBy(tasks, (task) => `${task.kind} ${hourOf(task)}`);
  const hours = [...byHour.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...sumOf(first.kind, group, now), hour: hourOf(first) }];
  });
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
    hours: hours.sort((a, b) => a.kind.localeCompare(b.kind) || a.hour - b.hour),
    points,
  };
}

function hourOf({ startedAt }: Pick<TimedTask, 'startedAt'>): number {
  return new Date(startedAt).getHours();
}

function sumOf(
  kind: Kind,
  group: readonly TimedTask[],
  now: number,
): Omit<TurnaroundRow, 'siteId' | 'siteName'> {
  const stopped = group.filter((task) => task.stoppedAt !== null);
  const elapsed = stopped.map((task) => elapsedOf(task, now)).sort((a, b) => a - b);
  return {
    kind,
    tasks: group.length,
    within: stopped.filter((task) => elapsedOf(task, now) <= task.targetMs).length,
    overdue: group.filter((task) => elapsedOf(task, now) > task.targetMs).length,
    stillOpen: group.length - stopped.length,
    retaken: group.filter((task) => task.retaken).length,
    medianMs: quantile(elapsed, 0.5),
    p90Ms: quantile(elapsed, 0.9),
    p99Ms: quantile(elapsed, 0.99),
  };
}

/** Nearest rank on sorted values; null without any. */
export function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
