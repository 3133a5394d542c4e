/** Messages on a case between two real stations: with the link cut, the writer's station killed, and the exchange killed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TaskId } from '#shared/study/ids.ts';
import { bringToWaiting, examFor, readAndSign } from '../rig/line.ts';
import { type Region, type StationRig, startRegion, taskInState } from '../rig/region.ts';
import { startTcpProxy, type TcpProxy } from '../rig/tcp-proxy.ts';
import { until, unwrap } from '../rig/window-client.ts';

let region: Region;
let proxy: TcpProxy;
beforeAll(async () => {
  region = await startRegion({
    readerThroughProxy: async (address) => {
      proxy = await startTcpProxy(address);
      return proxy.address;
    },
  });
}, 240_000);
afterAll(async () => {
  await region?.stop();
  await proxy?.stop();
});

const messagesAt = async (station: StationRig, taskId: TaskId) =>
  (await unwrap(station.window.station.talk.list({ taskId }))).messages;
const say = (station: StationRig, taskId: TaskId, text: string, callback: string | null = null) =>
  unwrap(station.window.station.talk.post({ taskId, text, callback }));

test('a message outlives a cut link and killed programs, arrives once, and is unread until it was seen', async () => {
  const exam = examFor('talk');
  const { taskId } = await bringToWaiting(region, exam);
  expect(await say(region.clinic, taskId, '患者在抢救室', '8801')).toEqual({ state: 'committed' });
  const [asked] = await until('the message at the reader', async () => {
    const there = await messagesAt(region.reader, taskId);
    return there.length === 1 ? there : null;
  });
  expect(asked).toMatchObject({
    from: 'clinic',
    name: region.nurse.name,
    callback: { phone: '8801', done: null },
  });
  expect(await unwrap(region.reader.window.station.talk.seen())).toEqual({});
  await unwrap(region.reader.window.station.talk.markSeen({ taskId, count: 1 }));

  proxy.cut();
  await until('the cut', async () => {
    const given = await region.reader.window.station.worklist.claim({ taskId });
    return !given.ok && given.failure.code === 'claim-needs-link';
  });
  expect(await say(region.reader, taskId, '马上看')).toEqual({ state: 'queued' });
  const answer = { taskId, messageId: asked?.messageId ?? '' };
  expect(await unwrap(region.reader.window.station.talk.calledBack(answer))).toEqual({ state: 'queued' });
  await region.reader.crash();
  expect((await messagesAt(region.reader, taskId)).map((one) => [one.text, one.queued])).toEqual([
    ['患者在抢救室', false],
    ['马上看', true],
  ]);
  expect(await messagesAt(region.clinic, taskId)).toHaveLength(1);
  await region.crashExchange();
  proxy.restore();
  const there = await until('the answer at the township', async () => {
    const messages = await messagesAt(region.clinic, taskId);
    return messages.length === 2 && messages[0]?.callback?.done != null ? messages : null;
  });
  expect(there[1]).toMatchObject({ from: 'centre', name: region.doctor.name, text: '马上看', queued: false });
  expect(there[0]?.callback?.done).toMatchObject({ name: region.doctor.name });
  // What was seen is kept with the person, also by a station that was killed.
  expect(await unwrap(region.reader.window.station.talk.seen())).toEqual({ [taskId]: 1 });

  await region.reader.signIn(region.doctor);
  await readAndSign(region.reader, exam, '窦性心律');
  await taskInState(region.clinic, exam, 'delivered');
  await say(region.clinic, taskId, '已收到,谢谢');
  await until('a message after the report', async () =>
    (await messagesAt(region.reader, taskId)).some((one) => one.text === '已收到,谢谢'),
  );
  const listed = await unwrap(region.reader.window.station.worklist.get({ taskId }));
  expect(listed.talk).toHaveLength(3);
}, 240_000);
