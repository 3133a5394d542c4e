/** Which call of the exchange each command of the outbox is, and what its answer changes here. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Report } from '#shared/report/report.ts';
import type { Result } from '#shared/result.ts';
import type { Order } from '#shared/study/order.ts';
import type { Referral } from '#shared/study/referral.ts';
import type { ReportSummary, Task } from '#shared/study/task.ts';
import type { ReportStore } from '../archive/report-store.ts';
import type { CommandName, QueuedCommand } from '../database/enqueue-command.ts';
import { type ReturnReportDeps, returnReport } from '../dispatch/return-report.ts';
import { sendMarks } from '../dispatch/send-marks.ts';
import type { SendCommand } from '../link/send-commands.ts';

type Input<K extends (...args: never[]) => unknown> = Parameters<K>[0];

export function outboxSenders(
  deps: ReturnReportDeps & { readonly client: ExchangeClient },
): Record<CommandName, SendCommand> {
  const { client } = deps;
  const body = <T>(command: QueuedCommand): T =>
    ({ commandId: command.commandId, ...(command.body as object) }) as T;
  return {
    'place-order': (command) => client.orders.place(body<Input<typeof client.orders.place>>(command)),
    'supplement-order': (command) =>
      client.orders.supplement(body<Input<typeof client.orders.supplement>>(command)),
    'save-draft': (command) => client.tasks.saveDraft(body<Input<typeof client.tasks.saveDraft>>(command)),
    'return-report': (command) => returnReport(deps, command),
    'add-marks': (command) => sendMarks(deps, command),
    'keep-report': (command) => client.tasks.keepReport(body<Input<typeof client.tasks.keepReport>>(command)),
    'raise-critical': (command) => client.critical.raise(body<Input<typeof client.critical.raise>>(command)),
    'judge-critical': (command) => client.critical.judge(body<Input<typeof client.critical.judge>>(command)),
    'notify-critical': (command) =>
      client.critical.notify(body<Input<typeof client.critical.notify>>(command)),
    'step-notice': (command) => client.critical.step(body<Input<typeof client.critical.step>>(command)),
    'record-phoned': (command) => client.tasks.phoned(body<Input<typeof client.tasks.phoned>>(command)),
    'score-quality': (command) =>
      client.tasks.scoreQuality(body<Input<typeof client.tasks.scoreQuality>>(command)),
    'post-message': (command) => client.talk.post(body<Input<typeof client.talk.post>>(command)),
    'record-callback': (command) =>
      client.talk.calledBack(body<Input<typeof client.talk.calledBack>>(command)),
    'ask-consultation': (command) =>
      client.consultations.ask(body<Input<typeof client.consultations.ask>>(command)),
    'step-consultation': (command) =>
      client.consultations.step(body<Input<typeof client.consultations.step>>(command)),
    'send-referral': (command) => client.referrals.send(body<Input<typeof client.referrals.send>>(command)),
    'step-referral': (command) => client.referrals.step(body<Input<typeof client.referrals.step>>(command)),
    'confirm-delivery': (command) =>
      client.reports.confirmDelivery(body<Input<typeof client.reports.confirmDelivery>>(command)),
    acknowledge: (command) =>
      client.reports.acknowledge(body<Input<typeof client.reports.acknowledge>>(command)),
    'append-audit': (command) => client.audit.append(body<Input<typeof client.audit.append>>(command)),
  };
}

/** Inside the transaction that takes the command out: a report learns what became of it, an order its number. */
export function settleCommand(
  deps: { readonly reports: ReportStore; readonly writeOrder: (order: Order) => void },
  command: QueuedCommand,
  answer: Result<unknown>,
): void {
  if (command.what === 'return-report') {
    const { report } = command.body as { report: Report };
    const summary = answer.ok ? (answer.value as { summary: ReportSummary }).summary : null;
    if (summary?.submitted === true) deps.reports.dropSubmitted(report);
    else deps.reports.settle(report, summary);
  }
  if ((command.what === 'place-order' || command.what === 'supplement-order') && answer.ok)
    deps.writeOrder(answer.value as Order);
}

const answersTask: ReadonlySet<CommandName> = new Set([
  'confirm-delivery',
  'acknowledge',
  'keep-report',
  'add-marks',
  'raise-critical',
  'judge-critical',
  'record-phoned',
  'score-quality',
  'post-message',
  'record-callback',
  'notify-critical',
  'step-notice',
]);

/** The referral that an answer brought, if it did. */
export function referralOfAnswer({ what }: QueuedCommand, answer: Result<unknown>): Referral[] {
  const isReferral = what === 'send-referral' || what === 'step-referral';
  return isReferral && answer.ok ? [answer.value as Referral] : [];
}

/** The snapshot of the task that an answer brought, if it did. */
export function taskOfAnswer(command: QueuedCommand, answer: Result<unknown>): Task | null {
  if (!answer.ok) return null;
  if (command.what === 'return-report') return (answer.value as { task: Task }).task;
  return answersTask.has(command.what) ? (answer.value as Task) : null;
}
