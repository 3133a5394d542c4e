/** Documents beside images at the station: the order's count and MPPS are of images, documents go ahead and arrive too. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listStudies } from '../../../main/archive/read-study.ts';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { createDepositRows } from '../../../main/dispatch/deposit-rows.ts';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { createStudyCloser, type QuietStudy, type StudyCloser } from '../../../main/intake/close-study.ts';
import { makeFacts, makeFile } from '../intake/rig/data-set.ts';
import { openTestStation, type TestStation, until } from '../intake/rig/test-station.ts';

const doseReport = '1.2.840.10008.5.1.4.1.1.88.67';
const study = '1.2.3.1';
let station: TestStation;
let closer: StudyCloser;
const quiet: QuietStudy[] = [];

beforeEach(async () => {
  quiet.length = 0;
  station = await openTestStation();
  closer = createStudyCloser({
    database: station.database,
    clock: Date.now,
    log: station.deps.log,
    quietTimes: () => ({ byModality: {}, otherwise: 60_000, byDevice: {} }),
    onStudyQuiet: async (one) => void quiet.push(one),
  });
});

afterEach(async () => {
  await closer.stop();
  await station.close();
});

async function arrive(given: Parameters<typeof makeFacts>[0] = {}): Promise<void> {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(makeFile(makeFacts(given)));
  const provenance = { source: 'dicom', peer: 'CT1' } as const;
  const kept = await acceptArrival(station.deps, temporary, { name: 'test', provenance });
  if (!kept.ok) throw new Error(kept.failure.message);
  const last = station.kept.at(-1);
  if (last !== undefined) closer.noteKept(last);
}

it("closes at the order's count of images, whatever lies beside them", async () => {
  await closer.expectCount(study, 2);
  await arrive();
  await arrive({ sopClassUid: doseReport, seriesInstanceUid: '1.2.3.1.2', modality: 'SR' });
  await new Promise((resolve) => setTimeout(resolve, 80));
  expect(quiet).toEqual([]);
  await arrive();
  await until(() => quiet.length === 1);
  expect(quiet[0]).toEqual({ studyInstanceUid: study, count: 2, reason: 'count' });
  const [listed] = await listStudies(station.database);
  expect(listed).toMatchObject({ instanceCount: 2, documentCount: 1, heldCount: 3 });
});

it('counts a report that came before its images as the study until they come', async () => {
  await arrive({ sopClassUid: doseReport, seriesInstanceUid: '1.2.3.1.2', modality: 'SR' });
  expect((await listStudies(station.database))[0]).toMatchObject({ instanceCount: 1, documentCount: 0 });
  await arrive();
  expect((await listStudies(station.database))[0]).toMatchObject({
    kind: 'imaging',
    instanceCount: 1,
    documentCount: 1,
  });
});

it('sends small documents ahead, so that they are there when the last image opens the task', async () => {
  await arrive();
  await arrive();
  await arrive({ sopClassUid: doseReport, seriesInstanceUid: '1.2.3.1.2', modality: 'SR' });
  const rows = createDepositRows(station.database);
  await rows.sync(study);
  const deposit = rows.ofStudy(study);
  const pictures = rows.objects(deposit?.depositId ?? '');
  const report = station.kept.at(-1);
  expect(pictures.map((one) => one.sha256)).toHaveLength(3);
  expect(pictures[0]?.sha256).toBe(report?.sha256);
});

it('marks the documents of an index that was written before they were counted apart', async () => {
  await arrive();
  await arrive({ sopClassUid: doseReport, seriesInstanceUid: '1.2.3.1.2', modality: 'SR' });
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-documents-'));
  try {
    const { sqlite } = station.database;
    sqlite.exec(`ALTER TABLE instance DROP COLUMN document;
      DELETE FROM migration WHERE name = '090-documents-apart';
      INSERT INTO studyClosing (studyInstanceUid, quietCount) VALUES ('${study}', 2)`);
    await sqlite.backup(join(folder, 'station.sqlite'));
    const opened = openStationDatabase(folder);
    if (!opened.ok) throw new Error(opened.failure.code);
    const marked = opened.value.sqlite
      .prepare('SELECT sopClassUid, document FROM instance ORDER BY document')
      .all();
    expect(marked).toMatchObject([{ document: 0 }, { document: 1, sopClassUid: doseReport }]);
    expect(opened.value.sqlite.prepare('SELECT quietCount FROM studyClosing').pluck().get()).toBe(1);
    opened.value.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
