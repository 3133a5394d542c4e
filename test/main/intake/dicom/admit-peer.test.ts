import { afterEach, beforeEach, expect, test } from 'vitest';
import { admitPeer, parseAllowedDevice } from '../../../../main/intake/dicom/admit-peer.ts';
import { createRejectedDevices, type RejectedDevices } from '../../../../main/intake/rejected-devices.ts';
import { associateRequest, connectRaw, type RawScu } from '../rig/raw-scu.ts';
import { openTestStation, type TestStation, until } from '../rig/test-station.ts';

let station: TestStation;

beforeEach(async () => {
  station = await openTestStation();
});

afterEach(async () => {
  await station.close();
});

async function answerOf(scu: RawScu): Promise<number[]> {
  const answer = await scu.read();
  scu.socket.destroy();
  return [answer?.type ?? 0, ...(answer?.type === 3 ? answer.body.subarray(1) : [])];
}

const right = { called: 'YUANZHEN', calling: 'CT1', from: '127.0.0.1' };
const wrong = { called: 'ELSEWHERE', calling: 'CT2', from: '127.0.0.2' };
const combinations = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  called: (bits & 1) === 0 ? right.called : wrong.called,
  calling: (bits & 2) === 0 ? right.calling : wrong.calling,
  from: (bits & 4) === 0 ? right.from : wrong.from,
}));

test.each(combinations)(
  'A16: called $called, calling $calling from $from is judged',
  async ({ called, calling, from }) => {
    const callers = [{ aet: right.calling, host: right.from }];
    station.policy.current = { ...station.policy.current, callers };
    const source = await station.listen();
    const scu = await connectRaw(source.address, from);
    scu.write(associateRequest({ called, calling }));
    const isCalledRight = called === right.called;
    const isAllowed = calling === right.calling && from === right.from;
    const rejected = isCalledRight ? [3, 1, 1, 3] : [3, 1, 1, 7];
    expect(await answerOf(scu)).toEqual(isCalledRight && isAllowed ? [2] : rejected);
  },
);

test('a named certificate is asked for, an empty title is never allowed by name', () => {
  const certificate = 'ab'.repeat(32);
  const policy = { aet: 'YUANZHEN', callers: [{ aet: 'CT1', certificate }] };
  const peer = { callingAet: 'CT1', calledAet: 'YUANZHEN', address: '10.0.0.9' };
  expect(admitPeer(policy, { ...peer, certificate })).toBeNull();
  expect(admitPeer(policy, { ...peer, certificate: 'cd'.repeat(32) })).toMatchObject({ reason: 3 });
  expect(admitPeer(policy, { ...peer, certificate: null })).toMatchObject({ reason: 3 });
  const anybody = { aet: 'YUANZHEN', callers: 'any' as const };
  expect(admitPeer(anybody, { ...peer, callingAet: '', certificate: null })).toMatchObject({ reason: 3 });
});

test.each([
  ['CT1', { aet: 'CT1' }],
  ['CT 1@10.0.0.4', { aet: 'CT 1', host: '10.0.0.4' }],
  ['CT1@::1', { aet: 'CT1', host: '::1' }],
  ['', null],
  ['A_TITLE_OF_17_CHR', null],
  ['CT1@', null],
  ['设备', null],
])('--allow %s', (text, device) => {
  expect(parseAllowedDevice(text)).toEqual(device);
});

function openRejected(): { rejected: RejectedDevices; changed: () => number } {
  let changes = 0;
  const rejected = createRejectedDevices({
    database: station.database,
    clock: Date.now,
    log: station.deps.log,
    onChanged: () => {
      changes += 1;
    },
  });
  return { rejected, changed: () => changes };
}

test('rejected devices are counted by title, address and reason, newest first, until they are allowed', async () => {
  const { rejected, changed } = openRejected();
  station.policy.current = { ...station.policy.current, callers: [] };
  const source = await station.listen({ onRejected: rejected.note });
  for (const [calling, from, times] of [
    ['CT1', '127.0.0.1', 3],
    ['CT1', '127.0.0.2', 1],
    ['DR1', '127.0.0.1', 2],
  ] as const) {
    for (let time = 0; time < times; time += 1) {
      const scu = await connectRaw(source.address, from);
      scu.write(associateRequest({ calling }));
      expect(await answerOf(scu)).toEqual([3, 1, 1, 3]);
    }
  }
  await rejected.stop();
  expect(changed()).toBeGreaterThan(0);
  expect(rejected.list().map((one) => [one.callingAet, one.address, one.code, one.count])).toEqual([
    ['DR1', '127.0.0.1', 'calling-ae-unknown', 2],
    ['CT1', '127.0.0.2', 'calling-ae-unknown', 1],
    ['CT1', '127.0.0.1', 'calling-ae-unknown', 3],
  ]);
  await rejected.forget('CT1', '127.0.0.1');
  expect(openRejected().rejected.list()).toHaveLength(2);
});

test('ten thousand invented titles leave two hundred rows', async () => {
  const { rejected } = openRejected();
  const why = { code: 'calling-ae-unknown', message: '', remedy: '', params: { aet: 'x' } } as const;
  for (let at = 0; at < 10_000; at += 1) {
    const facts = { associationId: '', callingAet: `X${at}`, calledAet: 'YUANZHEN', address: '10.0.0.1' };
    rejected.note(facts, why);
  }
  await rejected.stop();
  await until(() => rejected.list().length > 0);
  expect(rejected.list().length).toBeLessThanOrEqual(200);
});
