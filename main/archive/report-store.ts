/** The reports this station holds: signed here and waiting, committed, come home, or 未采用. */
import type { StoredReport } from '#shared/contract/dispatch.ts';
import type { Report } from '#shared/report/report.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface ReportRow {
  readonly reportId: string;
  readonly version: number;
  readonly taskId: string;
  readonly memberId: string;
  readonly pdfSha256: string;
  readonly state: 'queued' | 'committed' | 'refused';
  readonly stored: StoredReport;
}

export interface ReportStore {
  readonly ofTask: (taskId: string) => ReportRow[];
  readonly find: (reportId: string, version: number) => ReportRow[];
  readonly notAdopted: () => ReportRow[];
  readonly hasQueued: (taskId: string, memberId: string | null) => boolean;
  /** Inside a commit: signed here, on its way. */
  readonly writeQueued: (report: Report) => void;
  /** Inside a commit: the exchange has answered. */
  readonly settle: (report: Report, answer: { adopted: boolean; committedAt: number } | null) => void;
  /** Inside a commit: the exchange has passed it on to a second doctor; it is no report. */
  readonly dropSubmitted: (report: Report) => void;
  /** Inside a commit: came from the exchange. */
  readonly writeCommitted: (
    report: Report,
    facts: { adopted: boolean; committedAt: number; verified: boolean; verifiedAt: number },
  ) => void;
  /** Inside a commit. */
  readonly writeOpened: (reportId: string, version: number, openedAt: number) => void;
}

interface StoredRow {
  reportId: string;
  version: number;
  taskId: string;
  memberId: string;
  body: string;
  pdfSha256: string;
  state: ReportRow['state'];
  adopted: number;
  committedAt: number | null;
  verified: number;
  verifiedAt: number | null;
  openedAt: number | null;
}

export function createReportStore(database: StationDatabase): ReportStore {
  const { sqlite } = database;
  const select = (where: string) =>
    sqlite.prepare<unknown[], StoredRow>(`SELECT * FROM report WHERE ${where}`);
  const byTask = select('taskId = ? ORDER BY coalesce(committedAt, 9e15) DESC, version DESC');
  // What stands goes by the name that those which were set aside share with it.
  const byName = select(
    'reportId = ? AND version = ? ORDER BY adopted DESC, coalesce(committedAt, 9e15) DESC',
  );
  const notAdopted = select(`adopted = 0 OR state = 'refused' ORDER BY committedAt DESC LIMIT 200`);
  const queued = new Map<string, Set<string>>();
  for (const row of select(`state = 'queued'`).all()) noteQueued(row.taskId, row.memberId);

  function noteQueued(taskId: string, memberId: string): void {
    queued.set(taskId, (queued.get(taskId) ?? new Set()).add(memberId));
  }

  function forgetQueued(report: Report): void {
    queued.get(report.taskId)?.delete(lastSignerOf(report).memberId);
    if (queued.get(report.taskId)?.size === 0) queued.delete(report.taskId);
  }

  return {
    ofTask: (taskId) => byTask.all(taskId).map(fromStored),
    find: (reportId, version) => byName.all(reportId, version).map(fromStored),
    notAdopted: () => notAdopted.all().map(fromStored),
    hasQueued: (taskId, memberId) => {
      const members = queued.get(taskId);
      return members !== undefined && (memberId === null || members.has(memberId));
    },
    writeQueued: (report) => {
      const { memberId } = lastSignerOf(report);
      sqlite
        .prepare(
          `INSERT INTO report (reportId, version, taskId, memberId, body, pdfSha256, state, adopted, verified, verifiedAt)
           VALUES (?, ?, ?, ?, ?, ?, 'queued', 1, 1, ?) ON CONFLICT DO NOTHING`,
        )
        .run(
          report.reportId,
          report.version,
          report.taskId,
          memberId,
          JSON.stringify(report),
          report.pdfSha256,
          report.issuedAt,
        );
      noteQueued(report.taskId, memberId);
    },
    settle: (report, answer) => {
      sqlite
        .prepare(
          'UPDATE report SET state = ?, adopted = ?, committedAt = ? WHERE reportId = ? AND version = ? AND pdfSha256 = ?',
        )
        .run(
          answer === null ? 'refused' : 'committed',
          answer?.adopted === true ? 1 : 0,
          answer?.committedAt ?? null,
          report.reportId,
          report.version,
          report.pdfSha256,
        );
      forgetQueued(report);
    },
    dropSubmitted: (report) => {
      sqlite
        .prepare('DELETE FROM report WHERE reportId = ? AND version = ? AND pdfSha256 = ?')
        .run(report.reportId, report.version, report.pdfSha256);
      forgetQueued(report);
    },
    writeCommitted: (report, facts) => {
      sqlite
        .prepare(
          `INSERT INTO report (reportId, version, taskId, memberId, body, pdfSha256, state, adopted, committedAt,
             verified, verifiedAt)
           VALUES (?, ?, ?, ?, ?, ?, 'committed', ?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET adopted = excluded.adopted, committedAt = excluded.committedAt,
             verified = excluded.verified, verifiedAt = excluded.verifiedAt`,
        )
        .run(
          report.reportId,
          report.version,
          report.taskId,
          authorOf(report).memberId,
          JSON.stringify(report),
          report.pdfSha256,
          facts.adopted ? 1 : 0,
          facts.committedAt,
          facts.verified ? 1 : 0,
          facts.verifiedAt,
        );
    },
    writeOpened: (reportId, version, openedAt) => {
      sqlite
        .prepare('UPDATE report SET openedAt = coalesce(openedAt, ?) WHERE reportId = ? AND version = ?')
        .run(openedAt, reportId, version);
    },
  };
}

function lastSignerOf(report: Report): Report['signatures'][number] {
  return report.signatures.find((signature) => signature.role === 'reviewer') ?? authorOf(report);
}

function authorOf(report: Report): Report['signatures'][number] {
  const author = report.signatures.find((signature) => signature.role === 'author') ?? report.signatures[0];
  if (author === undefined) throw new Error('A report without a signature');
  return author;
}

function fromStored(row: StoredRow): ReportRow {
  const report = JSON.parse(row.body) as Report;
  const author = authorOf(report);
  return {
    ...row,
    stored: {
      reportId: report.reportId,
      version: report.version,
      status: report.status,
      adopted: row.adopted === 1 && row.state !== 'refused',
      memberId: author.memberId,
      memberName: author.name,
      // While it waits for the link, the signer's own estimate stands.
      committedAt: row.committedAt ?? report.issuedAt,
      taskId: row.taskId as TaskId,
      report,
      verified: row.verified === 1,
      verifiedAt: row.verifiedAt,
      openedAt: row.openedAt,
    },
  };
}
