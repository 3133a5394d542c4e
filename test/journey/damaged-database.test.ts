/** Both ends lose their database: the worklist comes back from the exchange, the studies from the vault, the line goes on. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acknowledge, bringToWaiting, claim, examFor, readWhole, sign, write } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
beforeAll(async () => {
  region = await startRegion();
}, 240_000);
afterAll(async () => {
  await region?.stop();
});

async function ruin(station: StationRig): Promise<void> {
  await station.program.kill();
  const path = join(station.folder, 'data', 'station.sqlite');
  const bytes = readFileSync(path);
  bytes.fill(0, 4096, Math.min(bytes.length, 40_960));
  writeFileSync(path, bytes);
  rmSync(`${path}-wal`, { force: true });
}

test('after both databases were ruined, every task is listed and the study is read, signed and received', async () => {
  const exam = examFor('damaged-database', 'dr');
  await bringToWaiting(region, exam);
  await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  await write(region.reader, exam, '两肺未见异常');
  await ruin(region.clinic);
  await ruin(region.reader);
  await region.clinic.start();
  await region.reader.start();
  await taskInState(region.reader, exam, 'reading');
  await taskInState(region.clinic, exam, 'reading');
  const arrivals = await until('the arrival', async () => {
    const listed = await unwrap(region.clinic.window.station.intake.arrivals());
    return listed.length === 1 ? listed : null;
  });
  expect(arrivals[0]).toMatchObject({
    studyInstanceUid: exam.studyInstanceUid,
    instances: exam.objects.length,
  });
  const task = await taskInState(region.reader, exam, 'reading');
  expect(task.holder?.memberId).toBe(region.doctor.id);
  await readWhole(region.reader, exam);
  await unwrap(
    region.reader.window.station.session.setPin({ password: region.doctor.secret, pin: '246810' }),
  );
  await write(region.reader, exam, '两肺未见异常', 2);
  await sign(region.reader, exam);
  await acknowledge(region, exam);
  await taskInState(region.clinic, exam, 'received');
}, 240_000);
