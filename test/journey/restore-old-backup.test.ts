/** Backups of running programs, and the hard case: an old backup comes back to life and must not do anything twice. */
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acknowledge, bringToWaiting, examFor, readAndSign } from '../rig/line.ts';
import { runCommand } from '../rig/program.ts';
import { pushWithDcmtk, type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let backups: string;
beforeAll(async () => {
  region = await startRegion();
  backups = join(region.folder, 'backups');
}, 240_000);
afterAll(async () => {
  await region?.stop();
});

const dataOf = (station: StationRig) => join(station.folder, 'data');
const exchangeData = () => join(region.folder, 'exchange');

function backUp(data: string, to: string, ...options: string[]) {
  return runCommand(['backup', '--data', data, '--to', to, ...options, '--json']);
}

function restore(from: string, data: string, ...options: string[]) {
  return runCommand(['restore', '--from', from, '--data', data, ...options, '--json']);
}

function countAtExchange(): Record<string, number> {
  const sqlite = new Sqlite(join(exchangeData(), 'exchange.sqlite'), { readonly: true });
  const tables = ['order', 'deposit', 'depositObject', 'object', 'task', 'report', 'delivery'];
  const counts = tables.map((name) => [name, sqlite.prepare(`SELECT count(*) FROM "${name}"`).pluck().get()]);
  sqlite.close();
  return Object.fromEntries(counts);
}

/** Puts a restored folder in the place of a station's own, as an engineer does after a disk has died. */
async function bringBack(station: StationRig, from: string): Promise<Record<string, unknown> | undefined> {
  await station.program.kill();
  renameSync(dataOf(station), `${dataOf(station)}-lost`);
  const { code, lines, errors } = await restore(from, dataOf(station));
  if (code !== 0) throw new Error(`restore ended with ${code}: ${JSON.stringify(lines)} ${errors}`);
  await station.start();
  return lines[0];
}

test('a clinic restored from before the report sends nothing twice and learns what it missed', async () => {
  const exam = examFor('restore-clinic');
  await bringToWaiting(region, exam);
  const to = join(backups, 'clinic');
  const backedUp = await backUp(dataOf(region.clinic), to);
  expect(backedUp).toMatchObject({ code: 0, lines: [{ ok: true, program: 'station', keys: 'excluded' }] });
  const later = examFor('restore-clinic-later');
  await bringToWaiting(region, later);
  await readAndSign(region.reader, exam, '窦性心律');
  await acknowledge(region, exam);
  const before = countAtExchange();
  expect(before).toMatchObject({ order: 2, task: 2, report: 1, delivery: 1 });

  const restored = await bringBack(region.clinic, to);
  expect(restored).toMatchObject({ ok: true, verified: true, keys: 'excluded' });
  expect(Number(restored?.rows)).toBeGreaterThan(10);
  expect(Number(restored?.objects)).toBeGreaterThanOrEqual(1);
  await taskInState(region.clinic, exam, 'received');
  await taskInState(region.clinic, later, 'waiting');
  // The scanner sends again what the lost disk had: the exchange has it, and nothing comes of it.
  await pushWithDcmtk(region, exam);
  await pushWithDcmtk(region, later);
  await until('the outbox to be empty', async () => {
    const waiting = await unwrap(region.clinic.window.station.dispatch.outbox());
    return waiting.length === 0;
  });
  await until('the deposits to be complete', async () => {
    const arrivals = await unwrap(region.clinic.window.station.intake.arrivals());
    const ours = arrivals.filter((one) =>
      [exam.studyInstanceUid, later.studyInstanceUid].includes(one.studyInstanceUid),
    );
    return (
      ours.length === 2 && ours.every((one) => one.deposit?.received === 1 && one.deposit.expected === 1)
    );
  });
  expect(countAtExchange()).toEqual(before);
}, 240_000);

test('a reader restored from before the signature does not sign again; what was signed comes back', async () => {
  const exam = examFor('restore-reader');
  await bringToWaiting(region, exam);
  const to = join(backups, 'reader');
  expect((await backUp(dataOf(region.reader), to, '--with-keys')).lines[0]).toMatchObject({
    keys: 'included',
  });
  await readAndSign(region.reader, exam, '正常心电图');
  await taskInState(region.reader, exam, 'delivered');
  const before = countAtExchange();
  await bringBack(region.reader, to);
  await taskInState(region.reader, exam, 'delivered');
  expect(countAtExchange()).toEqual(before);
  // With the keys, the doctor signs on as before.
  const next = examFor('restore-reader-next');
  await bringToWaiting(region, next);
  await readAndSign(region.reader, next, '正常心电图');
  await taskInState(region.clinic, next, 'delivered');
}, 240_000);

test('the exchange, backed up while it runs, comes back whole; a second backup copies only what is new', async () => {
  const to = join(backups, 'exchange');
  const first = await backUp(exchangeData(), to, '--with-keys');
  expect(first).toMatchObject({ code: 0, lines: [{ ok: true, program: 'exchange', keys: 'included' }] });
  await bringToWaiting(region, examFor('restore-exchange'));
  const second = await backUp(exchangeData(), to, '--with-keys', '--incremental');
  expect(Number(second.lines[0]?.copied)).toBe(1);
  expect(Number(second.lines[0]?.objects)).toBe(Number(first.lines[0]?.objects) + 1);
  const before = countAtExchange();
  await region.exchange.kill();
  renameSync(exchangeData(), `${exchangeData()}-lost`);
  expect(await restore(to, exchangeData())).toMatchObject({ code: 0, lines: [{ ok: true, verified: true }] });
  await region.crashExchange();
  expect(countAtExchange()).toEqual(before);
  const exam = examFor('restore-exchange-after');
  await bringToWaiting(region, exam);
  await readAndSign(region.reader, exam, '正常心电图');
  await taskInState(region.clinic, exam, 'delivered');
}, 240_000);

test('damage in a backup is named and left out; a damaged database is refused, an older one still serves', async () => {
  const to = join(backups, 'exchange');
  const objects = join(to, 'objects');
  const name = readdirSync(objects, { recursive: true, encoding: 'utf8' }).find((one) => one.length > 60);
  if (name === undefined) throw new Error('no object in the backup');
  const bytes = readFileSync(join(objects, name));
  bytes.writeUInt8((bytes.readUInt8(9) + 1) % 256, 9);
  writeFileSync(join(objects, name), bytes);
  const where = join(region.folder, 'elsewhere');
  const incomplete = await restore(to, where);
  expect(incomplete).toMatchObject({
    code: 1,
    lines: [
      { ok: false, verified: false, failure: { code: 'restore-incomplete' }, damaged: [name.slice(-64)] },
    ],
  });
  expect(existsSync(join(where, 'objects', name))).toBe(false);
  expect((await restore(to, where)).lines[0]).toMatchObject({ failure: { code: 'folder-not-empty' } });
  const [older, newest] = readdirSync(join(to, 'snapshots')).sort();
  const database = join(to, 'snapshots', newest ?? '', 'exchange.sqlite');
  const pages = readFileSync(database);
  pages.writeUInt8((pages.readUInt8(9000) + 1) % 256, 9000);
  writeFileSync(database, pages);
  const other = join(region.folder, 'other');
  expect((await restore(to, other)).lines[0]).toMatchObject({ failure: { code: 'backup-damaged' } });
  expect((await restore(to, other, '--snapshot', older ?? '')).lines[0]).toMatchObject({
    rows: expect.any(Number),
  });
  expect((await restore(join(region.folder, 'nothing'), join(region.folder, 'x'))).lines[0]).toMatchObject({
    failure: { code: 'backup-missing' },
  });
  expect((await backUp(region.folder, join(region.folder, 'y'))).lines[0]).toMatchObject({
    failure: { code: 'data-folder-unknown' },
  });
}, 120_000);
