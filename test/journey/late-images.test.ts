/** Late images through a cut and kills: while somebody reads, and after the report, with either end of the follow-up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exam } from '../../practice/exam.ts';
import { lateImageOf } from '../rig/late-image.ts';
import { acknowledge, bringToWaiting, claim, examFor, readWhole, sign, write } from '../rig/line.ts';
import { pinOf, pushWithDcmtk, type Region, type StationRig, startRegion } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

describe('late images', () => {
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

  const tasksAt = async (station: StationRig, exam: Exam) =>
    (await unwrap(station.window.station.worklist.list({ tab: 'all' }))).tasks.filter(
      (task) => task.studyInstanceUid === exam.studyInstanceUid,
    );
  const follow = (station: StationRig, exam: Exam, state: string) =>
    until(`the follow-up ${state}`, async () =>
      (await tasksAt(station, exam)).find((task) => task.followUp !== undefined && task.state === state),
    );
  const origin = (station: StationRig, exam: Exam, outcome: string | null) =>
    until(`the outcome ${outcome}`, async () =>
      (await tasksAt(station, exam)).find(
        (task) =>
          task.followUp === undefined &&
          task.lateImages?.followUpId != null &&
          (task.lateImages.outcome?.what ?? null) === outcome,
      ),
    );

  /** Opens the task until it holds so many images, all here, and has them on the screen. */
  async function lookAt(
    taskId: Parameters<StationRig['window']['station']['reading']['open']>[0]['taskId'],
    of: number,
  ) {
    const { reading } = region.reader.window.station;
    const opened = await until(`${of} images`, async () => {
      const answer = await unwrap(reading.open({ taskId }));
      const instances = answer.study.series.flatMap((series) => series.instances);
      return instances.length === of && instances.every((one) => one.held) ? instances : null;
    });
    await unwrap(reading.markShown({ taskId, sopInstanceUids: opened.map((one) => one.sopInstanceUid) }));
  }

  it('wait for the reader, then for a follow-up that leaves the report unchanged, then for one with an addendum', async () => {
    const exam = examFor('late', 'us');
    const all = exam.objects.length;
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await readWhole(region.reader, exam);
    await write(region.reader, exam, '胆囊结石');

    // While somebody reads.
    await pushWithDcmtk(region, lateImageOf(exam));
    for (const station of [region.reader, region.clinic]) {
      await until('the late image', async () =>
        (await tasksAt(station, exam)).find((task) => task.lateImages?.count === 1),
      );
    }
    const { signing } = region.reader.window.station;
    const blocks = async () => {
      const openStudies = [exam.studyInstanceUid];
      return (await unwrap(signing.prepare({ taskId, openStudies }))).blocks.map((block) => block.code);
    };
    await until('the block', async () => (await blocks()).includes('late-images'));
    await lookAt(taskId, all + 1);
    expect(await blocks()).toEqual([]);
    expect((await sign(region.reader, exam)).state).toBe('committed');
    await acknowledge(region, exam);

    // After the report: pushed while the link is down, and the township's station dies.
    proxy.cut();
    await pushWithDcmtk(region, lateImageOf(exam));
    await region.clinic.crash();
    proxy.restore();
    const first = await follow(region.reader, exam, 'waiting');
    expect(first).toMatchObject({ images: { received: all + 2 }, followUp: { of: taskId } });
    expect(await origin(region.clinic, exam, null)).toMatchObject({ state: 'received' });
    await unwrap(region.reader.window.station.worklist.claim({ taskId: first.taskId }));
    const keep = () =>
      region.reader.window.station.signing.keepReport({
        taskId: first.taskId,
        openStudies: [exam.studyInstanceUid],
      });
    expect(await keep()).toMatchObject({ ok: false });
    await lookAt(first.taskId, all + 2);
    proxy.cut();
    expect(await unwrap(keep())).toEqual({ state: 'queued' });
    await region.reader.program.kill();
    proxy.restore();
    await region.reader.start();
    for (const station of [region.reader, region.clinic]) {
      await follow(station, exam, 'unchanged');
      await origin(station, exam, 'unchanged');
    }

    // Another one, and this time there is something to add; the exchange dies before and after the signature.
    await pushWithDcmtk(region, lateImageOf(exam));
    const second = await follow(region.reader, exam, 'waiting');
    expect(second.taskId).not.toBe(first.taskId);
    await region.crashExchange();
    await until(
      'the claim',
      async () => (await region.reader.window.station.worklist.claim({ taskId: second.taskId })).ok,
    );
    await lookAt(second.taskId, all + 3);
    const content = { findings: '补充:另见肝囊肿', impression: '肝囊肿', recommendation: '' };
    const { reporting } = region.reader.window.station;
    await unwrap(reporting.saveDraft({ taskId: second.taskId, content, revision: 1 }));
    const request = {
      taskId: second.taskId,
      secret: pinOf,
      openStudies: [exam.studyInstanceUid],
    };
    expect(await region.reader.window.station.signing.sign({ ...request, status: 'final' })).toMatchObject({
      ok: false,
    });
    const signed = await unwrap(
      region.reader.window.station.signing.sign({ ...request, status: 'addendum' }),
    );
    expect(signed.version).toBe(2);
    await region.crashExchange();
    await follow(region.clinic, exam, 'delivered');
    const reports = await unwrap(region.clinic.window.station.dispatch.reports({ taskId }));
    expect(
      reports.map((one) => [one.version, one.status, one.verified, one.report.content.impression]),
    ).toEqual([
      [2, 'addendum', true, '肝囊肿'],
      [1, 'final', true, '胆囊结石'],
    ]);
    const { reportId, version } = signed;
    await unwrap(region.clinic.window.station.dispatch.acknowledge({ reportId: reportId as never, version }));
    await follow(region.reader, exam, 'received');
    await origin(region.reader, exam, 'addendum');
    expect(await tasksAt(region.reader, exam)).toHaveLength(3);
  }, 240_000);

  it('a reader gives a case back with a reason, and the township takes it back: both read it at the other end', async () => {
    const exam = examFor('released');
    const { taskId } = await bringToWaiting(region, exam);
    await claim(region.reader, exam);
    await unwrap(region.reader.window.station.worklist.release({ taskId, reason: '超出本人专业范围' }));
    await until('the reason at the township', async () =>
      (await tasksAt(region.clinic, exam)).find((task) => task.released?.reason === '超出本人专业范围'),
    );
    await unwrap(region.clinic.window.station.intake.cancel({ taskId, reason: '患者已转院' }));
    const [task] = await until('the cancelled task', async () => {
      const tasks = await tasksAt(region.reader, exam);
      return tasks[0]?.state === 'cancelled' ? tasks : null;
    });
    expect(task?.cancelled).toMatchObject({ name: region.nurse.name, reason: '患者已转院' });
  }, 240_000);
});
