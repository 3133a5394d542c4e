/** 机器提示危急 at the exchange: raised once by the sending site, judged by the holder or the author, in feed and audit. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CriticalHit } from '#shared/study/critical.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  announce,
  beginStudy,
  type Cast,
  claim,
  closeStudy,
  codeOf,
  hashOf,
  makePen,
  type SentStudy,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const findings: CriticalHit['findings'] = [
  {
    ruleSet: 'zhejiang',
    version: 'trial',
    code: 'STE',
    text: { zh: '疑似急性心肌梗死', en: 'Possible acute infarction' },
    evidence: [{ name: 'st', value: 0.31, unit: 'mV', lead: 'V2' }],
  },
];

describe('a critical rule', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let first: Awaited<ReturnType<typeof makePen>>;
  let second: Awaited<ReturnType<typeof makePen>>;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [one, two] = cast.doctors;
    if (one === undefined || two === undefined) throw new Error('two doctors are needed');
    first = await makePen(exchange, one);
    second = await makePen(exchange, two);
  });
  afterAll(() => exchange.stop());

  async function sent(): Promise<{ study: SentStudy; task: Task }> {
    const study = await beginStudy(cast.clinic, { kind: 'ecg' });
    await closeStudy(cast.clinic, study);
    for (const object of study.objects) await sendObject(cast.clinic, study.depositId, object);
    const tasks = await valueIn(cast.reader.client.tasks.list({}));
    const task = tasks.find((one) => one.studyInstanceUid === study.studyInstanceUid);
    if (task === undefined) throw new Error('no task');
    return { study, task };
  }
  const raise = (
    access: ExchangeAccess,
    task: Task,
    bytes: Uint8Array | undefined,
    commandId: string = randomUUID(),
  ) =>
    access.client.critical.raise({
      commandId,
      taskId: task.taskId,
      sha256: hashOf(bytes ?? new Uint8Array()),
      findings,
    });
  const judge = (
    pen: typeof first,
    task: Task,
    verdict: 'confirmed' | 'rejected',
    hits = (task.critical ?? []).map((hit) => hit.sha256),
  ) =>
    pen.access.client.critical.judge({
      commandId: randomUUID(),
      taskId: task.taskId,
      claim: task.claim,
      memberId: pen.id as MemberId,
      verdict,
      hits,
      at: exchange.clock.now(),
    });
  async function actsOn(taskId: string): Promise<string[]> {
    const auditor = await exchange.add({ type: 'person', name: `审计${randomUUID()}`, rights: 'auditor' });
    const read = exchange.as(auditor.secret).client.audit.read({ after: 0, limit: 1000 });
    return (await valueIn(read))
      .filter((entry) => entry.object === taskId && entry.act.startsWith('critical'))
      .map((entry) => `${entry.act} ${entry.success} ${entry.detail}`);
  }

  it('lifts the task once, whatever is sent again, and everybody hears of it in one event', async () => {
    const { study, task } = await sent();
    const { head } = await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1 }));
    const commandId = randomUUID();
    const lifted = await valueIn(raise(cast.clinic, task, study.objects[0], commandId));
    expect(lifted.critical).toEqual([
      { sha256: hashOf(study.objects[0] ?? ''), raisedAt: expect.any(Number), findings, verdict: null },
    ]);
    expect(await valueIn(raise(cast.clinic, task, study.objects[0], commandId))).toEqual(lifted);
    expect(await valueIn(raise(cast.clinic, task, study.objects[0]))).toEqual(lifted);
    const { events } = await valueIn(cast.reader.client.feed.read({ after: head, limit: 100 }));
    const told = events.filter((event) => 'task' in event.change && event.change.task.taskId === task.taskId);
    expect(told.map((event) => event.change.type)).toEqual(['task-changed']);
    expect(told[0]?.change).toMatchObject({ task: { critical: lifted.critical, clock: task.clock } });
  });

  it('is raised by the site that sent it alone, and for its own recordings alone', async () => {
    const { study, task } = await sent();
    await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    const other = await exchange.add({ type: 'station', name: '柳河工作站', site: '柳河镇卫生院' });
    for (const access of [exchange.as(other.secret), cast.reader]) {
      expect(await codeOf(raise(access, task, study.objects[0]))).toBe('task-not-found');
    }
    expect(await codeOf(raise(cast.clinic, task, Buffer.from('another')))).toBe('object-not-found');
    expect(await actsOn(task.taskId)).toEqual([
      'critical-raised false task-not-found',
      'critical-raised false task-not-found',
      'critical-raised false object-not-found',
    ]);
  });

  it('is rejected or confirmed by who holds the task, once; what came meanwhile stays open', async () => {
    const { study, task } = await sent();
    const lifted = await valueIn(raise(cast.clinic, task, study.objects[0]));
    expect(await codeOf(judge(first, lifted, 'confirmed'))).toBe('claim-stale');
    await valueIn(claim(first.access, task.taskId));
    const held = await valueIn(cast.reader.client.tasks.get({ taskId: task.taskId }));
    expect(await codeOf(judge(second, held, 'confirmed'))).toBe('claim-stale');
    const more = Buffer.from(randomUUID()) as Uint8Array as Uint8Array<ArrayBuffer>;
    await announce(cast.clinic, study.depositId, study.studyInstanceUid, [...study.objects, more]);
    const both = await valueIn(raise(cast.clinic, task, more));
    expect(both.critical).toHaveLength(2);
    const half = await valueIn(judge(first, held, 'rejected'));
    expect(half.critical?.map((hit) => hit.verdict?.what ?? null)).toEqual(['rejected', null]);
    const whole = await valueIn(judge(first, half, 'confirmed'));
    expect(whole.critical?.map((hit) => hit.verdict?.what)).toEqual(['rejected', 'confirmed']);
    expect(whole.critical?.[1]?.verdict).toMatchObject({ memberId: first.id, name: '陈静怡' });
    // The first verdict stands.
    expect(await valueIn(judge(first, whole, 'rejected'))).toEqual(whole);
    expect((await actsOn(task.taskId)).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'critical-raised true',
      'critical-confirmed false',
      'critical-confirmed false',
      'critical-raised true',
      'critical-rejected true',
      'critical-confirmed true',
      'critical-rejected true',
    ]);
  });

  it('that fires after the report is judged by its author, and needs the right to issue', async () => {
    const { study, task } = await sent();
    const taken = await valueIn(claim(first.access, task.taskId));
    await valueIn(first.accept(await first.write(taken)));
    const late = await valueIn(raise(cast.clinic, task, study.objects[0]));
    expect(late).toMatchObject({ state: 'signed', critical: [{ verdict: null }] });
    expect(await codeOf(judge(second, late, 'confirmed'))).toBe('claim-stale');
    const confirmed = await valueIn(judge(first, late, 'confirmed'));
    expect(confirmed.critical?.[0]?.verdict?.what).toBe('confirmed');

    const trainee = await exchange.add({ type: 'person', name: '实习生', rights: 'write' });
    const pupil = exchange.as(trainee.secret);
    const next = await sent();
    await valueIn(raise(cast.clinic, next.task, next.study.objects[0]));
    const held = await valueIn(claim(pupil, next.task.taskId));
    const asked = pupil.client.critical.judge({
      commandId: randomUUID(),
      taskId: held.taskId,
      claim: held.claim,
      memberId: trainee.id as MemberId,
      verdict: 'confirmed',
      hits: (held.critical ?? []).map((hit) => hit.sha256),
      at: exchange.clock.now(),
    });
    expect(await codeOf(asked)).toBe('right-missing');
  });
});
