/** Journey step 4, again: what the exchange lost comes back from the station that sent it, byte for byte. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningStation, startStation } from '../../../main/station.ts';
import { sliceDataSet } from '../../builders/dicom-objects.ts';
import {
  addCast,
  type Cast,
  hashOf,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import { until } from '../../rig/window-client.ts';
import { type DataSetFacts, makeDataSet, makeFacts } from '../intake/rig/data-set.ts';
import { associate, readStatus, release, storeMessage } from '../intake/rig/raw-scu.ts';

let folder: string;
let exchange: TestExchange;
let cast: Cast;
let station: RunningStation | null = null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-resend-'));
  writeFileSync(join(folder, 'index.html'), '<html></html>');
  exchange = await startTestExchange();
  cast = await addCast(exchange);
}, 60_000);
afterEach(async () => {
  await station?.stop();
  station = null;
  await exchange.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<RunningStation> {
  station = await valueIn(
    startStation({
      dataFolder: join(folder, 'data'),
      windowFolder: folder,
      role: 'clinic',
      exchange: exchange.address,
      name: '青石',
      token: cast.clinic.token,
      dicom: { host: '127.0.0.1', port: 0 },
      aet: 'YUANZHEN',
      allow: [{ aet: 'CT' }],
    }),
  );
  return station;
}

async function push(
  to: RunningStation,
  objects: readonly (readonly [DataSetFacts, Buffer])[],
): Promise<void> {
  const scu = await associate(to.dicom ?? '', { calling: 'CT', called: 'YUANZHEN' });
  for (const [at, [facts, dataSet]] of objects.entries()) {
    scu.write(storeMessage(facts, dataSet, { messageId: at + 1 }));
    expect(await readStatus(scu)).toBe(0);
  }
  await release(scu);
}

function read<T>(sql: string): T[] {
  const sqlite = new Sqlite(join(folder, 'data', 'station.sqlite'), { readonly: true });
  try {
    return sqlite.prepare(sql).all() as T[];
  } finally {
    sqlite.close();
  }
}

const pathOf = (sha256: string) =>
  join(exchange.folder, 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
const sent = () =>
  read<{ sent: string; uploaded: number; encoding: string | null }>(
    `SELECT iif(encoding LIKE '{%', encoding ->> '$.sha256', sha256) AS sent, uploaded, encoding FROM depositObject`,
  );
const allSent = (count: number) =>
  until('everything sent', async () => {
    const rows = sent();
    return rows.length === count && rows.every((row) => row.uploaded === 1) ? rows : null;
  });

/** The nightly check of the exchange, now. */
async function loseThem(hashes: readonly string[]): Promise<void> {
  const [damaged, ...missing] = hashes;
  if (damaged !== undefined) writeFileSync(pathOf(damaged), 'rotten');
  for (const sha256 of missing) rmSync(pathOf(sha256));
  const boss = exchange.as(
    (await exchange.add({ type: 'person', name: '管理员', rights: 'administrator' })).secret,
  );
  await valueIn(boss.client.archive.checkNow());
  await until('the loss is known', async () => {
    const status = await valueIn(boss.client.archive.status());
    return status.lost.length === hashes.length;
  });
}

it('asks when the link is back, and sends again what is damaged or gone, to nobody but its own site', async () => {
  const first = await start();
  const objects = [1, 2, 3].map((fill) => makeFacts({ fill }));
  await push(
    first,
    objects.map((facts) => [facts, makeDataSet(facts)]),
  );
  const rows = await allSent(3);
  const [a = '', b = ''] = rows.map((row) => row.sent);
  const whole = [a, b].map((sha256) => readFileSync(pathOf(sha256)));
  await first.stop();
  await loseThem([a, b]);
  expect((await valueIn(cast.clinic.client.archive.lost())).lost.toSorted()).toEqual([a, b].toSorted());
  expect((await valueIn(cast.reader.client.archive.lost())).lost).toEqual([]);
  await start();
  await until(
    'nothing lost',
    async () => (await valueIn(cast.clinic.client.archive.lost())).lost.length === 0,
  );
  expect([a, b].map((sha256) => readFileSync(pathOf(sha256)))).toEqual(whole);
  await allSent(3);
}, 240_000);

it('makes an object that went out smaller once more, the same bytes', async () => {
  const before = await start();
  await before.stop();
  const sqlite = new Sqlite(join(folder, 'data', 'station.sqlite'));
  sqlite
    .prepare(
      `UPDATE setting SET value = json_set(value, '$.recompression', 'always') WHERE name = 'settings'`,
    )
    .run();
  sqlite.close();
  const first = await start();
  // A slice with values that get smaller, under the UIDs its builder gives.
  const slice = makeFacts({
    sopInstanceUid: '1.2.3.4',
    studyInstanceUid: '1.2.3',
    seriesInstanceUid: '1.2.3.1',
  });
  await push(first, [[slice, Buffer.from(sliceDataSet({ rows: 128, columns: 128 }))]]);
  const rows = await allSent(1);
  expect(rows.every((row) => row.encoding?.startsWith('{'))).toBe(true);
  const [a = ''] = rows.map((row) => row.sent);
  const whole = readFileSync(pathOf(a));
  await first.stop();
  await loseThem([a]);
  await start();
  await until(
    'nothing lost',
    async () => (await valueIn(cast.clinic.client.archive.lost())).lost.length === 0,
  );
  expect(hashOf(readFileSync(pathOf(a)))).toBe(a);
  expect(readFileSync(pathOf(a))).toEqual(whole);
}, 240_000);
