/** Messages and 请回电 at the exchange: who may write, once each, before and after the report, told to both ends and to the audit. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberId } from '#shared/study/ids.ts';
import { longestMessage, mostMessages } from '#shared/study/talk.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  type Cast,
  claim,
  codeOf,
  makePen,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

describe('the messages of a task', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  let auditor: ExchangeAccess;
  let elsewhere: { readonly station: ExchangeAccess; readonly nurse: string };
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first] = cast.doctors;
    if (first === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, first);
    const site = await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    const station = await exchange.add({ type: 'station', name: '柳河工作站', site: site.name });
    const nurse = await exchange.add({ type: 'person', name: '何平', site: site.name, rights: 'clinic' });
    elsewhere = { station: exchange.as(station.secret), nurse: nurse.id };
    const watcher = await exchange.add({ type: 'person', name: '审计员', rights: 'auditor' });
    auditor = exchange.as(watcher.secret);
  });
  afterAll(() => exchange.stop());

  const post = (
    by: ExchangeAccess,
    task: Task,
    memberId: string,
    text: string,
    more: { callback?: string | null; messageId?: string; commandId?: string; writtenAt?: number } = {},
  ) =>
    by.client.talk.post({
      commandId: more.commandId ?? randomUUID(),
      taskId: task.taskId,
      messageId: more.messageId ?? randomUUID(),
      memberId: memberId as MemberId,
      text,
      callback: more.callback ?? null,
      writtenAt: more.writtenAt ?? exchange.clock.now(),
    });
  const calledBack = (by: ExchangeAccess, task: Task, memberId: string, messageId: string) =>
    by.client.talk.calledBack({
      commandId: randomUUID(),
      taskId: task.taskId,
      messageId,
      memberId: memberId as MemberId,
    });
  const textsOf = (task: Task) => task.talk?.map((one) => `${one.from} ${one.name}: ${one.text}`);

  it('goes both ways, with the names and sides the exchange knows, into feed and audit', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const head = (await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1 }))).head;
    await valueIn(post(cast.clinic, task, cast.nurse.id, '患者右侧胸痛两小时'));
    const doctor = cast.doctors[0]?.id ?? '';
    const answered = await valueIn(post(cast.reader, task, doctor, '请问有无外伤史?'));
    expect(textsOf(answered)).toEqual([
      'clinic 李秀兰: 患者右侧胸痛两小时',
      'centre 陈静怡: 请问有无外伤史?',
    ]);
    for (const end of [cast.reader, cast.clinic]) {
      const { events } = await valueIn(end.client.feed.read({ after: head, limit: 100 }));
      const told = events.flatMap(({ change }) => ('task' in change ? [change.task] : []));
      expect(told.map((one) => one.talk?.length)).toEqual([1, 2]);
    }
    const { events } = await valueIn(elsewhere.station.client.feed.read({ after: head, limit: 100 }));
    expect(JSON.stringify(events)).not.toContain('外伤史');
    const records = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    const posted = records.filter((one) => one.act === 'message-posted' && one.object === task.taskId);
    expect(posted.map((one) => [one.memberId, one.detail.split(' ').slice(1).join(' ')])).toEqual([
      [cast.nurse.id, '患者右侧胸痛两小时'],
      [doctor, '请问有无外伤史?'],
    ]);
  });

  it('is posted once: the same command, and the same message by another command; another text under the key is refused', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const commandId = randomUUID();
    const messageId = randomUUID();
    const writtenAt = exchange.clock.now();
    const once = { commandId, messageId, writtenAt };
    await valueIn(post(cast.clinic, task, cast.nurse.id, '一次', once));
    await valueIn(post(cast.clinic, task, cast.nurse.id, '一次', once));
    await valueIn(post(cast.clinic, task, cast.nurse.id, '一次', { messageId, writtenAt }));
    expect(await codeOf(post(cast.clinic, task, cast.nurse.id, '另一句', once))).toBe('idempotency-conflict');
    const now = await valueIn(cast.reader.client.tasks.get({ taskId: task.taskId }));
    expect(textsOf(now)).toEqual(['clinic 李秀兰: 一次']);
  });

  it('belongs to the site of the task and to the centre, and to nobody else', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const { nurse, doctors } = cast;
    const doctor = doctors[0]?.id ?? '';
    expect(await codeOf(post(elsewhere.station, task, elsewhere.nurse, '看不见'))).toBe('task-not-found');
    // Of another site, through a station of the centre; of the centre, through the township's; a name that is none.
    expect(await codeOf(post(cast.reader, task, elsewhere.nurse, '别处'))).toBe('not-of-the-case');
    expect(await codeOf(post(cast.reader, task, 'p_nobody', '无名'))).toBe('not-of-the-case');
    expect(await codeOf(post(pen.access, task, doctors[1]?.id ?? '', '冒名'))).toBe('not-of-the-case');
    expect(
      await codeOf(
        post(auditor, task, (await valueIn(auditor.client.members.whoAmI())).member.memberId, '审计'),
      ),
    ).toBe('task-not-found');
    await valueIn(post(pen.access, task, doctor, '本人'));
    // A doctor who visits the township writes from there, as that end.
    const visiting = await valueIn(post(cast.clinic, task, doctor, '在现场'));
    expect(visiting.talk?.map((one) => one.from)).toEqual(['centre', 'clinic']);
    const asked = await valueIn(post(cast.clinic, task, nurse.id, '', { callback: '0728-8801' }));
    const messageId = asked.talk?.at(-1)?.messageId ?? '';
    expect(await codeOf(calledBack(elsewhere.station, task, elsewhere.nurse, messageId))).toBe(
      'task-not-found',
    );
    expect(await codeOf(calledBack(cast.reader, task, elsewhere.nurse, messageId))).toBe('not-of-the-case');
  });

  it('keeps its limits: something to say, at most so long, at most so many, then the telephone', async () => {
    const task = await sendWholeStudy(cast.clinic);
    expect(await codeOf(post(cast.clinic, task, cast.nurse.id, '   '))).toBe('message-empty');
    expect(await codeOf(post(cast.clinic, task, cast.nurse.id, '长'.repeat(longestMessage + 1)))).toBe(
      'invalid-input',
    );
    expect(await codeOf(post(cast.clinic, task, cast.nurse.id, '', { callback: 'call me' }))).toBe(
      'invalid-input',
    );
    for (let index = 0; index < mostMessages; index += 1) {
      await valueIn(post(cast.clinic, task, cast.nurse.id, `第 ${index} 条`));
    }
    const full = await post(cast.clinic, task, cast.nurse.id, '再一条');
    expect(full).toMatchObject({ ok: false, failure: { code: 'talk-full', params: { phone: '8801' } } });
  });

  it('is called back once, by name, and goes on after the report', async () => {
    const task = await valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
    const asked = await valueIn(post(cast.clinic, task, cast.nurse.id, '', { callback: '8801 转 3' }));
    const messageId = asked.talk?.[0]?.messageId ?? '';
    expect(asked.talk?.[0]).toMatchObject({ text: '', callback: { phone: '8801 转 3', done: null } });
    const done = await valueIn(calledBack(cast.reader, task, cast.doctors[1]?.id ?? '', messageId));
    expect(done.talk?.[0]?.callback?.done).toMatchObject({ name: '赵文博' });
    const again = await valueIn(calledBack(cast.clinic, task, cast.nurse.id, messageId));
    expect(again.talk?.[0]?.callback?.done).toMatchObject({ name: '赵文博' });
    expect(await codeOf(calledBack(cast.clinic, task, cast.nurse.id, randomUUID()))).toBe(
      'callback-not-found',
    );
    const held = await valueIn(cast.reader.client.tasks.get({ taskId: task.taskId }));
    await valueIn(pen.accept(await pen.write(held)));
    // Written before the link was cut, taken an hour later: both times are kept.
    const writtenAt = exchange.clock.now();
    exchange.clock.advance(3_600_000);
    const late = await valueIn(post(cast.clinic, task, cast.nurse.id, '已转上级医院', { writtenAt }));
    expect(late.state).toBe('signed');
    const last = late.talk?.at(-1);
    expect(last).toMatchObject({ text: '已转上级医院', writtenAt });
    expect((last?.at ?? 0) - writtenAt).toBeGreaterThanOrEqual(3_600_000);
  });
});
