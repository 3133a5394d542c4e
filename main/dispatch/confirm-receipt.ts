/** Journey step 12: a named person at the township has opened the report; the receipt goes through the outbox. */
import { randomUUID } from 'node:crypto';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ConfirmReceiptDeps {
  readonly database: StationDatabase;
  readonly audit: AuditTrail;
  readonly now: () => number;
  /** The task of a report that is held here; null when it is not. */
  readonly taskOf: (reportId: string, version: number) => string | null;
  /** Inside the commit. */
  readonly writeOpened: (reportId: string, version: number, openedAt: number) => void;
  readonly waitForAnswer: (commandId: string, ms: number) => Promise<Result<unknown> | null>;
  readonly onQueued: () => void;
  readonly isLinked: () => boolean;
}

const answerWithinMs = 2000;

/** Fails with report-not-found, right-missing, or what the exchange says at once; without a link it waits its turn. */
export async function confirmReceipt(
  deps: ConfirmReceiptDeps,
  actor: Actor,
  report: { readonly reportId: string; readonly version: number },
): Promise<Result<{ done: true }>> {
  const { member } = actor;
  const taskId = deps.taskOf(report.reportId, report.version);
  if (taskId === null) return fail(failure('report-not-found', { report: report.reportId }));
  if (!member.offices.includes('clinic')) return fail(failure('right-missing', { right: 'clinic' }));
  const openedAt = deps.now();
  const commandId = randomUUID();
  const answering = deps.waitForAnswer(commandId, deps.isLinked() ? answerWithinMs : 0);
  await deps.database.commit(() => {
    deps.writeOpened(report.reportId, report.version, openedAt);
    enqueueCommand(deps.database, {
      commandId,
      what: 'acknowledge',
      lane: `report:${taskId}`,
      taskId,
      body: { ...report, memberId: member.memberId, openedAt },
      createdAt: openedAt,
    });
    deps.audit.append({
      memberId: member.memberId,
      act: 'acknowledged',
      success: true,
      object: taskId,
      detail: `${report.reportId} ${report.version}`,
    });
  });
  deps.onQueued();
  const answer = await answering;
  return answer === null || answer.ok ? ok({ done: true }) : answer;
}
