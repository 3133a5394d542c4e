/** The statistics' part of the contract. */
import { sql } from 'kysely';
import { ok } from '#shared/result.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { QualityReason } from '#shared/study/quality.ts';
import { contract } from '../contract.ts';
import { taskOfRow } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Parts } from '../parts.ts';
import { criticalBoardOf } from './criticals.ts';
import { phasesOf } from './phases.ts';
import { qualityByMonth } from './quality-by-month.ts';
import { turnaroundOf } from './turnaround.ts';

/** YYYY-MM in the time of the exchange's place. */
const monthOfSigning = sql<string>`strftime('%Y-%m', task."signedAt" / 1000, 'unixepoch', 'localtime')`;

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
    criticals: contract.statistics.criticals.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const rows = await deps.db
        .selectFrom('criticalNotice')
        .innerJoin('task', 'task.taskId', 'criticalNotice.taskId')
        .select(['criticalNotice.noticeId', 'task.siteId', 'task.document', 'task.leaseUntil'])
        .where('criticalNotice.raisedAt', '>=', input.from)
        .where('criticalNotice.raisedAt', '<=', input.to)
        .execute();
      const view = visibleSites(caller.value);
      const notices = rows
        .filter((row) => mayView(view, row.siteId))
        .flatMap((row) => {
          const task = taskOfRow(row);
          const notice = task.notices?.find((one) => one.noticeId === row.noticeId);
          if (notice === undefined) return [];
          const { kind, siteName, order } = task;
          return [{ notice, kind, siteName, accessionNumber: order.accessionNumber }];
        });
      return ok(criticalBoardOf(notices, deps.clock.now()));
    }),
    quality: contract.statistics.quality.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const rows = await deps.db
        .selectFrom('task')
        .innerJoin('member', 'member.memberId', 'task.siteId')
        .leftJoin('qualityScore', 'qualityScore.taskId', 'task.taskId')
        .select(['task.kind', 'task.siteId', 'member.name as siteName'])
        .select(['qualityScore.grade', 'qualityScore.reason'])
        .select(monthOfSigning.as('month'))
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('task.signedAt', '>=', input.from)
        .where('task.signedAt', '<=', input.to)
        // Counted where they lie: a year of a region is hundreds of thousands of exams.
        .groupBy(['month', 'task.kind', 'task.siteId', 'qualityScore.grade', 'qualityScore.reason'])
        .execute();
      const view = visibleSites(caller.value);
      const counts = rows
        .filter((row) => mayView(view, row.siteId))
        .map((row) => ({ ...row, kind: row.kind as Kind, reason: row.reason as QualityReason | null }));
      return ok({ rows: qualityByMonth(counts) });
    }),
  };
}
