/** The line under faults: the link cut in the middle, every program killed at every stage. Nothing lost, nothing doubled. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  acknowledge,
  bringToWaiting,
  claim,
  examFor,
  readAndSign,
  readWhole,
  reportsAt,
  sign,
  write,
} from '../rig/line.ts';
import {
  placeOrder,
  pushWithDcmtk,
  type Region,
  setSiteSettings,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let proxy: TcpProxy;
beforeAll(async () => {
  region = await startRegion({
    throughProxy: async (address) => {
      proxy = await startTcpProxy(address);
      return proxy.address;
    },
  });
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await proxy?.stop();
});

/** One task for the study, one final report at the township, both whole. */
async function expectOnce(exam: ReturnType<typeof examFor>): Promise<void> {
  await taskInState(region.reader, exam, 'received');
  for (const station of [region.reader, region.clinic]) {
    const { tasks } = await unwrap(station.window.station.worklist.list({ tab: 'all' }));
    expect(tasks.filter((task) => task.studyInstanceUid === exam.studyInstanceUid)).toHaveLength(1);
  }
  const reports = await reportsAt(region.clinic, exam);
  expect(reports.map((report) => [report.status, report.adopted, report.verified])).toEqual([
    ['final', true, true],
  ]);
  const task = await taskInState(region.reader, exam);
  expect(task.images.received).toBe(exam.objects.length);
}

describe('the link is cut', () => {
  it('in the middle of a deposit: it goes on where it stopped', async () => {
    const exam = examFor('cut-deposit', 'us');
    const size = exam.objects.reduce((sum, object) => sum + object.bytes.length, 0);
    // The whole of it goes over the line here: how much less recompression leaves is another test's matter.
    await setSiteSettings(region, { recompression: 'off' });
    const before = proxy.sent();
    proxy.limit(3_000_000);
    await placeOrder(region, exam);
    await pushWithDcmtk(region, exam);
    await until('half of the deposit', async () => proxy.sent() - before > size * 0.4);
    proxy.cut();
    await until('the banner', async () => {
      const list = await region.clinic.window.station.worklist.list({ tab: 'all' });
      return list.ok;
    });
    proxy.restore();
    proxy.limit(null);
    await taskInState(region.reader, exam, 'waiting');
    // Less than a whole second deposit went over the line: it resumed.
    expect(proxy.sent() - before).toBeLessThan(size * 1.9);
    await readAndSign(region.reader, exam, '断线重传');
    await acknowledge(region, exam);
    await expectOnce(exam);
  }, 240_000);

  it('before the signature: it is queued, and committed once when the link returns', async () => {
    const exam = examFor('cut-return');
    await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    proxy.cut();
    await write(region.reader, exam, '断线签名');
    const signed = await sign(region.reader, exam);
    expect(signed.state).toBe('queued');
    const listed = await taskInState(region.reader, exam);
    expect(listed.queuedSignature).toBe(true);
    await region.reader.program.kill();
    proxy.restore();
    await region.reader.start();
    await taskInState(region.clinic, exam, 'delivered');
    await acknowledge(region, exam);
    await expectOnce(exam);
  }, 240_000);

  it('refuses new claims while it is down', async () => {
    const exam = examFor('cut-claim');
    const { taskId } = await bringToWaiting(region, exam);
    proxy.cut();
    const answer = await region.reader.window.station.worklist.claim({ taskId });
    proxy.restore();
    expect(answer).toMatchObject({ ok: false, failure: { code: 'claim-needs-link' } });
  }, 240_000);
});

describe('kill -9 of every program at every stage', () => {
  const kills = ['exchange', 'clinic', 'reader'] as const;
  for (const who of kills)
    it(`of the ${who}`, async () => {
      const kill = async (): Promise<void> => {
        if (who === 'exchange') await region.crashExchange();
        else await region[who].crash();
      };
      const exam = examFor(`kill-${who}`);
      await placeOrder(region, exam);
      await kill();
      await pushWithDcmtk(region, exam);
      await kill();
      await taskInState(region.reader, exam, 'waiting');
      await kill();
      await until('the claim', async () => {
        const task = await taskInState(region.reader, exam);
        return (await region.reader.window.station.worklist.claim({ taskId: task.taskId })).ok;
      });
      await readWhole(region.reader, exam);
      await write(region.reader, exam, `kill ${who}`);
      await kill();
      await sign(region.reader, exam);
      await kill();
      await taskInState(region.clinic, exam, 'delivered');
      await kill();
      await acknowledge(region, exam);
      await kill();
      await expectOnce(exam);
    }, 240_000);
});
