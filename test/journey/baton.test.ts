/** 转交 between two workstations, through a cut link and a kill in the middle: nobody's work is lost, and one holds the case. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MarkEvent } from '#shared/measure/marking.ts';
import type { Lying } from '#shared/study/baton.ts';
import { memberIdSchema } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { Exam } from '../../practice/exam.ts';
import { bringToWaiting, claim, examFor, readAndSign, write } from '../rig/line.ts';
import { type Person, type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let giver: StationRig;
let giving: Person;
/** Who takes is the one whose link is cut. */
let taker: StationRig;
let line: TcpProxy;
beforeAll(async () => {
  region = await startRegion({
    readerThroughProxy: async (address) => {
      line = await startTcpProxy(address);
      return line.address;
    },
  });
  taker = region.reader;
  ({ station: giver, person: giving } = await region.addReader('赵敏'));
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await line?.stop();
});

/** The person's window is open at the station: it follows the events, as a page does. */
async function sit(station: StationRig): Promise<void> {
  const events = await station.window.station.events.subscribe();
  const follow = async (): Promise<void> => {
    for await (const _event of events);
  };
  // It ends with its station.
  void follow().catch(() => undefined);
}

interface Left {
  readonly task: Task;
  readonly lying: Lying;
}

/** The giver holds a case with a sentence, a key image and a changed view. */
async function beRead(exam: Exam): Promise<Left> {
  await bringToWaiting(region, exam);
  await taskInState(giver, exam, 'waiting');
  const task = await claim(giver, exam);
  const { taskId } = task;
  const { study } = await unwrap(giver.window.station.reading.open({ taskId }));
  const series = study.series[0];
  const instance = series?.instances[0];
  if (series === undefined || instance === undefined) throw new Error('no image');
  const { seriesInstanceUid } = series;
  const { sopInstanceUid, sopClassUid } = instance;
  const image = { seriesInstanceUid, sopInstanceUid, sopClassUid, frame: 1 };
  const view = {
    image,
    window: { lower: -20, upper: 340 },
    invert: true,
    rotation: 90,
    flipHorizontal: false,
    flipVertical: false,
    zoom: 2.25,
    pan: [0.125, -0.25] as const,
  };
  const events: MarkEvent[] = [
    { do: 'key', image, on: true },
    { do: 'view', view },
  ];
  await unwrap(giver.window.station.reading.mark({ taskId, events }));
  await write(giver, exam, '右侧额叶片状影');
  const lying: Lying = {
    viewer: 'image',
    studyInstanceUid: task.studyInstanceUid,
    layout: '2x2',
    panes: [{ seriesInstanceUid, startIndex: null }, null, null, null],
    active: 0,
    single: null,
    places: [{ pane: 0, seriesInstanceUid, sopInstanceUid, frame: 0 }],
  };
  return { task, lying };
}

/** Held out to the taker once both ends know that he is there, and his list shows it. */
async function holdOut({ task, lying }: Left): Promise<void> {
  const { taskId } = task;
  const to = memberIdSchema.parse(region.doctor.id);
  await sit(taker);
  await until('the colleague', async () => {
    const colleagues = await giver.window.station.worklist.colleagues({ taskId });
    return colleagues.ok && colleagues.value.some((one) => one.memberId === to);
  });
  const offered = await unwrap(giver.window.station.worklist.offerBaton({ taskId, to, lying }));
  expect(offered).toMatchObject({ claim: 1, holder: { memberId: giving.id } });
  await until('the offer', async () => (await batonsAt(taker)).includes(taskId));
}

async function batonsAt(station: StationRig): Promise<string[]> {
  const list = await unwrap(station.window.station.worklist.list({ tab: 'mine' }));
  return list.batons.map((one) => one.taskId);
}

/** The taker holds it with all that lay with it; the giver does not, by either station's account. */
async function expectTaken(exam: Exam, { task, lying }: Left, impression: string): Promise<void> {
  const { taskId } = task;
  const marksOf = (station: StationRig) => unwrap(station.window.station.reading.marks({ taskId }));
  expect(await unwrap(taker.window.station.worklist.lying({ taskId }))).toEqual(lying);
  expect(await marksOf(taker)).toEqual(await marksOf(giver));
  const { own } = await unwrap(taker.window.station.reporting.drafts({ taskId }));
  expect(own?.content).toEqual({ findings: `所见:${impression}`, impression, recommendation: '' });
  for (const station of [taker, giver]) {
    const now = await until('one holder', async () => {
      const found = await unwrap(station.window.station.worklist.get({ taskId }));
      return found.claim === 2 ? found : null;
    });
    expect(now.holder?.memberId).toBe(region.doctor.id);
    expect(now.handedOver?.memberId).toBe(giving.id);
    expect(now.clock.startedAt).toBe(task.clock.startedAt);
    expect(now.stamps.claimedAt).toBe(task.stamps.claimedAt);
    expect(now.baton).toBeUndefined();
  }
  await until('nothing held out any more', async () => (await batonsAt(taker)).length === 0);
  // He writes on: the claim is his here as well.
  await write(taker, exam, `${impression},续`, (own?.revision ?? 0) + 1);
}

const take = (task: Task) =>
  taker.window.station.worklist.takeBaton({ taskId: task.taskId, claim: task.claim });

describe('the baton', () => {
  it('goes over with draft, marks and view, and the case is signed by whoever took it', async () => {
    const exam = examFor('baton', 'mr');
    const left = await beRead(exam);
    await holdOut(left);
    expect(await unwrap(take(left.task))).toMatchObject({ claim: 2 });
    await expectTaken(exam, left, '右侧额叶片状影');
    expect(
      await giver.window.station.reporting.saveDraft({
        taskId: left.task.taskId,
        content: { findings: '', impression: '晚到的一句', recommendation: '' },
        revision: 99,
      }),
    ).toMatchObject({ ok: false, failure: { code: 'claim-stale' } });
    await readAndSign(taker, exam, '右侧额叶片状影');
    await taskInState(region.clinic, exam, 'delivered');
  }, 240_000);

  it('stays with its giver while the taker’s link is cut, and goes over with what was written meanwhile', async () => {
    const exam = examFor('baton-cut', 'mr');
    const left = await beRead(exam);
    await holdOut(left);
    line.cut();
    expect(await take(left.task)).toMatchObject({ ok: false, failure: { code: 'claim-needs-link' } });
    await write(giver, exam, '断线期间补写', 2);
    await until(
      'an empty outbox',
      async () => (await unwrap(giver.window.station.dispatch.outbox())).length === 0,
    );
    expect(await taskInState(giver, exam, 'reading')).toMatchObject({
      claim: 1,
      holder: { memberId: giving.id },
    });
    line.restore();
    await until('the link', async () => (await take(left.task)).ok, 40_000);
    await expectTaken(exam, left, '断线期间补写');
  }, 240_000);

  it('has one holder whose answer is lost on the way: cut at the moment of taking, and both stations killed', async () => {
    const exam = examFor('baton-lost', 'mr');
    const left = await beRead(exam);
    await holdOut(left);
    const asked = take(left.task).catch(() => null);
    line.cut();
    await asked;
    await Promise.all([giver.crash(), taker.program.kill()]);
    line.restore();
    await taker.start();
    await taker.signIn(region.doctor);
    await until(
      'it is taken',
      async () => {
        const { taskId } = left.task;
        const now = await unwrap(taker.window.station.worklist.get({ taskId }));
        return now.holder?.memberId === region.doctor.id || (await take(left.task)).ok;
      },
      40_000,
    );
    await expectTaken(exam, left, '右侧额叶片状影');
  }, 240_000);

  it('is not lost by a kill of the exchange while it is taken', async () => {
    const exam = examFor('baton-exchange', 'mr');
    const left = await beRead(exam);
    await holdOut(left);
    const asked = take(left.task).catch(() => null);
    await region.crashExchange();
    await asked;
    await until(
      'it is taken',
      async () => {
        const { taskId } = left.task;
        const now = await unwrap(taker.window.station.worklist.get({ taskId }));
        return now.holder?.memberId === region.doctor.id || (await take(left.task)).ok;
      },
      40_000,
    );
    await expectTaken(exam, left, '右侧额叶片状影');
  }, 240_000);

  it('hands marks and view over at the change of shift, to whoever claims next', async () => {
    const exam = examFor('baton-shift', 'mr');
    const { task, lying } = await beRead(exam);
    const { taskId } = task;
    const given = await unwrap(giver.window.station.worklist.handOver({ lying: [{ taskId, lying }] }));
    expect(given.handedOver.map((one) => one.taskId)).toContain(taskId);
    await taskInState(taker, exam, 'waiting');
    await claim(taker, exam);
    expect(await unwrap(taker.window.station.worklist.lying({ taskId }))).toEqual(lying);
    expect(await unwrap(taker.window.station.reading.marks({ taskId }))).toEqual(
      await unwrap(giver.window.station.reading.marks({ taskId })),
    );
  }, 240_000);
});
