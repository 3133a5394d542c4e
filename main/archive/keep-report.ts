/**
 * Journey step 11: a report that was committed comes here: JSON and PDF are fetched, verified with the region's
 * authority and stored; a township's station then confirms the delivery. Tried until it is done.
 */
import { randomUUID } from 'node:crypto';
import type { StoredReport } from '#shared/contract/dispatch.ts';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { FeedEvent } from '#shared/contract/exchange/feed.ts';
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ReportId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { FetchObjectDeps, OpenDownload } from './fetch-object.ts';
import { fetchPdf } from './fetch-pdf.ts';
import type { ReportStore } from './report-store.ts';
import { verifyReport } from './verify-report.ts';

export interface KeepReportDeps extends FetchObjectDeps {
  readonly client: ExchangeClient;
  readonly download: OpenDownload;
  readonly reports: ReportStore;
  readonly role: 'clinic' | 'reader';
  /** PEM of the region's authority; null before the first contact. */
  readonly authority: () => string | null;
  readonly isLinked: () => boolean;
  readonly onKept: (stored: StoredReport) => void;
  readonly onQueued: () => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
}

export interface ReportKeeper {
  /** Inside the feed's transaction. */
  readonly writeWanted: (events: readonly FeedEvent[]) => void;
  /** Inside a commit: reports a snapshot names that are not held here. */
  readonly writeMissing: (task: Task) => void;
  /** Resolves when nothing of the task is wanted any more, or after `ms`. */
  readonly settled: (taskId: string, ms: number) => Promise<void>;
  /** Something may be wanted: look now. */
  readonly wake: () => void;
  readonly stop: () => Promise<void>;
}

interface Wanted {
  reportId: string;
  version: number;
  taskId: string;
  adopted: number;
}

const retryMs = 3000;

export function keepReports(deps: KeepReportDeps): ReportKeeper {
  const { sqlite, commit } = deps.database;
  const insert = sqlite.prepare(
    `INSERT INTO wantedReport (reportId, version, taskId, adopted) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET adopted = excluded.adopted`,
  );
  const wantedOf = sqlite.prepare('SELECT 1 FROM wantedReport WHERE taskId = ? LIMIT 1').pluck();
  const remove = sqlite.prepare('DELETE FROM wantedReport WHERE reportId = ? AND version = ?');
  const wanted = sqlite.prepare<[], Wanted>('SELECT * FROM wantedReport LIMIT 50');
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function wake(): void {
    clearTimeout(timer);
    if (stopped || running !== null) return;
    running = work()
      .catch((error: unknown) => deps.log.warn({ detail: String(error) }, 'keeping a report failed inside'))
      .finally(() => {
        running = null;
        if (!stopped && wanted.all().length > 0) timer = setTimeout(wake, retryMs);
      });
  }

  async function work(): Promise<void> {
    for (const one of wanted.all()) {
      if (stopped || !deps.isLinked()) return;
      const kept = await keepOne(one);
      if (!kept.ok) await noteTrouble(one, kept.failure);
    }
  }

  async function noteTrouble(one: Wanted, why: Failure): Promise<void> {
    deps.log.warn({ report: one.reportId, code: why.code, ...why.params }, why.message);
    await commit(() => {
      sqlite
        .prepare('UPDATE wantedReport SET lastFailure = ? WHERE reportId = ? AND version = ?')
        .run(why.code, one.reportId, one.version);
    });
  }

  async function keepOne(one: Wanted): Promise<Result<void>> {
    const authority = deps.authority();
    if (authority === null) return fail(failure('link-lost'));
    const reportId = one.reportId as ReportId;
    const got = await deps.client.reports.get({ reportId, version: one.version });
    if (!got.ok) {
      if (got.failure.code !== 'report-not-found') return got;
      await commit(() => remove.run(one.reportId, one.version));
      return ok(undefined);
    }
    const { report, adopted, committedAt } = got.value;
    const verified = verifyReport(report, authority);
    // An altered report is never shown as one; it stays wanted, with its failure in the log and the table.
    if (!verified.ok) return verified;
    const pdf = await fetchPdf(deps, report.pdfSha256);
    if (!pdf.ok) return pdf;
    const now = deps.clock();
    await commit(() => {
      deps.reports.writeCommitted(report, { adopted, committedAt, verified: true, verifiedAt: now });
      remove.run(one.reportId, one.version);
      if (deps.role !== 'clinic' || !adopted) return;
      enqueueCommand(deps.database, {
        commandId: randomUUID(),
        what: 'confirm-delivery',
        lane: `report:${report.taskId}`,
        taskId: report.taskId,
        body: { reportId, version: one.version, pdfSha256: report.pdfSha256 },
        createdAt: now,
      });
    });
    deps.onQueued();
    const stored = deps.reports
      .find(report.reportId, report.version)
      .find((row) => row.pdfSha256 === report.pdfSha256)?.stored;
    if (stored !== undefined) deps.onKept(stored);
    return ok(undefined);
  }

  return {
    writeWanted: (events) => {
      for (const { change } of events) {
        if (change.type !== 'report-committed') continue;
        insert.run(change.reportId, change.version, change.task.taskId, change.adopted ? 1 : 0);
      }
    },
    writeMissing: (task) => {
      for (const { reportId, version, adopted } of task.reports) {
        // One that was set aside shares its name with the one that stands, and is not it.
        const held = deps.reports
          .find(reportId, version)
          .some((row) => row.state === 'committed' && (row.stored.adopted || !adopted));
        if (!held) insert.run(reportId, version, task.taskId, adopted ? 1 : 0);
      }
    },
    settled: async (taskId, ms) => {
      const until = performance.now() + ms;
      wake();
      while (wantedOf.get(taskId) !== undefined && deps.isLinked() && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
