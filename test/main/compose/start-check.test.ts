/** The check at start: whatever is wrong with the database, the station says what, keeps it aside and has every study. */
import { randomInt } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { enqueueCommand } from '../../../main/database/enqueue-command.ts';
import { startStation } from '../../../main/station.ts';
import { hashOf, proveLedger, soundProof } from '../../rig/archive-ledger.ts';
import { makeDataSet, makeFacts } from '../intake/rig/data-set.ts';
import { associate, readStatus, release, storeMessage } from '../intake/rig/raw-scu.ts';
import { openTestStation } from '../intake/rig/test-station.ts';

const root = mkdtempSync(join(tmpdir(), 'yuanzhen-start-'));
const whole = join(root, 'whole');
const folder = join(root, 'tried');
const ledger = new Map<string, string>();
const flips = Number(process.env.YUANZHEN_FLIPS ?? 10);
/** Every start checks and syncs a whole store, on a disk that others may keep busy. */
vi.setConfig({ testTimeout: 120_000 });

/** The exchange need not be there: nothing listens on this port. */
const options = {
  dataFolder: folder,
  role: 'clinic' as const,
  exchange: 'http://127.0.0.1:9',
  token: 'secret',
  windowFolder: root,
};

beforeAll(async () => {
  mkdirSync(whole);
  const first = await startStation({ ...options, dataFolder: whole, name: '青石卫生院' });
  if (!first.ok) throw new Error(first.failure.message);
  await first.value.stop();
  const station = await openTestStation({ folder: whole });
  const source = await station.listen();
  const scu = await associate(source.address, { calling: 'CT-ROOM' });
  for (let n = 0; n < 40; n += 1) {
    const facts = makeFacts({ studyInstanceUid: `1.2.3.${n % 4}`, pixelBytes: 2000, fill: n });
    const dataSet = makeDataSet(facts);
    scu.write(storeMessage(facts, dataSet));
    expect(await readStatus(scu)).toBe(0);
    ledger.set(facts.sopInstanceUid, hashOf(dataSet));
  }
  await release(scu);
  const command = {
    commandId: 'c-1',
    what: 'return-report',
    lane: 'report:t',
    taskId: 't',
    body: { a: 1 },
  } as const;
  await station.database.commit(() => enqueueCommand(station.database, { ...command, createdAt: 1 }));
  await station.close();
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  cpSync(whole, folder, { recursive: true, preserveTimestamps: true });
});

const database = () => join(folder, 'station.sqlite');

/** Starts, stops, and reads what the start has written down. */
async function startOnce(given: Partial<typeof options> = options) {
  const started = await startStation({ dataFolder: folder, windowFolder: root, ...given });
  if (!started.ok) return { code: started.failure.code, notice: null, outbox: 0, peers: [] as unknown[] };
  await started.value.stop();
  const sqlite = new Sqlite(database(), { readonly: true });
  const start = sqlite.prepare(`SELECT value FROM setting WHERE name = 'archiveStart'`).pluck().get();
  const outbox = sqlite.prepare(`SELECT count(*) FROM outbox WHERE what <> 'append-audit'`).pluck().get();
  const peers = sqlite.prepare('SELECT DISTINCT source, peer FROM instance').raw().all();
  sqlite.close();
  const notice = typeof start === 'string' ? JSON.parse(start).notice : null;
  return { code: null, notice: notice?.code ?? null, outbox, peers, path: notice?.params.path ?? '' };
}

test('a database that is well is left as it is', async () => {
  expect(await startOnce()).toMatchObject({ code: null, notice: null, outbox: 1 });
  expect(existsSync(join(folder, 'kept-aside'))).toBe(false);
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
});

test('damaged pages: kept aside, index rebuilt, outbox and origin taken over where they can be read', async () => {
  const sqlite = new Sqlite(database());
  const page = sqlite
    .prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'studyByArrival'`)
    .pluck()
    .get();
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
  sqlite.close();
  const bytes = readFileSync(database());
  bytes.fill(0xa5, (Number(page) - 1) * 4096, Number(page) * 4096);
  writeFileSync(database(), bytes);
  const started = await startOnce();
  expect(started).toMatchObject({
    notice: 'index-rebuilt-damaged',
    outbox: 1,
    peers: [['dicom', 'CT-ROOM']],
  });
  expect(readFileSync(started.path ?? '').equals(bytes)).toBe(true);
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
  expect(await startOnce()).toMatchObject({ notice: 'index-rebuilt-damaged' });
});

test('no database at all, only its log, or an empty one: every study is there again, and the settings too', async () => {
  const wal = join(folder, 'station.sqlite-wal');
  rmSync(database());
  writeFileSync(wal, 'a log without its database');
  expect(await startOnce({})).toMatchObject({ code: null, notice: 'index-rebuilt-wal-alone' });
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
  rmSync(database());
  rmSync(wal, { force: true });
  expect(await startOnce({})).toMatchObject({ code: null, notice: 'index-rebuilt-empty' });
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
  writeFileSync(database(), '');
  expect(await startOnce({})).toMatchObject({ code: null, notice: 'index-rebuilt-empty' });
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
});

test('a size that the index tells wrongly is put right, and no sound file is set aside for it', async () => {
  const [first = '', second = ''] = [...ledger.keys()];
  const sqlite = new Sqlite(database());
  sqlite.prepare('UPDATE instance SET size = size + 256 WHERE sopInstanceUid = ?').run(first);
  sqlite
    .prepare(
      'UPDATE object SET size = size + 256 WHERE sha256 = (SELECT sha256 FROM instance WHERE sopInstanceUid = ?)',
    )
    .run(second);
  sqlite.close();
  expect(await startOnce()).toMatchObject({ code: null, notice: null, outbox: 1 });
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
  const after = new Sqlite(database(), { readonly: true });
  const held = after
    .prepare('SELECT count(*) FROM instance JOIN object USING (sha256) WHERE instance.size = object.size')
    .pluck()
    .get();
  after.close();
  expect(held).toBe(40);
});

test('a setting that is no JSON any more is kept aside with its database, and the station comes up', async () => {
  const sqlite = new Sqlite(database());
  sqlite.exec(`UPDATE setting SET value = 'x' || substr(value, 2) WHERE name = 'station'`);
  expect(sqlite.prepare('SELECT changes()').pluck().get()).toBe(1);
  sqlite.close();
  expect(await startOnce()).toMatchObject({ code: null, notice: 'index-rebuilt-damaged', outbox: 1 });
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
});

test('a half-run migration and a newer program each have their own word', async () => {
  const sqlite = new Sqlite(database());
  sqlite.exec(`DELETE FROM migration WHERE name = '012-deposit'`);
  sqlite.close();
  expect(await startOnce()).toMatchObject({ notice: 'index-rebuilt-schema', outbox: 1 });
  expect(proveLedger(folder, ledger)).toMatchObject({ ...soundProof, instances: 40 });
  const again = new Sqlite(database());
  again.exec('DROP INDEX studyByAccession');
  again.close();
  expect(await startOnce()).toMatchObject({ notice: 'index-rebuilt-schema', outbox: 1 });
  const newer = new Sqlite(database());
  newer.exec(`INSERT INTO migration VALUES ('999-from-the-future', 1)`);
  newer.close();
  const before = readFileSync(database());
  expect(await startOnce()).toMatchObject({ code: 'database-too-new' });
  expect(readFileSync(database()).equals(before)).toBe(true);
});

test(
  `${flips} flipped bytes: the station always comes up, and no study is ever missing`,
  async () => {
    const sqlite = new Sqlite(database());
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    sqlite.close();
    const sound = readFileSync(database());
    const verdicts = new Map<string, number>();
    for (let round = 0; round < flips; round += 1) {
      rmSync(folder, { recursive: true });
      cpSync(whole, folder, { recursive: true });
      for (const ending of ['-wal', '-shm']) rmSync(`${database()}${ending}`, { force: true });
      const bytes = Buffer.from(sound);
      const at = randomInt(bytes.length);
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << randomInt(8)), at);
      writeFileSync(database(), bytes);
      const { code, notice } = await startOnce(options);
      const context = `byte ${at}: ${code ?? notice ?? 'well'}`;
      expect(code, context).toBeNull();
      expect(proveLedger(folder, ledger), context).toMatchObject({ ...soundProof, instances: 40 });
      verdicts.set(notice ?? 'well', (verdicts.get(notice ?? 'well') ?? 0) + 1);
    }
    console.log(`flips: ${JSON.stringify(Object.fromEntries(verdicts))}`);
  },
  600_000 + flips * 10_000,
);
