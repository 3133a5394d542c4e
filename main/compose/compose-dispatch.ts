/** What windows ask of dispatch: reports that went or came home, the township's board, receipts, printed codes, the outbox. */
import type { StoredReport } from '#shared/contract/dispatch.ts';
import type { DispatchRoutesDeps } from '../api/routes/dispatch-routes.ts';
import type { ReportRow } from '../archive/report-store.ts';
import type { Actor } from '../audit/actor.ts';
import { confirmReceipt } from '../dispatch/confirm-receipt.ts';
import { findByPaper } from '../dispatch/find-by-paper.ts';
import { compareTasks, isClosed } from '../worklist/order-tasks.ts';
import { chainOf } from './report-versions.ts';
import type { StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

export function composeDispatch(parts: StationParts, stages: StationStages): DispatchRoutesDeps {
  const { database, audit, now, link } = parts;
  const { client } = parts.access;
  const { replica, reports, outbox } = stages;

  /** Not adopted ones are shown to their doctors: who wrote them, and who signed the other. */
  const maySee = (actor: Actor, report: StoredReport): boolean =>
    report.adopted || doctorsOf(report.taskId).has(actor.member.memberId);
  function doctorsOf(taskId: string): ReadonlySet<string> {
    const told = replica.get(taskId)?.reports ?? [];
    const here = reports.ofTask(taskId).map((row) => row.stored);
    return new Set([...told, ...here].map((report) => report.memberId));
  }

  return {
    now,
    client,
    reports: async (actor, taskId) => {
      // A report that is on its way here is waited for a moment: better than a list that lacks it.
      await stages.keeper.settled(taskId, 1500);
      const held = chainOf(replica, taskId).flatMap((id) => reports.ofTask(id).map((row) => row.stored));
      held.sort((one, other) => other.committedAt - one.committedAt || other.version - one.version);
      return held.filter((stored) => maySee(actor, stored));
    },
    tracking: (includeClosed) =>
      [...replica.all()]
        .filter((task) => includeClosed || !isClosed(task))
        .sort(compareTasks)
        .slice(0, 500)
        .map(stages.describe),
    acknowledge: (actor, report) =>
      confirmReceipt(
        {
          database,
          audit,
          now,
          taskOf: (reportId, version) => reports.find(reportId, version)[0]?.taskId ?? null,
          writeOpened: reports.writeOpened,
          waitForAnswer: outbox.waitFor,
          onQueued: parts.onQueued,
          isLinked: link.isLinked,
        },
        actor,
        report,
      ),
    ofPaper: (actor, code) => {
      const seenIn = (rows: readonly ReportRow[]): StoredReport[] =>
        rows.map((row) => row.stored).filter((stored) => maySee(actor, stored));
      return findByPaper(
        {
          find: (reportId, version) => seenIn(reports.find(reportId, version)),
          ofTask: (taskId) => seenIn(reports.ofTask(taskId)),
        },
        code,
      );
    },
    outbox: () =>
      outbox.list().map(({ itemId, what, taskId, createdAt, attempts, lastFailure, refused }) => ({
        itemId: String(itemId),
        what,
        taskId,
        createdAt,
        attempts,
        lastFailure,
        refused,
      })),
    notAdopted: (actor) =>
      reports
        .notAdopted()
        .map((row) => row.stored)
        .filter((stored) => maySee(actor, stored)),
  };
}
