/** The lower half as the composition root puts it together: a pushed study becomes quiet and can be read. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openArchive } from '../../../main/archive/open-archive.ts';
import { readStudy } from '../../../main/archive/read-study.ts';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import type { QuietStudy } from '../../../main/intake/close-study.ts';
import { listRefusals } from '../../../main/intake/list-refusals.ts';
import { type Intake, startIntake } from '../../../main/intake/start-intake.ts';
import { makeDataSet, makeFacts, makeFile } from './rig/data-set.ts';
import { associate, readStatus, release, storeMessage } from './rig/raw-scu.ts';
import { until } from './rig/test-station.ts';

test('push, folder and file end in the index; studies become quiet; refusals are listed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-lower-half-'));
  const watched = join(folder, 'watched');
  mkdirSync(watched);
  const database = openStationDatabase(folder);
  if (!database.ok) throw new Error(database.failure.message);
  let intake: Intake | null = null;
  const archive = await openArchive(
    {
      database: database.value,
      clock: Date.now,
      isIndexLost: false,
      onInstanceKept: (kept) => intake?.noteKept(kept),
      onStoreChanged: () => undefined,
      log: { warn: () => undefined, error: () => undefined },
    },
    folder,
    { reserveBytes: 0 },
  );
  if (!archive.ok) throw new Error(archive.failure.message);
  const quiet: QuietStudy[] = [];
  const silent = () => undefined;
  const started = await startIntake(
    {
      database: database.value,
      store: archive.value.store,
      studyOf: async () => null,
      refusedPathOf: archive.value.vault.refusedPathOf,
      clock: Date.now,
      log: { info: silent, warn: silent, error: silent },
      onStudyQuiet: async (one) => {
        quiet.push(one);
      },
      onRefused: silent,
      onAssociationReleased: silent,
      onAssociationRejected: silent,
      onWatchTrouble: silent,
    },
    {
      dicom: {
        aet: 'YUANZHEN',
        callers: 'any',
        acceptPrivateClasses: true,
        acceptDeflated: false,
        host: '127.0.0.1',
        port: 0,
      },
      watchFolder: watched,
      watchPollMs: 20,
      watchStableMs: 20,
      quietTimes: () => ({ byModality: {}, otherwise: 50, byDevice: {} }),
    },
  );
  if (!started.ok) throw new Error(started.failure.message);
  intake = started.value;
  const scu = await associate(intake.dicomAddress ?? '');
  for (let n = 0; n < 3; n += 1) {
    const facts = makeFacts({ studyInstanceUid: '1.1' });
    scu.write(storeMessage(facts, makeDataSet(facts), { messageId: n + 1 }));
    expect(await readStatus(scu)).toBe(0);
  }
  await release(scu);
  await until(() => quiet.length === 1);
  expect(quiet[0]).toEqual({ studyInstanceUid: '1.1', count: 3, reason: 'quiet' });
  writeFileSync(join(watched, 'a.dcm'), makeFile(makeFacts({ studyInstanceUid: '1.2' })));
  await until(() => quiet.length === 2);
  writeFileSync(join(folder, 'letter.txt'), 'a letter, not an image');
  const given = await intake.takeFiles([join(folder, 'letter.txt')]);
  if (!given.ok) throw new Error(given.failure.message);
  await given.value.done;
  const refusals = await listRefusals(database.value, 10, 'en');
  expect(refusals.map((one) => one.failure.message)).toEqual(['The file format is not recognised']);
  const study = await readStudy(database.value, '1.1');
  expect(study?.series[0]?.instances.every((one) => one.held && one.complete)).toBe(true);
  await intake.stop();
  database.value.close();
  rmSync(folder, { recursive: true });
});
