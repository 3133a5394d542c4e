/** Reports of one name at a station: what was set aside lies beside what stands, and the name is that of what stands. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Report } from '#shared/report/report.ts';
import { createReportStore, type ReportStore } from '../../../main/archive/report-store.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';

let folder: string;
let database: StationDatabase;
let reports: ReportStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-reports-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
  reports = createReportStore(database);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the store reads of a report. */
function signed(pdfSha256: string): Report {
  const signature = { role: 'author', memberId: 'p-1', name: '陈静怡', at: 0 };
  const named = { reportId: 'r-1', version: 2, taskId: 't-1', status: 'corrected' };
  return { ...named, pdfSha256, issuedAt: 0, signatures: [signature] } as unknown as Report;
}

const found = () => reports.find('r-1', 2).map(({ pdfSha256, state }) => `${pdfSha256} ${state}`);

test('signed anew after it was set aside, both are held, and the one that stands goes by their name', async () => {
  const set = { adopted: false, committedAt: 1 };
  // By its hash alone the one that was set aside would come first, and last.
  for (const pdfSha256 of ['a', 'z']) {
    await database.commit(() => {
      reports.writeQueued(signed(pdfSha256));
      reports.settle(signed(pdfSha256), set);
    });
  }
  await database.commit(() => reports.writeQueued(signed('m')));
  expect(found()[0]).toBe('m queued');
  await database.commit(() => reports.settle(signed('m'), { adopted: true, committedAt: 2 }));
  expect(found()).toEqual(['m committed', 'a committed', 'z committed']);
  expect(reports.notAdopted().map((row) => row.pdfSha256)).toEqual(['a', 'z']);
});
