/** The statistics' part of the contract. */
import { ok } from '#shared/result.ts';
import type { Kind } from '#shared/study/kind.ts';
import { contract } from '../contract.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Parts } from '../parts.ts';
import { phasesOf } from './phases.ts';
import { turnaroundOf } from './turnaround.ts';

export function serveStatistics(deps: Parts) {
  return {
    turnaround: contract.statistics.turnaround.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const rows = await deps.db
        .selectFrom('task')
        .innerJoin('member', 'member.memberId', 'task.siteId')
        .select(['task.kind', 'task.siteId', 'member.name', 'task.startedAt', 'task.stoppedAt'])
        .select(['task.targetMs', 'task.pausedMs', 'task.pausedAt', 'task.retaken'])
        .select(['task.firstByteAt', 'task.openedAt', 'task.claimedAt'])
        .select(['task.signedAt', 'task.deliveredAt', 'task.receivedAt'])
        .where('task.startedAt', '>=', input.from)
        .where('task.startedAt', '<=', input.to)
        .execute();
      const view = visibleSites(caller.value);
      const tasks = rows
        .filter((row) => mayView(view, row.siteId))
        .map((row) => ({
          ...row,
          kind: row.kind as Kind,
          siteName: row.name,
          startedAt: row.startedAt ?? 0,
          retaken: row.retaken === 1,
        }));
      return ok({ ...turnaroundOf(tasks, deps.clock.now()), phases: phasesOf(tasks) });
    }),
  };
}
