/** A doctor's certificates are revoked while he sits there: his workstation hears of it, signs nothing more with that key, and goes on with a new one. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringToWaiting, claim, examFor, readWhole, reportsAt, sign, write } from '../rig/line.ts';
import { runCommand } from '../rig/program.ts';
import { pinOf, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
beforeAll(async () => {
  region = await startRegion();
}, 240_000);
afterAll(async () => {
  await region?.stop();
});

test('the list is renewed without a sign-in, the old key is refused here, and the next sign-in makes another', async () => {
  const { doctor, reader } = region;
  const { station } = reader.window;
  const exam = examFor('revoked-key');
  const { taskId } = await bringToWaiting(region, exam);
  await claim(reader, exam);
  await readWhole(reader, exam);
  await write(reader, exam, '窦性心律');
  const data = join(region.folder, 'exchange');
  const revoked = await runCommand(['member', 'revoke', '--data', data, '--name', doctor.name, '--json']);
  expect(revoked.lines[0]).toMatchObject({ ok: true, revoked: 1 });

  // As if the list that is kept had been fetched long ago.
  const own = new Sqlite(join(reader.folder, 'data', 'station.sqlite'));
  own.exec("UPDATE setting SET value = json_remove(value, '$.fetchedAt') WHERE name = 'revocationList'");
  const fetchedAt = own
    .prepare("SELECT json_extract(value, '$.fetchedAt') FROM setting WHERE name = 'revocationList'")
    .pluck();
  await until('the new list', async () => fetchedAt.get() ?? null, 120_000);
  own.close();
  await station.reading.judgeCritical({ taskId, verdict: 'rejected' });
  const openStudies = [exam.studyInstanceUid];
  const refused = await station.signing.sign({ taskId, status: 'final', secret: pinOf, openStudies });
  expect(refused).toMatchObject({
    ok: false,
    failure: { code: 'certificate-invalid', params: { detail: 'revoked' } },
  });
  // Refused here: nothing was queued that the exchange would refuse.
  const queued = await unwrap(station.dispatch.outbox());
  expect(queued.filter((one) => one.what === 'return-report')).toEqual([]);
  await taskInState(reader, exam, 'reading');

  await reader.signIn(doctor);
  await unwrap(station.session.setPin({ password: doctor.secret, pin: pinOf }));
  await sign(reader, exam);
  await taskInState(region.clinic, exam, 'delivered');
  expect((await reportsAt(region.clinic, exam))[0]).toMatchObject({ status: 'final', verified: true });
}, 300_000);
