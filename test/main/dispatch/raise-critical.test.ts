/** Real ECG objects of the practice township, a real vault and database, the station's own thread: what is raised, and once only. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure } from '#shared/failure.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { fail } from '#shared/result.ts';
import { createJobThread } from '../../../main/bytes/job-thread.ts';
import { passCritical } from '../../../main/compose/critical-watch.ts';
import type { CriticalJob } from '../../../main/compose/critical-worker.ts';
import { workerFile } from '../../../main/compose/worker-file.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';
import { type CriticalFindings, watchCritical } from '../../../main/dispatch/raise-critical.ts';
import { generateExam } from '../../../practice/generate-exam.ts';
import { ishneBytes } from '../../builders/holter-bytes.ts';
import { buildTask } from '../../builders/task.ts';

let folder = '';
let database: StationDatabase;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-critical-'));
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const thread = () =>
  createJobThread<CriticalJob, CriticalFindings | 'long'>(workerFile('critical-worker'), (detail) =>
    failure('internal', { detail }),
  );
const task = (changes: Parameters<typeof buildTask>[0] = {}) =>
  buildTask({ kind: 'ecg', state: 'arriving', ...changes });
interface Queued {
  readonly commandId: string;
  readonly body: { readonly sha256: string; readonly findings: CriticalFindings };
}
const queued = (): Queued[] =>
  (
    database.sqlite.prepare("SELECT commandId, body FROM outbox WHERE what = 'raise-critical'").all() as {
      commandId: string;
      body: string;
    }[]
  ).map((row) => ({ commandId: row.commandId, body: JSON.parse(row.body) }));
const looks = (): unknown[] => database.sqlite.prepare('SELECT taskId, fired FROM criticalLook').all();

/** A recording of that rhythm in the index and on the disk; answers its hash, which is its file's name here. */
async function keep(scenario: string): Promise<string> {
  const exam = generateExam({ seed: 'a', kind: 'ecg', scenario: `ecg/${scenario}`, now: new Date() });
  return keepBytes(exam.objects[0]?.bytes ?? new Uint8Array());
}
async function keepBytes(bytes: Uint8Array): Promise<string> {
  const sha256 = randomUUID().replaceAll('-', '').padEnd(64, '0');
  writeFileSync(join(folder, sha256), bytes);
  await database.commit(() => index(sha256));
  return sha256;
}
function index(sha256: string): void {
  const { sqlite } = database;
  sqlite.prepare('INSERT INTO object (sha256, size, keptAt) VALUES (?, 1, 1)').run(sha256);
  sqlite
    .prepare(
      `INSERT INTO study (studyInstanceUid, kind, accessionNumber, description, patientName, patientId, patientSex,
       institution, stationAet, firstArrivalAt, lastArrivalAt) VALUES ('1.2.3', 'ecg', '', '', '', '', 'M', '', '', 1, 1)
       ON CONFLICT DO NOTHING`,
    )
    .run();
  sqlite
    .prepare(`INSERT INTO series VALUES ('1.2.3', '1.2.3.1', 'ECG', 1, '', '') ON CONFLICT DO NOTHING`)
    .run();
  sqlite
    .prepare(
      `INSERT INTO instance (sopInstanceUid, sha256, studyInstanceUid, seriesInstanceUid, sopClassUid, transferSyntaxUid,
       size, complete, variant, conflict, source, peer, arrivedAt)
       VALUES (?, ?, '1.2.3', '1.2.3.1', '1', '1', 1, 1, 0, 0, 'dicom', '', 1)`,
    )
    .run(
      `1.2.3.${Date.now()}.${sha256.length}`.slice(0, 40) + sha256.replace(/\D/g, '').slice(0, 12),
      sha256,
    );
}
function start(onQueued = vi.fn()) {
  const jobs = thread();
  const warn = vi.fn();
  const watch = watchCritical({
    database,
    analyse: (sha256) => jobs.run({ path: join(folder, sha256) }),
    analyseLong: (sha256) => passCritical(join(folder, sha256)).result,
    now: () => 5000,
    onQueued,
    log: { warn },
  });
  return { watch, jobs, onQueued, warn };
}

test('an infarction is raised with its rules and evidence, a normal ECG is not, and neither is looked at again', async () => {
  const infarction = await keep('anterior-infarction');
  await keep('sinus');
  const { watch, jobs, onQueued } = start();
  watch.note(task());
  await vi.waitFor(() => expect(looks()).toHaveLength(2), { timeout: 30_000 });
  const [first, ...others] = queued();
  expect(others).toEqual([]);
  expect(first?.body.sha256).toBe(infarction);
  expect(first?.body.findings.map(({ ruleSet, code }) => `${ruleSet} ${code}`)).toEqual([
    'zhejiang STE',
    'shanxi STE',
  ]);
  expect(first?.body.findings[0]?.evidence.every(({ unit }) => unit === 'mV')).toBe(true);
  expect(onQueued).toHaveBeenCalledTimes(1);
  watch.note(task({ state: 'reading' }));
  await watch.stop();
  await jobs.stop();
  const again = start();
  again.watch.note(task());
  await again.watch.stop();
  await again.jobs.stop();
  expect(queued()).toHaveLength(1);
}, 60_000);

test('a follow-up is about what came late alone; another task of the same study is about all of it', async () => {
  await keep('anterior-infarction');
  const { watch, jobs } = start();
  watch.note(task());
  await vi.waitFor(() => expect(queued()).toHaveLength(1), { timeout: 30_000 });
  const late = await keep('inferior-infarction');
  const followUp = { of: 't-1' } as never;
  watch.note(task({ taskId: 't-2' as never, followUp }));
  await vi.waitFor(() => expect(queued()).toHaveLength(2), { timeout: 30_000 });
  expect(queued()[1]?.body.sha256).toBe(late);
  watch.note(task({ taskId: 't-3' as never }));
  await vi.waitFor(() => expect(queued()).toHaveLength(4), { timeout: 30_000 });
  await watch.stop();
  await jobs.stop();
}, 60_000);

test('what nobody reads any more, a picture and an image are left alone; what cannot be read is said and not tried again', async () => {
  await keep('anterior-infarction');
  const { watch, jobs, warn } = start();
  watch.note(task({ state: 'signed' }));
  watch.note(task({ picture: true }));
  watch.note(task({ kind: 'imaging' }));
  await watch.stop();
  await jobs.stop();
  expect(looks()).toEqual([]);
  const broken = watchCritical({
    database,
    analyse: async () => fail(failure('no-waveform')),
    analyseLong: async () => fail(failure('no-waveform')),
    now: () => 5000,
    onQueued: () => undefined,
    log: { warn },
  });
  broken.note(task());
  await vi.waitFor(() => expect(looks()).toEqual([{ taskId: 't-1', fired: null }]), { timeout: 15_000 });
  expect(warn).toHaveBeenCalledWith(expect.objectContaining({ code: 'no-waveform' }), expect.any(String));
  await broken.stop();
});

test('a recording of hours is raised from its own pass, and keeps no infarction waiting', async () => {
  const holter = await keepBytes(infarctedHolter());
  const { watch, jobs } = start();
  watch.note(task());
  const infarction = await keep('anterior-infarction');
  watch.note(task());
  await vi.waitFor(() => expect(queued()).toHaveLength(2), { timeout: 60_000 });
  expect(queued().map(({ body }) => body.sha256)).toEqual([infarction, holter]);
  const [resting, long] = queued();
  const codesOf = (one: Queued | undefined): string[] => one?.body.findings.map(({ code }) => code) ?? [];
  expect(codesOf(long)).toEqual(codesOf(resting));
  expect(long?.body.findings.every(({ evidence }) => evidence.length > 0)).toBe(true);
  await watch.stop();
  await jobs.stop();
}, 90_000);

/** Six minutes of the same ten seconds on twelve channels of a Holter. */
function infarctedHolter(): Uint8Array {
  const exam = generateExam({ seed: 'a', kind: 'ecg', scenario: 'ecg/anterior-infarction', now: new Date() });
  const read = readEcgFile(exam.objects[0]?.bytes ?? new Uint8Array());
  if (!read.ok) throw new Error(read.failure.message);
  const [group] = read.value.waveform.groups;
  return ishneBytes({
    samplingHz: group?.samplingHz ?? 0,
    leads: (group?.leads ?? []).map(({ samples, microvoltsPerLsb }, index) => ({
      code: 5 + index,
      nanovolts: microvoltsPerLsb * 1000,
      samples: Array.from({ length: 36 }, () => [...samples]).flat(),
    })),
  });
}
