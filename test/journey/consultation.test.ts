/** A consultation between a reader and a hospital's station: with the reader's link cut, his station killed, and the exchange killed before the answer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListedConsultation } from '#shared/contract/consultations.ts';
import { consultationState, quotedConsultation } from '#shared/study/consultation.ts';
import type { SiteId, TaskId } from '#shared/study/ids.ts';
import { bringToWaiting, claim, examFor, readWhole, reportsAt, sign, write } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let proxy: TcpProxy;
let hospital: Awaited<ReturnType<Region['addSite']>>;
beforeAll(async () => {
  region = await startRegion({
    readerThroughProxy: async (address) => {
      proxy = await startTcpProxy(address);
      return proxy.address;
    },
  });
  hospital = await region.addSite({ name: '省人民医院', tier: 'higher', phone: '027-0120' }, '马东');
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await proxy?.stop();
});

const listedAt = async (station: StationRig, taskId: TaskId): Promise<ListedConsultation | undefined> =>
  (await unwrap(station.window.station.consultations.list())).consultations.find(
    (one) => one.taskId === taskId,
  );

test('a question waits out a cut link; the case is at the hospital while it is open, and its answer in the report', async () => {
  const exam = examFor('consultation');
  const { taskId } = await bringToWaiting(region, exam);
  await claim(region.reader, exam);
  await readWhole(region.reader, exam);
  await write(region.reader, exam, '窦性心律');
  const { consultations } = region.reader.window.station;
  const { sites } = await unwrap(consultations.consultants());
  expect(sites.map((site) => site.name)).toEqual(['省人民医院']);

  proxy.cut();
  await until('the cut', async () => {
    const asked = await region.reader.window.station.worklist.claim({ taskId });
    return !asked.ok && asked.failure.code === 'claim-needs-link';
  });
  const given = {
    taskId,
    to: { siteId: hospital.siteId as SiteId },
    question: 'ST 段改变是否有意义?',
    minutes: 30,
  };
  expect(await unwrap(consultations.ask(given))).toEqual({ state: 'queued' });
  await region.reader.crash();
  expect(await listedAt(hospital.station, taskId)).toBeUndefined();
  await region.crashExchange();
  proxy.restore();

  const there = await until('the case at the hospital', async () => {
    const one = await listedAt(hospital.station, taskId);
    return one?.task != null ? one : null;
  });
  expect(there).toMatchObject({ side: 'asked', consultation: { asked: { name: region.doctor.name } } });
  const { consultationId } = there.consultation;
  const window = hospital.station.window;
  const state = await unwrap(window.station.consultations.caseState({ taskId, consultationId }));
  expect(state.impression).toBe('窦性心律');
  const opened = await until('the whole study at the hospital', async () => {
    const answer = await unwrap(window.station.reading.open({ taskId }));
    const instances = answer.study.series.flatMap((series) => series.instances);
    return instances.length > 0 && instances.every((one) => one.held) ? answer : null;
  });
  const sha256 = opened.study.series[0]?.instances[0]?.sha256 ?? '';
  expect((await window.get(`/objects/${sha256}`)).status).toBe(200);
  // It is none of the hospital's own cases.
  expect((await unwrap(window.station.worklist.list({ tab: 'all' }))).tasks).toEqual([]);
  expect((await unwrap(window.station.dispatch.tracking({}))).tasks).toEqual([]);

  await region.exchange.kill();
  const opinion = '考虑早期复极,建议随诊';
  const step = { what: 'answered' as const, opinion };
  expect(await unwrap(window.station.consultations.step({ taskId, consultationId, step }))).toEqual({
    state: 'queued',
  });
  await region.crashExchange();
  const answered = await until('the answer at the reader', async () => {
    const one = await listedAt(region.reader, taskId);
    return one !== undefined && consultationState(one.consultation) === 'answered' ? one : null;
  });
  expect(answered.consultation.answered).toMatchObject({ name: '马东', site: '省人民医院', opinion });

  // Over: the case is gone there, with its bytes.
  await until('the case gone from the hospital', async () => {
    const asked = await window.station.reading.open({ taskId });
    const bytes = await window.get(`/objects/${sha256}`);
    return !asked.ok && asked.failure.code === 'task-not-found' && bytes.status === 404;
  });

  const quoted = quotedConsultation(answered.consultation);
  if (quoted === null) throw new Error('an opinion is needed');
  const content = { findings: '窦性心律', impression: `窦性心律\n${opinion}`, recommendation: '' };
  await unwrap(
    region.reader.window.station.reporting.saveDraft({
      taskId,
      content: { ...content, consulted: [quoted] },
      revision: 2,
    }),
  );
  await readWhole(region.reader, exam);
  await sign(region.reader, exam);
  await taskInState(region.clinic, exam, 'delivered');
  const [report] = await reportsAt(region.clinic, exam);
  expect(report?.report.content.consulted).toEqual([quoted]);
}, 300_000);
