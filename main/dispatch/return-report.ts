/** Journey step 10: a signed report goes to the exchange: first its PDF as an object, then the report itself. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { Report } from '#shared/report/report.ts';
import { fail, type Result } from '#shared/result.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { enqueueCommand, type QueuedCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ReturnReportDeps {
  readonly client: ExchangeClient;
  readonly ask: (path: string, init: RequestInit) => Promise<Response>;
  readonly readBytes: (sha256: Sha256) => Promise<Result<Uint8Array>>;
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
  const put = await putPdf(deps, report.pdfSha256);
  if (put !== null) return fail(put);
  return deps.client.reports.accept({ commandId: command.commandId, report });
}

async function putPdf(deps: ReturnReportDeps, sha256: Sha256): Promise<Failure | null> {
  const bytes = await deps.readBytes(sha256);
  if (!bytes.ok) return bytes.failure;
  try {
    const response = await deps.ask(`/objects/${sha256}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/pdf' },
      body: new Uint8Array(bytes.value),
      signal: AbortSignal.timeout(120_000),
    });
    await response.text();
    if (response.ok) return null;
    const code = response.status === 401 ? 'station-unknown' : 'exchange-unreachable';
    return failure(code, { address: '/objects', detail: `HTTP ${response.status}` });
  } catch (error) {
    return failure('exchange-unreachable', { address: '/objects', detail: String(error) });
  }
}
