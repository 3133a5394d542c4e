/** Journey step 10 at a station whose own audit record was altered on its disk: nothing is signed there, and everybody hears why. */
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { placeOrder, pushWithDcmtk, type Region, startRegion, taskInState } from '../rig/region.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
beforeAll(async () => {
  region = await startRegion();
}, 60_000);
afterAll(() => region.stop());

it('stops signing at the station alone, and tells the exchange', async () => {
  const exam = generateExam({ seed: 'station-audit', kind: 'dr', now: new Date() });
  await placeOrder(region, exam);
  await pushWithDcmtk(region, exam);
  const { taskId } = await taskInState(region.reader, exam, 'waiting');
  await unwrap(region.reader.window.station.worklist.claim({ taskId }));
  const prepare = () => region.reader.window.station.signing.prepare({ taskId, openStudies: [] });
  expect((await prepare()).ok).toBe(true);

  await region.reader.program.kill();
  const sqlite = new Sqlite(join(region.reader.folder, 'data', 'station.sqlite'));
  const trigger = sqlite.prepare("SELECT sql FROM sqlite_master WHERE name = 'auditKeeps'").pluck().get();
  sqlite.exec('DROP TRIGGER auditKeeps');
  sqlite.exec("UPDATE auditRecord SET memberId = 'somebody' WHERE number = 2");
  sqlite.exec(String(trigger));
  sqlite.exec("DELETE FROM setting WHERE name = 'auditProof'");
  sqlite.close();
  await region.reader.start();

  const refused = await until('the break to be found', async () => {
    const answer = await prepare();
    return answer.ok ? null : answer;
  });
  expect(refused.failure.code).toBe('station-audit-broken');
  expect(refused.failure.message).toContain('2');
  expect((await unwrap(region.reader.window.station.archive.status())).trouble?.code).toBe(
    'station-audit-broken',
  );
  await until('the centre to hear of it', async () => {
    const exchange = new Sqlite(join(region.folder, 'exchange', 'exchange.sqlite'), { readonly: true });
    const told = exchange
      .prepare("SELECT detail FROM audit WHERE act = 'audit-proved' AND success = 0")
      .pluck();
    const details = told.all();
    exchange.close();
    return details.includes('broken at 2');
  });
}, 120_000);
