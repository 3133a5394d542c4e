/** Journey step 10: a signed report goes to the exchange: first its PDF as an object, then the report itself. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Report } from '#shared/report/report.ts';
import { fail, type Result } from '#shared/result.ts';
import { enqueueCommand, type QueuedCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { type PutObjectDeps, putObject } from './put-object.ts';

export interface ReturnReportDeps extends PutObjectDeps {
  readonly client: ExchangeClient;
}

/** Puts the command into the outbox; inside the commit that keeps the report. Reports of one task go in order. */
export function queueReturn(database: StationDatabase, report: Report, commandId: string): void {
  enqueueCommand(database, {
    commandId,
    what: 'return-report',
    lane: `report:${report.taskId}`,
    taskId: report.taskId,
    body: { report },
    createdAt: report.issuedAt,
  });
}

/** Answers `{ summary, task }`; the same command twice has one effect. */
export async function returnReport(deps: ReturnReportDeps, command: QueuedCommand): Promise<Result<unknown>> {
  const { report } = command.body as { report: Report };
  const put = await putObject(deps, report.pdfSha256);
  if (put !== null) return fail(put);
  return deps.client.reports.accept({ commandId: command.commandId, report });
}
