/** The escalation ladder and the forecast at the exchange: each rung once, ended by claim and answer, whoever restarts. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractVersion } from '#shared/contract/exchange/feed.ts';
import type { Duty } from '#shared/study/duty.ts';
import { escalationPolicySchema } from '#shared/study/escalation.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import { startExchange } from '../../../exchange/exchange.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { setEscalationPolicy } from '../../../exchange/tasks/escalation-policy.ts';
import { createExchangeAccess, type ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  type Cast,
  claim,
  codeOf,
  handClock,
  makePen,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const chief = { name: '张主任', phone: '8800' };
const policyOf = (site: string) =>
  escalationPolicySchema.parse({
    rules: [
      { leader: chief, phones: [{ name: '总值班', phone: '8801' }] },
      { kind: 'ecg', site, leader: { name: '赵文博', phone: '8802' } },
    ],
  });

async function setPolicy(folder: string, rules: unknown) {
  const { parts, close } = await valueIn(openInFolder(folder, false));
  try {
    return await setEscalationPolicy(parts, 'test', escalationPolicySchema.parse(rules));
  } finally {
    await close();
  }
}

describe('the ladder', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first] = cast.doctors;
    if (first === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, first);
    await valueIn(setPolicy(exchange.folder, policyOf('青石镇卫生院')));
  });
  afterAll(() => exchange.stop());

  const got = (taskId: Task['taskId']) => valueIn(cast.reader.client.tasks.get({ taskId }));
  const rungsOf = async (task: Task) => (await got(task.taskId)).escalation?.map((one) => one.rung) ?? [];
  /** Time goes on to an instant; what `held` says is held meanwhile keeps its heartbeat. */
  async function passTo(instant: number, held: Task | null): Promise<void> {
    while (exchange.clock.now() < instant) {
      exchange.clock.advance(Math.max(1, Math.min(5_000, instant - exchange.clock.now())));
      if (held === null) continue;
      const claims = [{ taskId: held.taskId, claim: held.claim }];
      await valueIn(pen.access.client.tasks.heartbeat({ claims }));
    }
    await exchange.running.tick();
  }
  /** To a percent of the target since the clock began, and one look. */
  function at(task: Task, percent: number, held: Task | null = null): Promise<void> {
    const { startedAt, targetMs, pausedMs } = task.clock;
    return passTo((startedAt ?? 0) + pausedMs + Math.ceil((targetMs * percent) / 100), held);
  }

  it('fires every rung once while nobody claims, with whom it names, in the feed and in the audit', async () => {
    const task = await sendWholeStudy(cast.clinic);
    await at(task, 49);
    expect(await rungsOf(task)).toEqual([]);
    for (const [percent, rungs] of [
      [50, ['sound']],
      [79, ['sound']],
      [80, ['sound', 'room']],
      [100, ['sound', 'room', 'leader']],
      [150, ['sound', 'room', 'leader', 'phones']],
      [400, ['sound', 'room', 'leader', 'phones']],
    ] as const) {
      await at(task, percent);
      await exchange.running.tick();
      expect(await rungsOf(task)).toEqual(rungs);
    }
    const { escalation } = await got(task.taskId);
    expect(escalation?.slice(2)).toMatchObject([
      { rung: 'leader', to: [chief], reached: false, phoned: null },
      { rung: 'phones', to: [{ name: '总值班', phone: '8801' }] },
    ]);
    const page = await valueIn(cast.clinic.client.feed.read({ after: 0, limit: 1000 }));
    const told = page.events.flatMap(({ change }) =>
      change.type === 'task-changed' && change.task.taskId === task.taskId
        ? [change.task.escalation?.length ?? 0]
        : [],
    );
    expect([...new Set(told)]).toEqual([0, 1, 2, 3, 4]);
    const { parts, close } = await valueIn(openInFolder(exchange.folder, false));
    const lines = await parts.db
      .selectFrom('audit')
      .select(['act', 'detail'])
      .where('object', '=', task.taskId)
      .where('act', '=', 'escalated')
      .orderBy('number')
      .execute();
    await close();
    expect(lines.map((line) => line.detail)).toEqual([
      'sound',
      'room',
      'leader 张主任 8800 not-reached',
      'phones 总值班 8801',
    ]);
  });

  it('ends the first two with the claim, goes on at 100 and 150 % until it is answered, and makes up for them on release', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const claimed = await valueIn(claim(pen.access, task.taskId));
    await at(task, 90, claimed);
    expect(await rungsOf(task)).toEqual([]);
    await at(task, 101, claimed);
    expect(await rungsOf(task)).toEqual(['leader']);
    await valueIn(
      pen.access.client.tasks.release({
        commandId: randomUUID(),
        taskId: task.taskId,
        claim: claimed.claim,
        reason: '会诊',
      }),
    );
    await exchange.running.tick();
    expect(await rungsOf(task)).toEqual(['leader', 'sound', 'room']);
    const again = await valueIn(claim(pen.access, task.taskId));
    await valueIn(pen.accept(await pen.write(again)));
    await at(task, 200);
    expect(await rungsOf(task)).toEqual(['leader', 'sound', 'room']);
  });

  it('stands still with a clock that a retake holds, and goes on with it', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const claimed = await valueIn(claim(pen.access, task.taskId));
    await at(task, 40, claimed);
    const { taskId } = task;
    await valueIn(
      pen.access.client.tasks.retake({
        commandId: randomUUID(),
        taskId,
        claim: claimed.claim,
        reason: 'motion',
        note: '',
      }),
    );
    await at(task, 300);
    expect(await rungsOf(task)).toEqual([]);
    const memberId = cast.nurse.id as MemberId;
    const going = await valueIn(
      cast.clinic.client.tasks.declineRetake({ commandId: randomUUID(), taskId, reason: 'x', memberId }),
    );
    await at(going, 45);
    expect(await rungsOf(task)).toEqual([]);
    await at(going, 51);
    expect(await rungsOf(task)).toEqual(['sound']);
  });

  it('reaches a leader who sits at a window, by the rule of the kind and site', async () => {
    const [, second] = cast.doctors;
    if (second === undefined) throw new Error('two doctors are needed');
    const signedIn = await valueIn(
      cast.reader.client.members.signIn({ name: second.name, password: second.secret }),
    );
    const context = { person: signedIn.accessToken };
    const task = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    const { startedAt, targetMs } = task.clock;
    exchange.clock.advance((startedAt ?? 0) + targetMs - exchange.clock.now());
    await valueIn(cast.reader.client.members.present(undefined, { context }));
    await exchange.running.tick();
    expect((await got(task.taskId)).escalation?.at(-1)).toMatchObject({
      rung: 'leader',
      to: [{ name: '赵文博', phone: '8802' }],
      reached: true,
    });
    // Nobody counts as there whom a township's station vouches for, or no station at all.
    expect(await codeOf(cast.reader.client.members.present())).toBe('not-signed-in');
  });

  it('keeps who telephoned whom, once, for people of the centre and of the sending site alone', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const phoned = (memberId: string, rung: 'leader' | 'phones', station: ExchangeAccess = cast.clinic) =>
      station.client.tasks.phoned({
        commandId: randomUUID(),
        taskId: task.taskId,
        rung,
        contact: '张主任 8800',
        memberId: memberId as MemberId,
      });
    expect(await codeOf(phoned(cast.nurse.id, 'leader'))).toBe('rung-not-fired');
    await at(task, 100);
    const other = await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    const stranger = await exchange.add({
      type: 'person',
      name: '何建国',
      site: other.name,
      rights: 'clinic',
    });
    const station = await exchange.add({ type: 'station', name: '柳河工作站', site: other.name });
    expect(await codeOf(phoned(stranger.id, 'leader'))).toBe('member-not-found');
    expect(await codeOf(phoned(stranger.id, 'leader', exchange.as(station.secret)))).toBe('task-not-found');
    const kept = await valueIn(phoned(cast.nurse.id, 'leader'));
    expect(kept.escalation?.at(-1)?.phoned).toMatchObject({ name: '李秀兰', contact: '张主任 8800' });
    const [first] = cast.doctors;
    expect(await valueIn(phoned(first?.id ?? '', 'leader', cast.reader))).toEqual(kept);
  });

  it('refuses rungs that do not rise and sites that are not there', async () => {
    const percent = { sound: 50, room: 40, leader: 100, phones: 150 };
    expect(await codeOf(setPolicy(exchange.folder, { rules: [{ percent }] }))).toBe('escalation-order');
    expect(await codeOf(setPolicy(exchange.folder, { rules: [{ site: '无此院' }] }))).toBe('site-unknown');
  });

  it('forecasts a miss at least two minutes ahead for images, and takes it back when somebody is quick enough', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const leaves = async (of: Task, left: number, held: Task | null) => {
      await passTo((of.clock.deadline ?? 0) - left, held);
      return (await got(of.taskId)).missForecastAt ?? null;
    };
    // Reading and signing take 205 s by the defaults: unclaimed with less than that left, it will miss.
    expect(await leaves(task, 207_000, null)).toBeNull();
    const since = await leaves(task, 204_000, null);
    expect(since).not.toBeNull();
    const late = await valueIn(claim(pen.access, task.taskId));
    expect(await leaves(task, 190_000, late)).toBe(since);
    // Claimed in time it is not forecast, until no more than two minutes are left for it.
    const quick = await sendWholeStudy(cast.clinic);
    const claimed = await valueIn(claim(pen.access, quick.taskId));
    expect(await leaves(quick, 160_000, claimed)).toBeNull();
    expect(await leaves(quick, 119_000, claimed)).not.toBeNull();
  });

  it('takes a forecast back when a preliminary report is out in time after all', async () => {
    const task = await sendWholeStudy(cast.clinic);
    await passTo((task.clock.deadline ?? 0) - 200_000, null);
    const claimed = await valueIn(claim(pen.access, task.taskId));
    await passTo((task.clock.deadline ?? 0) - 160_000, claimed);
    expect((await got(task.taskId)).missForecastAt ?? null).not.toBeNull();
    await valueIn(pen.accept(await pen.write(await got(task.taskId), { status: 'preliminary' })));
    await exchange.running.tick();
    expect((await got(task.taskId)).missForecastAt).toBeNull();
  });

  it('tells a township over its socket that nobody is on duty, with a number, and when somebody sits down', async () => {
    const secret = await exchange.add({ type: 'station', name: '青石二号', site: '青石镇卫生院' });
    exchange.clock.advance(20_000);
    const heard: Duty[] = [];
    const socket = io(`${exchange.address}/feed`, {
      transports: ['websocket'],
      auth: { token: secret.secret, contractVersion, cursor: null },
    });
    socket.on('duty', (duty: Duty) => heard.push(duty));
    try {
      await expect
        .poll(() => heard.at(-1), { timeout: 15_000 })
        .toEqual({
          ecg: { readers: 0, contact: { name: '赵文博', phone: '8802' } },
          imaging: { readers: 0, contact: chief },
        });
      const [first] = cast.doctors;
      const signedIn = await valueIn(
        cast.reader.client.members.signIn({ name: first?.name ?? '', password: first?.secret ?? '' }),
      );
      const context = { person: signedIn.accessToken };
      await valueIn(cast.reader.client.members.present(undefined, { context }));
      await expect.poll(() => heard.at(-1)?.imaging.readers, { timeout: 15_000 }).toBe(1);
      exchange.clock.advance(16_000);
      await expect.poll(() => heard.at(-1)?.imaging.readers, { timeout: 15_000 }).toBe(0);
    } finally {
      socket.disconnect();
    }
  });
});

it('fires each rung once over a hundred restarts of the exchange', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-ladder-'));
  const clock = handClock();
  const start = async () =>
    valueIn(await startExchange({ dataFolder: folder, listen: { host: '127.0.0.1', port: 0 }, clock }));
  let running = await start();
  const exchange: TestExchange = {
    ...(await startTestExchangeParts(folder)),
    running,
    clock,
    address: running.address,
    as: (secret) => createExchangeAccess(running.address, secret),
  };
  const cast = await addCast(exchange);
  const task = await sendWholeStudy(cast.clinic);
  for (let restart = 0; restart < 100; restart += 1) {
    clock.advance(task.clock.targetMs / 50);
    await running.tick();
    await running.stop();
    running = await start();
  }
  await running.tick();
  await running.stop();
  const { parts, close } = await valueIn(openInFolder(folder, true));
  const fired = await parts.db
    .selectFrom('audit')
    .select(['detail'])
    .where('act', '=', 'escalated')
    .orderBy('number')
    .execute();
  const row = await parts.db.selectFrom('task').select('document').executeTakeFirstOrThrow();
  await close();
  rmSync(folder, { recursive: true });
  expect(fired.map((line) => line.detail)).toEqual(['sound', 'room', 'leader not-reached', 'phones']);
  const rungs = (JSON.parse(row.document) as Task).escalation?.map((one) => one.rung);
  expect(rungs).toEqual(['sound', 'room', 'leader', 'phones']);
}, 240_000);

async function startTestExchangeParts(
  folder: string,
): Promise<Pick<TestExchange, 'folder' | 'add' | 'stop'>> {
  const { addMemberToFolder } = await import('../../../exchange/add-member-to-folder.ts');
  return {
    folder,
    add: (member) => valueIn(addMemberToFolder(folder, { site: '', rights: '', licence: '', ...member })),
    stop: async () => undefined,
  };
}
