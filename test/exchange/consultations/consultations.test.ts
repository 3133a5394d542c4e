/** Consultations at the exchange: who may ask whom, who sees the case and until when, what a report may say of it, each in the audit. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsultedGiven } from '#shared/contract/exchange/consultations.ts';
import { type Consultation, type ConsultationStep, quotedConsultation } from '#shared/study/consultation.ts';
import type { MemberId, SiteId, TaskId } from '#shared/study/ids.ts';
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

const draft = {
  findings: '右肺上叶结节约 12 mm。',
  impression: '右肺上叶结节,性质待定。',
  recommendation: '',
};

describe('consultations', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  let hospital: { readonly site: string; readonly station: ExchangeAccess; readonly doctor: string };
  let auditor: ExchangeAccess;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first] = cast.doctors;
    if (first === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, first);
    const site = await exchange.add({ type: 'site', name: '省人民医院', tier: 'higher', phone: '027-0120' });
    const station = await exchange.add({ type: 'station', name: '省医院工作站', site: site.name });
    const doctor = await exchange.add({ type: 'person', name: '马东', site: site.name, rights: 'clinic' });
    hospital = { site: site.id, station: exchange.as(station.secret), doctor: doctor.id };
    const watcher = await exchange.add({ type: 'person', name: '审计员', rights: 'auditor' });
    auditor = exchange.as(watcher.secret);
  }, 120_000);
  afterAll(() => exchange.stop());

  const atHospital = (): ConsultedGiven => ({ siteId: hospital.site as SiteId });
  const colleague = (): ConsultedGiven => ({ memberId: (cast.doctors[1]?.id ?? '') as MemberId });
  const held = async (): Promise<Task> =>
    valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic)).taskId));
  const ask = (
    task: Task,
    to: ConsultedGiven,
    more: { by?: ExchangeAccess; memberId?: string; minutes?: number; consultationId?: string } = {},
  ) =>
    (more.by ?? pen.access).client.consultations.ask({
      commandId: randomUUID(),
      consultationId: more.consultationId ?? randomUUID(),
      taskId: task.taskId,
      memberId: (more.memberId ?? pen.id) as MemberId,
      to,
      question: '结节性质?是否需要穿刺?',
      minutes: more.minutes ?? 10,
      state: draft,
    });
  const step = (
    taskId: TaskId,
    { consultationId }: Consultation,
    what: ConsultationStep,
    by: ExchangeAccess = hospital.station,
    memberId: string = hospital.doctor,
  ) =>
    by.client.consultations.step({
      commandId: randomUUID(),
      taskId,
      consultationId,
      memberId: memberId as MemberId,
      step: what,
    });
  const open = (by: ExchangeAccess, taskId: TaskId, { consultationId }: Consultation) =>
    by.client.consultations.open({ taskId, consultationId });
  const got = (taskId: TaskId) => valueIn(cast.reader.client.tasks.get({ taskId }));
  const objectOf = async (task: Task): Promise<string> => {
    const study = await valueIn(cast.reader.client.deposits.manifest({ taskId: task.taskId }));
    return study.series[0]?.instances[0]?.sha256 ?? '';
  };
  const mayFetch = async (sha256: string) =>
    (await hospital.station.fetch(`/objects/${sha256}`)).status === 200;

  it('names the doctors of the centre who read, and the hospitals above the townships', async () => {
    const { members, sites } = await valueIn(cast.reader.client.consultations.consultants());
    expect(members.map((one) => one.name)).toEqual(['陈静怡', '赵文博']);
    expect(sites.map((one) => one.name)).toEqual(['省人民医院']);
    expect(await codeOf(cast.clinic.client.consultations.consultants())).toBe('right-missing');
  });

  it('shows a hospital the case with draft and images only while it is asked, and writes down who saw it', async () => {
    const task = await held();
    const sha256 = await objectOf(task);
    expect(await mayFetch(sha256)).toBe(false);
    const head = (await valueIn(cast.reader.client.feed.read({ after: 0, limit: 1 }))).head;
    const asked = await valueIn(ask(task, atHospital()));
    expect(asked).toMatchObject({ to: { kind: 'site', name: '省人民医院' }, asked: { name: '陈静怡' } });
    expect(asked.answerBy - asked.asked.at).toBe(600_000);
    const { events } = await valueIn(hospital.station.client.feed.read({ after: head, limit: 100 }));
    expect(events.map(({ change }) => change.type)).toEqual(['consultation-changed']);
    expect(JSON.stringify(events)).not.toContain(task.order.patient.name);

    const seen = await valueIn(open(hospital.station, task.taskId, asked));
    expect(seen).toMatchObject({ task: { taskId: task.taskId }, state: draft });
    expect(await mayFetch(sha256)).toBe(true);
    expect(await codeOf(hospital.station.client.deposits.manifest({ taskId: task.taskId }))).toBe('ok');
    expect(await codeOf(hospital.station.client.tasks.get({ taskId: task.taskId }))).toBe('task-not-found');
    // The clock and the claim are the reader's; the township reads that somebody is asked, and no word of it.
    const there = await valueIn(cast.clinic.client.tasks.get({ taskId: task.taskId }));
    expect(there).toMatchObject({ state: 'reading', clock: { stoppedAt: null, pausedMs: 0 } });
    expect(there.consultations?.[0]).toMatchObject({ to: { name: '省人民医院' }, question: '' });
    expect(JSON.stringify(there)).not.toContain('结节');

    await valueIn(step(task.taskId, asked, { what: 'opened' }));
    const opinion = '考虑早期肺癌,建议 CT 引导下穿刺。';
    const answered = await valueIn(step(task.taskId, asked, { what: 'answered', opinion }));
    expect(answered.answered).toMatchObject({ name: '马东', site: '省人民医院', opinion });
    expect((await got(task.taskId)).consultations?.[0]?.answered?.opinion).toBe(opinion);
    expect(await mayFetch(sha256)).toBe(false);
    expect(await codeOf(hospital.station.client.deposits.manifest({ taskId: task.taskId }))).toBe(
      'task-not-found',
    );
    expect(await codeOf(open(hospital.station, task.taskId, asked))).toBe('consultation-over');
    const records = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    const acts = records.filter(
      (one) => one.object === task.taskId && one.act.startsWith('consultation-') && one.success,
    );
    expect(acts.map((one) => [one.act.slice(13), one.memberId])).toEqual([
      ['asked', pen.id],
      ['viewed', null],
      ['opened', hospital.doctor],
      ['answered', hospital.doctor],
    ]);
  });

  it('is asked by the holder alone, of somebody else, once at a time, and answered by nobody but who is asked', async () => {
    const waiting = await sendWholeStudy(cast.clinic);
    const task = await held();
    const second = exchange.as(cast.doctors[1]?.secret ?? '');
    const secondId = cast.doctors[1]?.id ?? '';
    expect(await codeOf(ask(waiting, colleague()))).toBe('consultation-not-holder');
    expect(await codeOf(ask(task, atHospital(), { by: second, memberId: secondId }))).toBe(
      'consultation-not-holder',
    );
    expect(await codeOf(ask(task, { memberId: pen.id }))).toBe('consultant-not-found');
    expect(await codeOf(ask(task, { siteId: cast.site.id as string as SiteId }))).toBe(
      'consultant-not-found',
    );
    const consultationId = randomUUID();
    const asked = await valueIn(ask(task, colleague(), { consultationId }));
    expect(await valueIn(ask(task, colleague(), { consultationId }))).toEqual(asked);
    expect(await codeOf(ask(task, colleague()))).toBe('consultation-open');
    const answer: ConsultationStep = { what: 'answered', opinion: '良性可能大' };
    expect(await codeOf(step(task.taskId, asked, answer))).toBe('consultation-not-found');
    expect(await codeOf(open(hospital.station, task.taskId, asked))).toBe('consultation-not-found');
    expect(await codeOf(open(cast.reader, task.taskId, asked))).toBe('consultation-not-found');
    expect(await codeOf(step(task.taskId, asked, answer, second, pen.id))).toBe('consultation-not-found');
    expect(await valueIn(open(second, task.taskId, asked))).toMatchObject({ state: draft });
    const declined = await valueIn(
      step(task.taskId, asked, { what: 'declined', reason: '正在手术' }, second, secondId),
    );
    expect(declined.declined).toMatchObject({ name: '赵文博', reason: '正在手术' });
    expect(await codeOf(step(task.taskId, asked, answer, second, secondId))).toBe('consultation-over');
  });

  it('ends when nobody answers in time, when it is withdrawn, and when the case is reported', async () => {
    const task = await held();
    const late = await valueIn(ask(task, colleague(), { minutes: 5 }));
    const withdrawn = await valueIn(ask(task, atHospital()));
    await valueIn(step(task.taskId, withdrawn, { what: 'withdrawn' }, pen.access, pen.id));
    expect(await codeOf(open(hospital.station, task.taskId, withdrawn))).toBe('consultation-over');
    exchange.clock.advance(5 * 60_000);
    await exchange.running.tick();
    const [first] = (await got(task.taskId)).consultations ?? [];
    expect(first?.consultationId).toBe(late.consultationId);
    expect(first?.ended).toMatchObject({ why: 'time' });

    const other = await held();
    const asked = await valueIn(ask(other, atHospital()));
    await valueIn(pen.accept(await pen.write(other)));
    await exchange.running.tick();
    const [reported] = (await got(other.taskId)).consultations ?? [];
    expect(reported?.ended).toMatchObject({ why: 'reported' });
    expect(await codeOf(open(hospital.station, other.taskId, asked))).toBe('consultation-over');
  });

  it('names in a report only who answered, as he answered', async () => {
    const task = await held();
    const asked = await valueIn(ask(task, atHospital()));
    const answered = await valueIn(step(task.taskId, asked, { what: 'answered', opinion: '良性可能大' }));
    const quoted = quotedConsultation(answered);
    if (quoted === null) throw new Error('an opinion is needed');
    const content = { ...draft, consulted: [quoted] };
    const lie = { ...draft, consulted: [{ ...quoted, name: '华佗' }] };
    expect(await codeOf(pen.accept(await pen.write(task, { change: { content: lie } })))).toBe(
      'invalid-input',
    );
    const { task: signed } = await valueIn(pen.accept(await pen.write(task, { change: { content } })));
    expect(signed.state).toBe('signed');
    const home = await valueIn(cast.clinic.client.reports.list({ taskId: task.taskId }));
    expect(home.at(-1)?.report.content.consulted).toEqual([quoted]);
  });
});
