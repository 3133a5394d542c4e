import { afterEach, beforeEach, expect, test } from 'vitest';
import { acceptArrival } from '../../../main/intake/accept-arrival.ts';
import { createStudyCloser, type QuietStudy, type StudyCloser } from '../../../main/intake/close-study.ts';
import { defaultQuietTimes, quietTimeFor } from '../../../main/intake/quiet-times.ts';
import { makeFacts, makeFile } from './rig/data-set.ts';
import { openTestStation, type TestStation, until } from './rig/test-station.ts';

let station: TestStation;
const closers: StudyCloser[] = [];

beforeEach(async () => {
  station = await openTestStation();
});

afterEach(async () => {
  for (const closer of closers.splice(0)) await closer.stop();
  await station.close();
});

function closerFor(quiet: QuietStudy[], quietMs: number, failing = { times: 0 }): StudyCloser {
  const closer = createStudyCloser({
    database: station.database,
    clock: Date.now,
    log: station.deps.log,
    quietTimes: () => ({ byModality: { CT: quietMs, ECG: 0 }, otherwise: quietMs, byDevice: {} }),
    onStudyQuiet: async (one) => {
      if (failing.times > 0) {
        failing.times -= 1;
        throw new Error('the outbox is shut');
      }
      quiet.push(one);
    },
  });
  closers.push(closer);
  return closer;
}

async function arrive(given: Parameters<typeof makeFacts>[0] = {}) {
  const temporary = station.deps.store.openTemporary();
  await temporary.write(makeFile(makeFacts(given)));
  const provenance = { source: 'dicom', peer: 'CT1' } as const;
  const kept = await acceptArrival(station.deps, temporary, { name: 'test', provenance });
  if (!kept.ok) throw new Error(kept.failure.message);
  const last = station.kept.at(-1);
  if (last === undefined) throw new Error('nothing kept');
  return last;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a study is complete after its quiet time, and again when more came later', async () => {
  const quiet: QuietStudy[] = [];
  // Longer than any machine takes for one arrival: the quiet may only come after the last.
  const closer = closerFor(quiet, 2000);
  for (let at = 0; at < 3; at += 1) {
    closer.noteKept(await arrive());
    await pause(30);
  }
  expect(quiet).toEqual([]);
  await until(() => quiet.length === 1);
  expect(quiet[0]).toEqual({ studyInstanceUid: '1.2.3.1', count: 3, reason: 'quiet' });
  closer.noteKept(await arrive());
  await until(() => quiet.length === 2);
  expect(quiet[1]).toMatchObject({ count: 4 });
});

test('an ECG does not wait, the order closes at its count, a hand closes as it is', async () => {
  const quiet: QuietStudy[] = [];
  const closer = closerFor(quiet, 60_000);
  closer.noteKept(await arrive({ studyInstanceUid: '1.1', modality: 'ECG' }));
  await until(() => quiet.length === 1);
  await closer.expectCount('1.2', 2);
  closer.noteKept(await arrive({ studyInstanceUid: '1.2' }));
  closer.noteKept(await arrive({ studyInstanceUid: '1.2' }));
  await until(() => quiet.length === 2);
  expect(quiet[1]).toEqual({ studyInstanceUid: '1.2', count: 2, reason: 'count' });
  closer.noteKept(await arrive({ studyInstanceUid: '1.3' }));
  await closer.closeNow('1.3');
  expect(quiet[2]).toEqual({ studyInstanceUid: '1.3', count: 1, reason: 'hand' });
  await pause(30);
  expect(quiet).toHaveLength(3);
});

test('an open association delays, its end does not', async () => {
  const quiet: QuietStudy[] = [];
  const closer = closerFor(quiet, 50);
  const kept = await arrive();
  closer.noteKept({ ...kept, provenance: { ...kept.provenance, associationId: 'A' } });
  await pause(200);
  expect(quiet).toEqual([]);
  closer.noteAssociationEnded('A');
  await until(() => quiet.length === 1);
});

test('a restart finds the studies that were still arriving, and not the others', async () => {
  const quiet: QuietStudy[] = [];
  const first = closerFor(quiet, 50);
  first.noteKept(await arrive({ studyInstanceUid: '1.1' }));
  await until(() => quiet.length === 1);
  await first.stop();
  await arrive({ studyInstanceUid: '1.2' });
  const second = closerFor(quiet, 50);
  await second.resume();
  await until(() => quiet.length === 2);
  await second.stop();
  const third = closerFor(quiet, 0);
  await third.resume();
  await pause(60);
  expect(quiet.map((one) => one.studyInstanceUid)).toEqual(['1.1', '1.2']);
});

test('a clock that was ahead and was set right does not keep a study open', async () => {
  await arrive({ studyInstanceUid: '1.1' });
  station.database.sqlite.prepare('UPDATE study SET lastArrivalAt = lastArrivalAt + 3600000').run();
  const quiet: QuietStudy[] = [];
  await closerFor(quiet, 50).resume();
  await until(() => quiet.length === 1);
  expect(quiet[0]).toMatchObject({ studyInstanceUid: '1.1', count: 1, reason: 'quiet' });
});

test('what could not be handed on is found again', async () => {
  const quiet: QuietStudy[] = [];
  const failing = { times: 1 };
  const closer = closerFor(quiet, 0, failing);
  closer.noteKept(await arrive());
  await until(() => failing.times === 0);
  await closer.stop();
  const next = closerFor(quiet, 0);
  await next.resume();
  await until(() => quiet.length === 1);
});

test("the design's quiet times", () => {
  const times = { ...defaultQuietTimes, byDevice: { SLOWCT: 90_000 } };
  expect(['ECG', 'DX', 'US', 'CT', 'MR'].map((one) => quietTimeFor(times, one, 'X') / 1000)).toEqual([
    0, 10, 10, 30, 30,
  ]);
  expect(quietTimeFor(times, 'CT', 'SLOWCT')).toBe(90_000);
});
