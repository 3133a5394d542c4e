/** 机器提示危急 through a cut and kills of all three programs: raised at the township, first in the reader's list, judged without a link. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateExam } from '../../practice/generate-exam.ts';
import { bringToWaiting, claim, readWhole, write } from '../rig/line.ts';
import {
  pinOf,
  placeOrder,
  pushWithDcmtk,
  type Region,
  type StationRig,
  startRegion,
  taskInState,
} from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

const exam = (seed: string, rhythm: string) =>
  generateExam({ seed, kind: 'ecg', scenario: `ecg/${rhythm}`, now: new Date() });

describe('a critical rule', () => {
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

  const waiting = async () =>
    (await unwrap(region.reader.window.station.worklist.list({ tab: 'waiting' }))).tasks;
  const verdictAt = (station: StationRig, taskId: string, what: string | null) =>
    until(`the verdict ${what}`, async () => {
      const { tasks } = await unwrap(station.window.station.worklist.list({ tab: 'all' }));
      const hits = tasks.find((task) => task.taskId === taskId)?.critical ?? [];
      return hits.length === 1 && (hits[0]?.verdict?.what ?? null) === what ? hits[0] : null;
    });

  it('lifts the task over an emergency, and stays unconfirmed until the holder has judged it', async () => {
    const emergency = exam('busy', 'sinus-tachycardia');
    await bringToWaiting(region, emergency);
    const infarction = exam('lifted', 'anterior-infarction');
    await placeOrder(region, infarction, { urgency: 'routine' });
    proxy.cut();
    await pushWithDcmtk(region, infarction);
    await region.clinic.crash();
    proxy.restore();
    const { taskId } = await taskInState(region.reader, infarction, 'waiting');
    const hit = await verdictAt(region.reader, taskId, null);
    expect(hit.findings.map((finding) => finding.code)).toEqual(['STE', 'STE']);
    expect((await waiting()).map((task) => task.taskId)[0]).toBe(taskId);
    await region.crashExchange();
    await until('the claim', async () =>
      (await region.reader.window.station.worklist.claim({ taskId })).ok ? true : null,
    );

    await readWhole(region.reader, infarction);
    await write(region.reader, infarction, '急性前壁心肌梗死');
    const { reading, signing } = region.reader.window.station;
    const openStudies = [infarction.studyInstanceUid];
    const facts = await unwrap(signing.prepare({ taskId, openStudies }));
    expect(facts.blocks).toEqual([{ code: 'critical-unjudged', passable: true }]);
    proxy.cut();
    await until('the cut', async () =>
      (await unwrap(signing.prepare({ taskId, openStudies }))).linked ? null : true,
    );
    expect(await unwrap(reading.judgeCritical({ taskId, verdict: 'confirmed' }))).toEqual({
      state: 'queued',
    });
    // The room says so too, and a second, contrary answer has nothing to answer any more.
    expect((await verdictAt(region.reader, taskId, 'confirmed')).verdict?.name).toBe('');
    await unwrap(reading.judgeCritical({ taskId, verdict: 'rejected' }));
    // The doctor has answered: no link is needed to sign.
    expect((await unwrap(signing.prepare({ taskId, openStudies }))).blocks).toEqual([]);
    await region.reader.program.kill();
    proxy.restore();
    await region.reader.start();
    for (const station of [region.reader, region.clinic]) {
      await until('the verdict with its name', async () => {
        const { verdict } = await verdictAt(station, taskId, 'confirmed');
        return verdict?.name === region.doctor.name ? verdict : null;
      });
    }
    await region.crashExchange();
    const signed = await until('the signature', async () => {
      const given = { taskId, status: 'final' as const, secret: pinOf, openStudies };
      const answer = await region.reader.window.station.signing.sign(given);
      return answer.ok ? answer.value : null;
    });
    expect(signed.version).toBe(1);
    await taskInState(region.clinic, infarction, 'delivered');
    await verdictAt(region.clinic, taskId, 'confirmed');
  }, 240_000);

  it('rejected by the holder, the task goes back to its place; a normal ECG was never lifted', async () => {
    const rejected = exam('rejected', 'inferior-infarction');
    await placeOrder(region, rejected, { urgency: 'routine' });
    await pushWithDcmtk(region, rejected);
    const { taskId } = await taskInState(region.reader, rejected, 'waiting');
    await verdictAt(region.reader, taskId, null);
    expect((await waiting())[0]?.taskId).toBe(taskId);
    await claim(region.reader, rejected);
    await unwrap(region.reader.window.station.reading.judgeCritical({ taskId, verdict: 'rejected' }));
    await verdictAt(region.clinic, taskId, 'rejected');
    await unwrap(region.reader.window.station.worklist.release({ taskId, reason: '临时离开' }));
    const order = (await waiting()).map((task) => [task.order.urgency, task.taskId === taskId]);
    expect(order).toEqual([
      ['emergency', false],
      ['routine', true],
    ]);
    const again = await region.reader.window.station.reading.judgeCritical({ taskId, verdict: 'confirmed' });
    expect(again).toMatchObject({ ok: false, failure: { code: 'claim-stale' } });
  }, 240_000);
});
