import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Prior } from '#shared/contract/exchange/patients.ts';
import type { Quote } from '#shared/report/report.ts';
import type { DepositId, TaskId } from '#shared/study/ids.ts';
import {
  beginStudy,
  claim,
  codeOf,
  makePen,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import {
  addPatientsCast,
  merge,
  numberOfWang,
  type PatientsCast,
  recordsOf,
  undo,
  wang,
} from '../../rig/patients.ts';

const quoteOf = (prior: Prior): Quote => ({
  depositId: prior.depositId,
  studyInstanceUid: prior.studyInstanceUid,
  siteName: prior.siteName,
  exam: `${prior.modality} ${prior.bodyPart}`,
  acquiredAt: prior.at,
  reportId: prior.report?.reportId ?? null,
  version: prior.report?.version ?? null,
});

describe('priors of a patient', () => {
  let exchange: TestExchange;
  let cast: PatientsCast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  let other: Awaited<ReturnType<typeof makePen>>;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addPatientsCast(exchange);
    const doctor = (name: string) =>
      exchange.add({ type: 'person', name, rights: 'reader', licence: '1104200001' });
    const [one, two] = [await doctor('陈静怡'), await doctor('赵文博')];
    pen = await makePen(exchange, one);
    other = await makePen(exchange, two);
  });
  afterAll(() => exchange.stop());
  const priorsOf = (taskId: string, who = pen) =>
    who.access.client.patients.priors({ taskId: taskId as TaskId });
  const read = async (taskId: string) => {
    const task = await valueIn(claim(pen.access, taskId));
    const report = await pen.write(task);
    await valueIn(pen.accept(report));
    return report;
  };

  it('come from every site through a claimed task only, with their reports; every look is recorded', async () => {
    const patient = { ...wang, identityNumber: numberOfWang };
    const first = await sendWholeStudy(cast.east, {
      patient,
      acquiredAt: exchange.clock.now() - 2 * 86_400_000,
    });
    const report = await read(first.taskId);
    const alone = await beginStudy(cast.east, {
      patient: wang,
      order: false,
      acquiredAt: exchange.clock.now() - 90 * 86_400_000,
    });
    await sendWholeStudy(cast.east, {
      patient: { ...wang, id: 'A999', name: '马小东', birthDate: '1980-01-01' },
    });
    const task = await sendWholeStudy(cast.west, {
      patient: { ...patient, id: 'W1', name: 'WANG^XIAODONG' },
    });

    expect(await codeOf(priorsOf(task.taskId))).toBe('priors-need-claim');
    await valueIn(claim(pen.access, task.taskId));
    expect(await codeOf(priorsOf(task.taskId, other))).toBe('priors-need-claim');
    const station = cast.reader.client.patients;
    expect(await codeOf(station.priors({ taskId: task.taskId }))).toBe('priors-need-claim');
    expect(await codeOf(cast.west.client.patients.priors({ taskId: task.taskId }))).toBe('priors-need-claim');
    expect(await codeOf(priorsOf('x-none'))).toBe('task-not-found');

    const priors = await valueIn(priorsOf(task.taskId));
    expect(
      priors.map((prior) => [prior.siteName, prior.known, prior.report?.impression ?? null, prior.images]),
    ).toEqual([
      ['东河镇卫生院', 'rule', '胸部未见异常。', 1],
      ['东河镇卫生院', 'rule', null, 0],
    ]);
    expect(priors[0]?.report).toMatchObject({
      reportId: report.reportId,
      status: 'final',
      memberName: '陈静怡',
    });
    expect(priors[1]?.depositId).toBe(alone.depositId);

    const opened = await valueIn(
      pen.access.client.patients.openPrior({
        taskId: task.taskId,
        depositId: priors[0]?.depositId as DepositId,
      }),
    );
    expect(opened.report?.report.reportId).toBe(report.reportId);
    expect(opened.study.studyInstanceUid).toBe(first.studyInstanceUid);
    const [object] = opened.study.series.flatMap((series) => series.instances);
    expect((await pen.access.fetch(`/objects/${object?.sha256}`)).status).toBe(200);
    const strange = { taskId: task.taskId, depositId: task.depositId };
    expect(await codeOf(pen.access.client.patients.openPrior(strange))).toBe('prior-not-found');

    await valueIn(
      pen.accept(await pen.write(await valueIn(pen.access.client.tasks.get({ taskId: task.taskId })))),
    );
    expect(await codeOf(priorsOf(task.taskId))).toBe('priors-need-claim');

    const auditor = await cast.person('审计员', 'auditor');
    const lines = (await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }))).filter((line) =>
      /^prior/.test(line.act),
    );
    expect(lines.map((line) => `${line.act} ${line.success} ${line.detail.split(' ').at(-1)}`)).toEqual([
      'priors-listed false priors-need-claim',
      'priors-listed false priors-need-claim',
      'priors-listed false priors-need-claim',
      'priors-listed false priors-need-claim',
      'priors-listed false task-not-found',
      'priors-listed true 2',
      `prior-opened true ${task.taskId}`,
      'prior-opened false prior-not-found',
      'priors-listed false priors-need-claim',
    ]);
  });

  it("are a person's word when a person merged the records, whichever of the two was made first", async () => {
    for (let at = 0; at < 4; at += 1) {
      const one = { name: '桑弘羊', id: `E8${at}`, sex: 'M', birthDate: `198${at}-08-08` } as const;
      await sendWholeStudy(cast.east, { patient: one, acquiredAt: exchange.clock.now() - 3_600_000 });
      const task = await sendWholeStudy(cast.west, { patient: { ...one, id: `W8${at}` } });
      const found = await recordsOf(cast.registrar, '桑弘羊');
      const ids = found.filter((record) => record.birthDate === one.birthDate);
      await valueIn(merge(cast.registrar, ids[0]?.patientId as never, ids[1]?.patientId as never));
      await valueIn(claim(pen.access, task.taskId));
      expect((await valueIn(priorsOf(task.taskId))).map((prior) => prior.known)).toEqual(['person']);
    }
  });

  it('leave out a study whose identity is in doubt or whose order was withdrawn', async () => {
    const patient = { ...wang, name: '白露', id: 'A2', birthDate: '1988-01-01' };
    await sendWholeStudy(cast.east, { patient, deviceName: '黑露' });
    const task = await sendWholeStudy(cast.east, { patient });
    await valueIn(claim(pen.access, task.taskId));
    expect(await valueIn(priorsOf(task.taskId))).toEqual([]);
  });

  it('flags at both ends the reports that quoted across a merge undone since, and a report of another keeps its patient', async () => {
    const east = { name: '叶知秋', id: 'E3', sex: 'F', birthDate: '1949-09-09' } as const;
    const west = { ...east, id: 'W3', name: '叶知秋' };
    const former = await sendWholeStudy(cast.east, {
      patient: east,
      acquiredAt: exchange.clock.now() - 3_600_000,
    });
    await read(former.taskId);
    const task = await sendWholeStudy(cast.west, { patient: west });
    const ids = (await recordsOf(cast.registrar, '叶知秋')).map((record) => record.patientId);
    const { mergeId } = await valueIn(merge(cast.registrar, ids[0] as never, ids[1] as never));
    const held = await valueIn(claim(pen.access, task.taskId));
    expect(held.order.patient).toEqual(west);
    const [prior] = await valueIn(priorsOf(task.taskId));
    if (prior === undefined) throw new Error('no prior');
    expect(prior.known).toBe('person');
    const content = {
      findings: '与前片比较',
      impression: '无变化',
      recommendation: '',
      quotes: [quoteOf(prior)],
    };
    const report = await pen.write(held, { change: { content } });
    const committed = await valueIn(pen.accept(report));
    expect(committed.task.quoteFlags).toBeUndefined();
    expect(report.patient).toEqual(west);

    const undone = await valueIn(undo(cast.registrar, mergeId, '身份证核对:两人'));
    expect(undone.flaggedReports).toBe(1);
    const flag = {
      reportId: report.reportId,
      version: 1,
      studyInstanceUid: former.studyInstanceUid,
      siteName: '东河镇卫生院',
    };
    for (const end of [cast.west, cast.reader]) {
      const seen = await valueIn(end.client.tasks.get({ taskId: task.taskId }));
      expect(seen.quoteFlags).toMatchObject([flag]);
      expect(seen.order.patient).toEqual(west);
      const { events } = await valueIn(end.client.feed.read({ after: 0, limit: 1000 }));
      const told = events.flatMap(({ change }) =>
        change.type === 'task-changed' && change.task.taskId === task.taskId ? [change.task] : [],
      );
      expect(told.at(-1)?.quoteFlags).toMatchObject([flag]);
    }
    expect(
      (await valueIn(cast.reader.client.tasks.get({ taskId: former.taskId }))).quoteFlags,
    ).toBeUndefined();
    // Merged again, what was quoted is the patient's own: exactly as before.
    await valueIn(merge(cast.registrar, ids[0] as never, ids[1] as never, '再次核对:一人'));
    expect((await valueIn(cast.west.client.tasks.get({ taskId: task.taskId }))).quoteFlags).toBeUndefined();
  });

  it('flags at once a report that was signed after its quotation had lost its ground; refuses a quotation of nothing', async () => {
    const patient = { name: '江一帆', id: 'E4', sex: 'M', birthDate: '1977-07-07' } as const;
    await sendWholeStudy(cast.east, { patient });
    const task = await sendWholeStudy(cast.west, { patient: { ...patient, id: 'W4' } });
    const ids = (await recordsOf(cast.registrar, '江一帆')).map((record) => record.patientId);
    const { mergeId } = await valueIn(merge(cast.registrar, ids[0] as never, ids[1] as never));
    const held = await valueIn(claim(pen.access, task.taskId));
    const [prior] = await valueIn(priorsOf(task.taskId));
    if (prior === undefined) throw new Error('no prior');
    const written = (quotes: Quote[]) =>
      pen.write(held, {
        change: { content: { findings: '比较', impression: '无变化', recommendation: '', quotes } },
      });
    const invented = await written([{ ...quoteOf(prior), depositId: 'd-none' as DepositId }]);
    expect(await codeOf(pen.accept(invented))).toBe('invalid-input');
    await valueIn(undo(cast.registrar, mergeId));
    const committed = await valueIn(pen.accept(await written([quoteOf(prior)])));
    expect(committed.task.quoteFlags).toHaveLength(1);
    expect(committed.task.state).toBe('signed');
  });
});
