/** Journey step 12: a named person at the township has opened the report; the receipt goes through the outbox. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Actor } from '../audit/actor.ts';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { type AskExchangeDeps, askExchange } from '../database/ask-exchange.ts';

export interface ConfirmReceiptDeps extends AskExchangeDeps {
  readonly audit: AuditTrail;
  readonly now: () => number;
  /** The task of a report that is held here; null when it is not. */
  readonly taskOf: (reportId: string, version: number) => string | null;
  /** Inside the commit. */
  readonly writeOpened: (reportId: string, version: number, openedAt: number) => void;
}

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
  const command = {
    what: 'acknowledge',
    lane: `report:${taskId}`,
    taskId,
    body: { ...report, memberId: member.memberId, openedAt },
    createdAt: openedAt,
  } as const;
  const asked = await askExchange(deps, command, () => {
    deps.writeOpened(report.reportId, report.version, openedAt);
    deps.audit.append({
      memberId: member.memberId,
      act: 'acknowledged',
      success: true,
      object: taskId,
      detail: `${report.reportId} ${report.version}`,
    });
  });
  return asked.ok ? ok({ done: true }) : asked;
}
