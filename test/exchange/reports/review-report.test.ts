/** Two doctors: policy asks, the writer submits, another one reviews, changes and signs, or gives it back with a reason. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '#shared/study/task.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { verifySignature } from '../../../exchange/reports/verify-signature.ts';
import { setReviewPolicy } from '../../../exchange/tasks/review-policy.ts';
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

type Pen = Awaited<ReturnType<typeof makePen>>;

describe('two doctors', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let trainee: Pen;
  let senior: Pen;
  let other: Pen;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const add = async (name: string, rights: string) =>
      makePen(exchange, await exchange.add({ type: 'person', name, rights, licence: '1104200009' }));
    trainee = await add('规培生', 'trainee');
    senior = await add('主任', 'reviewer');
    other = await add('副主任', 'reviewer');
    await policy([{ kind: 'imaging', site: cast.site.name, from: 0, to: 24 }]);
  });
  afterAll(() => exchange.stop());

  async function policy(rules: Parameters<typeof setReviewPolicy>[2]['rules']): Promise<void> {
    const opened = await valueIn(openInFolder(exchange.folder, false));
    await valueIn(setReviewPolicy(opened.parts, 'test', { rules }));
    await opened.close();
  }
  const got = (taskId: Task['taskId']) => valueIn(cast.reader.client.tasks.get({ taskId }));
  async function submitted(pen = trainee, status: 'final' | 'preliminary' = 'final') {
    const { taskId } = await sendWholeStudy(cast.clinic);
    const task = await valueIn(claim(pen.access, taskId));
    const report = await pen.write(task, { status });
    return { report, done: await valueIn(pen.accept(report)), taskId };
  }
  const back = (pen: Pen, task: Task) =>
    pen.access.client.tasks.returnFromReview({
      commandId: randomUUID(),
      taskId: task.taskId,
      claim: task.claim,
      reason: '请补充测量',
    });

  it('the first submits, nothing goes home; the second signs what he read, and one file proves both', async () => {
    const { report, done, taskId } = await submitted();
    expect(done).toMatchObject({
      summary: { submitted: true, adopted: false },
      task: { state: 'reviewing', holder: null, review: { submitted: { name: '规培生' }, returned: null } },
    });
    expect(done.task.reports).toEqual([]);
    expect(done.task.clock.stoppedAt).toBeNull();
    // The same once more has one effect, and the township is shown nothing of it.
    expect((await valueIn(trainee.accept(report))).summary.submitted).toBe(true);
    expect(await codeOf(cast.clinic.client.reports.submission({ taskId }))).toBe('task-not-found');
    const lying = await valueIn(cast.reader.client.reports.submission({ taskId }));
    expect(lying).toEqual(report);

    const task = await valueIn(claim(senior.access, taskId));
    expect(task).toMatchObject({ state: 'reviewing', claim: 2, holder: { name: '主任' } });
    const content = { findings: '右肺见结节。', impression: '右肺结节。', recommendation: '' };
    const reviewed = await senior.review(task, report, { content });
    const signed = await valueIn(senior.accept(reviewed));
    expect(signed).toMatchObject({
      summary: { adopted: true, memberName: '规培生', reviewerName: '主任' },
      task: { state: 'signed', holder: null },
    });
    expect(signed.task.clock.stoppedAt).not.toBeNull();
    const kept = await valueIn(cast.clinic.client.reports.get({ reportId: reviewed.reportId, version: 1 }));
    expect(kept.report.signatures.map((one) => [one.role, one.name])).toEqual([
      ['author', '规培生'],
      ['reviewer', '主任'],
    ]);
    for (const signature of kept.report.signatures) {
      expect(verifySignature(kept.report, signature, null).ok).toBe(true);
    }
    const [author] = kept.report.signatures;
    if (author === undefined || kept.report.reviewed === undefined) throw new Error('no author');
    const altered = { ...kept.report, reviewed: { ...kept.report.reviewed, content } };
    expect(verifySignature(altered, author, null)).toMatchObject({ failure: { code: 'report-altered' } });
  });

  it('a preliminary report that comes after the submission is given home and takes nothing from the reviewer', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic, { kind: 'imaging' });
    const task = await valueIn(claim(senior.access, taskId));
    const preliminary = await senior.write(task, { status: 'preliminary' });
    const final = await senior.write(task, { previous: preliminary, change: { version: 1, replaces: null } });
    expect((await valueIn(senior.accept(final))).task.state).toBe('reviewing');
    const late = await valueIn(senior.accept(preliminary));
    expect(late).toMatchObject({ summary: { adopted: true }, task: { state: 'reviewing', holder: null } });
    expect(late.task.stamps.preliminaryAt).not.toBeNull();
    expect(late.task.review?.submitted?.name).toBe('主任');
    expect((await valueIn(claim(other.access, taskId))).state).toBe('reviewing');
  });

  it('nobody reviews his own, and who may only write never signs alone', async () => {
    const own = await submitted(senior);
    expect(await codeOf(claim(senior.access, own.taskId))).toBe('review-own');
    expect(await codeOf(claim(trainee.access, own.taskId))).toBe('right-missing');
    const task = await valueIn(claim(other.access, own.taskId));
    expect(await codeOf(senior.accept(await senior.review(task, own.report)))).toBe('review-own');
    const reviewed = await other.review(task, own.report);
    const forged = { ...reviewed, reviewed: { ...own.report, content: reviewed.content, claim: 9 } };
    expect(await codeOf(other.accept(forged as never))).toBe('report-altered');
    expect((await valueIn(other.accept(reviewed))).task.state).toBe('signed');
  });

  it('the reviewer gives it back with a reason, and the writer holds it again', async () => {
    const { report, taskId } = await submitted();
    const task = await valueIn(claim(senior.access, taskId));
    expect(await codeOf(back(other, task))).toBe('claim-stale');
    const returned = await valueIn(back(senior, task));
    expect(returned).toMatchObject({
      state: 'reading',
      claim: 3,
      holder: { name: '规培生', alive: true },
      review: { returned: { name: '主任', reason: '请补充测量' } },
    });
    expect(await codeOf(back(senior, returned))).toBe('claim-stale');
    // What the reviewer signs of it now is not delivered: the writer is at it.
    const late = await senior.review(task, report);
    expect((await valueIn(senior.accept(late))).summary.adopted).toBe(false);
    const again = await valueIn(trainee.accept(await trainee.write(returned)));
    expect(again.task).toMatchObject({ state: 'reviewing', review: { returned: null } });
    const taken = await valueIn(claim(other.access, taskId));
    const newest = await valueIn(cast.reader.client.reports.submission({ taskId }));
    if (newest === null) throw new Error('nothing was submitted');
    // Not the first submission any more.
    expect((await valueIn(other.accept(await other.review(taken, report)))).summary.adopted).toBe(false);
    const anew = await valueIn(claim(other.access, taskId));
    expect(anew.claim).toBe(taken.claim);
    expect((await got(taskId)).state).toBe('reviewing');
  });

  it('is not asked for where no rule says so; a rule counts for what opens after it', async () => {
    const ecg = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    expect(ecg.review).toBeUndefined();
    const task = await sendWholeStudy(cast.clinic);
    expect(task.review).toEqual({ submitted: null, returned: null });
    await policy([]);
    expect((await got(task.taskId)).review).toBeDefined();
    expect((await sendWholeStudy(cast.clinic)).review).toBeUndefined();
    await policy([{ kind: '*', site: '*', from: 0, to: 24 }]);
  });

  it('another conclusion than the preliminary report has to be taken note of at the township; other words have not', async () => {
    const run = async (impression: string) => {
      const { taskId } = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
      const task = await valueIn(claim(senior.access, taskId));
      const early = await senior.write(task, {
        status: 'preliminary',
        change: { content: { findings: '', impression: '窦性心律', recommendation: '' } },
      });
      const issued = await valueIn(senior.accept(early));
      const content = { findings: '', impression, recommendation: '' };
      const report = await senior.write(issued.task, { previous: early, change: { content } });
      await valueIn(senior.accept(report));
      const taken = await valueIn(claim(other.access, taskId));
      return (await valueIn(other.accept(await other.review(taken, report)))).task.notice;
    };
    expect(await run('心房颤动')).toMatchObject({ what: 'changed', reason: null, acknowledged: null });
    expect(await run('窦性心律。')).toBeUndefined();
  });
});
