/** The link of one doctor is cut, a second takes over, both sign: one report is delivered, the other is kept as 未采用. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bringToWaiting, claim, examFor, readWhole, reportsAt, sign, write } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let second: StationRig;
let line: TcpProxy;
beforeAll(async () => {
  region = await startRegion({
    readerThroughProxy: async (address) => {
      line = await startTcpProxy(address);
      return line.address;
    },
  });
  second = (await region.addReader('赵敏')).station;
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await line?.stop();
});

describe('two doctors, one cut link', () => {
  it('delivers one report and shows the other as not adopted to both', async () => {
    const exam = examFor('take-over');
    const { taskId } = await bringToWaiting(region, exam);
    await taskInState(second, exam, 'waiting');
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '第一位医师');
    // The draft reaches the exchange before the line is cut.
    await until(
      'an empty outbox',
      async () => (await unwrap(region.reader.window.station.dispatch.outbox())).length === 0,
    );
    line.cut();

    const first = await taskInState(second, exam, 'reading');
    expect(await second.window.station.worklist.claim({ taskId })).toMatchObject({ ok: false });
    const taken = await until(
      'the take-over',
      async () => {
        const answer = await second.window.station.worklist.takeOver({
          taskId,
          from: first.holder?.memberId ?? ('' as never),
        });
        return answer.ok ? answer.value : null;
      },
      30_000,
    );
    expect(taken.claim).toBe(2);
    const offered = await unwrap(second.window.station.reporting.drafts({ taskId }));
    expect(offered.former.map((draft) => [draft.memberName, draft.content.impression])).toEqual([
      [region.doctor.name, '第一位医师'],
    ]);

    // Both sign: the first without the link, the second with it.
    expect((await sign(region.reader, exam)).state).toBe('queued');
    await readWhole(second, exam);
    await write(second, exam, '第二位医师');
    expect((await sign(second, exam)).state).toBe('committed');
    await taskInState(region.clinic, exam, 'delivered');
    line.restore();

    for (const station of [region.reader, second]) {
      const kept = await until('both reports, one of them not adopted', async () => {
        const reports = await reportsAt(station, exam);
        return reports.length === 2 && reports.some((report) => !report.adopted) ? reports : null;
      });
      expect(kept.map((report) => [report.memberName, report.adopted]).sort()).toEqual(
        [
          [region.doctor.name, false],
          ['赵敏', true],
        ].sort(),
      );
    }
    expect((await reportsAt(region.clinic, exam)).map((report) => report.memberName)).toEqual(['赵敏']);
    const task = await taskInState(region.clinic, exam, 'delivered');
    expect(task.claim).toBe(2);
  }, 240_000);

  it('never takes a task from a doctor who is there', async () => {
    const exam = examFor('take-over-alive');
    const { taskId } = await bringToWaiting(region, exam);
    const claimed = await claim(region.reader, exam);
    const answer = await second.window.station.worklist.takeOver({
      taskId,
      from: claimed.holder?.memberId ?? ('' as never),
    });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'holder-alive' } });
  }, 240_000);
});
