/** The versions of one report: what a new one replaces, and what a correction begins with; from this disk or the exchange. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Report } from '#shared/report/report.ts';
import { ok, type Result } from '#shared/result.ts';
import type { ReportStore } from '../archive/report-store.ts';
import type { TaskReplica } from '../worklist/task-replica.ts';

export interface ReportVersionsDeps {
  readonly replica: TaskReplica;
  readonly reports: ReportStore;
  readonly client: ExchangeClient;
}

/** A task and those that follow it up: one report with its addenda. */
export function chainOf(replica: TaskReplica, taskId: string): string[] {
  const root = replica.get(taskId)?.followUp?.of ?? taskId;
  const later = replica.all().filter((task) => task.followUp?.of === root);
  return [root, ...later.map((task) => task.taskId)];
}

/**
 * The adopted versions, oldest first: all of them, or where only the newest is asked for at least that one. Empty before the
 * first. Fails with exchange-unreachable when one is known but cannot be had now.
 */
export async function findVersions(
  deps: ReportVersionsDeps,
  taskId: string,
  wanted: 'newest' | 'all',
): Promise<Result<Report[]>> {
  const tasks = chainOf(deps.replica, taskId);
  const versions = new Map<number, Report>();
  // What this station signed and still waits for the link counts as well: the next version builds on it.
  for (const { state, stored } of tasks.flatMap((id) => deps.reports.ofTask(id))) {
    if (state !== 'refused' && stored.adopted) versions.set(stored.version, stored.report);
  }
  const told = tasks
    .flatMap((id) => deps.replica.get(id)?.reports ?? [])
    .filter((summary) => summary.adopted && !versions.has(summary.version));
  const newest = Math.max(0, ...versions.keys(), ...told.map((summary) => summary.version));
  for (const { reportId, version } of told) {
    if (versions.has(version) || (wanted === 'newest' && version !== newest)) continue;
    const got = await deps.client.reports.get({ reportId, version });
    if (!got.ok) return got;
    versions.set(version, got.value.report);
  }
  return ok([...versions.values()].sort((one, other) => one.version - other.version));
}
