/** The PDF of a report by its name, and of one that was set aside under that name by its hash. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Report } from '#shared/report/report.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import type { WindowSession } from '../../../main/api/window-sessions.ts';
import { keepFetchedObject } from '../../../main/archive/fetch-object.ts';
import { createReportStore } from '../../../main/archive/report-store.ts';
import { createAuditTrail } from '../../../main/audit/audit-trail.ts';
import { createServeFiles } from '../../../main/compose/serve-files.ts';
import { createServeRecordings } from '../../../main/compose/serve-recordings.ts';
import { openTestStation, type TestStation } from '../intake/rig/test-station.ts';

const session = {
  actor: { member: { memberId: 'p-1', rights: [], offices: [] }, token: null },
  locked: false,
} as unknown as WindowSession;
const standing = Buffer.from('%PDF-1.7 stands');
const aside = Buffer.from('%PDF-1.7 was set aside');
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex') as Sha256;

let station: TestStation;
let get: (path: string) => Promise<Response>;

beforeEach(async () => {
  station = await openTestStation();
  const { database, vault, folder } = station;
  const reports = createReportStore(database);
  const signature = { role: 'author', memberId: 'p-1', name: '陈静怡', at: 0 };
  for (const [pdf, adopted] of [
    [aside, false],
    [standing, true],
  ] as const) {
    const named = { reportId: 'r-1', version: 2, taskId: 't-1', status: 'final', issuedAt: 0 };
    const report = { ...named, pdfSha256: hashOf(pdf), signatures: [signature] } as unknown as Report;
    const kept = { sha256: report.pdfSha256, size: pdf.length };
    expect((await keepFetchedObject({ database, vault, clock: Date.now }, pdf, kept)).ok).toBe(true);
    await database.commit(() => {
      reports.writeQueued(report);
      reports.settle(report, { adopted, committedAt: adopted ? 2 : 1 });
    });
  }
  const audit = createAuditTrail({
    database,
    now: Date.now,
    stationId: () => null,
    onQueued: () => undefined,
  });
  const files = createServeFiles({
    database,
    vault,
    reports,
    audit,
    dataFolder: folder,
    intake: () => null,
    recordings: createServeRecordings(vault),
    referrals: () => [],
  });
  get = (path) => files.reportPdf(path, session);
});
afterEach(() => station.close());

const textOf = async (path: string) => (await get(path)).text();

test('the name alone is that of the report that stands', async () => {
  expect(await textOf('r-1/2.pdf')).toBe(String(standing));
  expect(await textOf(`r-1/2-${hashOf(standing)}.pdf`)).toBe(String(standing));
});

test('one that was set aside is had by its hash, and says so in the name of its file', async () => {
  const answer = await get(`r-1/2-${hashOf(aside)}.pdf`);
  expect(answer.headers.get('content-disposition')).toContain('report-r-1-2-not-adopted.pdf');
  expect(await answer.text()).toBe(String(aside));
});

test('a hash that is no report of that name is not found, whatever lies in the vault', async () => {
  for (const path of [
    `r-2/2-${hashOf(aside)}.pdf`,
    `r-1/2-${'0'.repeat(64)}.pdf`,
    'r-1/2-abc.pdf',
    'r-1/3.pdf',
  ])
    expect((await get(path)).status, path).toBe(404);
});
