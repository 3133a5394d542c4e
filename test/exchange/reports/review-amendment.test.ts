/** Where two doctors are required they answer for a correction and an addendum as well; a withdrawal stays one doctor's. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AmendPurpose, AmendReason } from '#shared/report/amendment.ts';
import { amendedStatus } from '#shared/report/amendment.ts';
import type { Report } from '#shared/report/report.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import type { MemberId } from '#shared/study/ids.ts';
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

const reasons: Readonly<Record<AmendPurpose, AmendReason>> = {
  correct: 'wrong-side',
  supplement: 'prior-found',
  withdraw: 'wrong-patient',
};
const written = { findings: '左肺上叶见结节。', impression: '左肺上叶结节。', recommendation: '' };

describe('an amendment for which two doctors answer', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let writer: Pen;
  let senior: Pen;
  let other: Pen;
  let plain: Pen;
  let auditor: ReturnType<TestExchange['as']>;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const add = async (name: string, rights: string) =>
      makePen(exchange, await exchange.add({ type: 'person', name, rights, licence: '1104200009' }));
    writer = await add('主治', 'reviewer');
    senior = await add('主任', 'reviewer');
    other = await add('副主任', 'reviewer');
    plain = await add('住院医师', 'reader');
    auditor = exchange.as((await exchange.add({ type: 'person', name: '审计', rights: 'auditor' })).secret);
    const opened = await valueIn(openInFolder(exchange.folder, false));
    const rules = [{ kind: 'imaging', site: cast.site.name, from: 0, to: 24 }] as const;
    await valueIn(setReviewPolicy(opened.parts, 'test', { rules: [...rules] }));
    await opened.close();
  });
  afterAll(() => exchange.stop());

  const got = (taskId: Task['taskId']) => valueIn(cast.reader.client.tasks.get({ taskId }));
  const atTownship = async (taskId: Task['taskId']) => {
    const task = await valueIn(cast.clinic.client.tasks.get({ taskId }));
    const reports = await valueIn(cast.clinic.client.reports.list({ taskId }));
    return { task, versions: reports.map((one) => one.version) };
  };
  const begin = (pen: Pen, task: Task, purpose: AmendPurpose = 'correct') =>
    pen.access.client.tasks.beginAmendment({
      commandId: randomUUID(),
      taskId: task.taskId,
      purpose,
      reason: reasons[purpose],
      note: '电话复核',
    });
  const giveBack = (pen: Pen, { taskId, claim: number }: Task) =>
    pen.access.client.tasks.returnFromReview({
      commandId: randomUUID(),
      taskId,
      claim: number,
      reason: '请写明大小',
    });
  const release = (pen: Pen, { taskId, claim: number }: Task) =>
    pen.access.client.tasks.release({ commandId: randomUUID(), taskId, claim: number });
  function amend(pen: Pen, task: Task, versions: readonly Report[]): Promise<Report> {
    const { amending } = task;
    const amendment = amending === undefined ? null : amendmentOf(versions, amending);
    if (amending === undefined || amendment === null) throw new Error('nothing is amended');
    const isVoid = amending.purpose === 'withdraw';
    const content = isVoid ? { findings: '', impression: '', recommendation: '' } : written;
    return pen.write(task, {
      status: amendedStatus[amending.purpose],
      previous: versions.at(-1) ?? null,
      change: { content, amendment },
    });
  }
  /** Written by one and signed by the other, stored at the township and opened there. */
  async function received(): Promise<{ task: Task; report: Report }> {
    const { taskId } = await sendWholeStudy(cast.clinic, { kind: 'imaging' });
    const submission = await writer.write(await valueIn(claim(writer.access, taskId)));
    await valueIn(writer.accept(submission));
    const report = await senior.review(await valueIn(claim(senior.access, taskId)), submission);
    await valueIn(senior.accept(report));
    const { reportId, version, pdfSha256 } = report;
    const { client } = cast.clinic;
    await valueIn(client.reports.confirmDelivery({ commandId: randomUUID(), reportId, version, pdfSha256 }));
    const openedAt = exchange.clock.now();
    const memberId = cast.nurse.id as MemberId;
    await valueIn(
      client.reports.acknowledge({ commandId: randomUUID(), reportId, version, memberId, openedAt }),
    );
    return { task: await got(taskId), report };
  }
  async function submitted(purpose: AmendPurpose = 'correct') {
    const { task, report } = await received();
    const taken = await valueIn(begin(writer, task, purpose));
    const amendment = await amend(writer, taken, [report]);
    return { report, taken, amendment, done: await valueIn(writer.accept(amendment)) };
  }
  const audited = async (taskId: string) => {
    const trail = await valueIn(auditor.client.audit.read({ after: 0, limit: 1000 }));
    const names = new Map<string, string>([
      [writer.id, '主治'],
      [senior.id, '主任'],
    ]);
    return trail
      .filter((line) => line.object === taskId && line.success)
      .map((line) => [line.act, names.get(line.memberId ?? ''), line.detail.split(' ').at(-1)]);
  };

  it('waits for the second one while the former version stands, then goes home with both signatures', async () => {
    const { report, amendment, done } = await submitted();
    const { taskId } = done.task;
    expect(done).toMatchObject({
      summary: { submitted: true, adopted: false, version: 2 },
      task: {
        state: 'received',
        holder: null,
        amending: { purpose: 'correct', name: '主治', submitted: { name: '主治' } },
      },
    });
    // Once more has one effect, and the township has the former version and reads that another is coming.
    expect((await valueIn(writer.accept(amendment))).summary.submitted).toBe(true);
    const before = await atTownship(taskId);
    expect(before).toMatchObject({ task: { state: 'received', amending: { name: '主治' } }, versions: [1] });
    expect(before.task.notice).toBeUndefined();
    expect(await codeOf(cast.clinic.client.reports.submission({ taskId }))).toBe('task-not-found');
    expect(await valueIn(cast.reader.client.reports.submission({ taskId }))).toEqual(amendment);

    const task = await valueIn(claim(senior.access, taskId));
    expect(task).toMatchObject({
      state: 'received',
      holder: { name: '主任' },
      amending: { name: '主治', submitted: { name: '主治' } },
    });
    const content = { ...written, impression: '左肺上叶结节,建议增强扫描。' };
    const reviewed = await senior.review(task, amendment, { content });
    const signed = await valueIn(senior.accept(reviewed));
    expect(signed).toMatchObject({
      summary: { adopted: true, status: 'corrected', memberName: '主治', reviewerName: '主任' },
      task: { state: 'signed', holder: null, notice: { what: 'corrected', version: 2, name: '主治' } },
    });
    expect(signed.task.amending).toBeUndefined();
    const kept = await valueIn(cast.clinic.client.reports.get({ reportId: report.reportId, version: 2 }));
    expect(kept.report.signatures.map((one) => [one.role, one.name])).toEqual([
      ['author', '主治'],
      ['reviewer', '主任'],
    ]);
    for (const signature of kept.report.signatures) {
      expect(verifySignature(kept.report, signature, null).ok).toBe(true);
    }
    expect((await atTownship(taskId)).versions).toEqual([1, 2]);
    expect((await audited(taskId)).slice(-5)).toMatchObject([
      ['amendment-begun', '主治', '电话复核'],
      ['corrected', '主治', 'submitted'],
      ['corrected', '主治', 'submitted'],
      ['claimed', '主任', ''],
      ['corrected', '主治', 'adopted'],
    ]);
  });

  it('is reviewed by nobody who wrote it or may not review', async () => {
    const { amendment, done } = await submitted('supplement');
    const { taskId } = done.task;
    expect(await codeOf(claim(writer.access, taskId))).toBe('review-own');
    expect(await codeOf(claim(plain.access, taskId))).toBe('right-missing');
    const task = await valueIn(claim(other.access, taskId));
    expect(await codeOf(writer.accept(await writer.review(task, amendment)))).toBe('review-own');
    expect(await codeOf(plain.accept(await plain.review(task, amendment)))).toBe('right-missing');
    // Alone he signs nothing either.
    const alone = await valueIn(other.accept(await amend(other, task, [await standing(task)])));
    expect(alone.summary).toMatchObject({ adopted: false });
    // Another end than the writer's is not what he signed.
    const turned = await other.review(task, amendment, { status: 'corrected' });
    expect((await valueIn(other.accept(turned))).summary.adopted).toBe(false);
  });

  it('goes back to its writer with a reason, is submitted again, and only the newest is signed', async () => {
    const { report, amendment, done } = await submitted();
    const { taskId } = done.task;
    const task = await valueIn(claim(senior.access, taskId));
    expect(await codeOf(giveBack(other, task))).toBe('claim-stale');
    const returned = await valueIn(giveBack(senior, task));
    expect(returned).toMatchObject({
      state: 'received',
      holder: { name: '主治', alive: true },
      amending: { name: '主治', returned: { name: '主任', reason: '请写明大小' } },
    });
    expect(returned.amending?.submitted).toBeUndefined();
    const late = await senior.review(task, amendment);
    expect((await valueIn(senior.accept(late))).summary.adopted).toBe(false);

    const again = await amend(writer, returned, [report]);
    const waiting = await valueIn(writer.accept(again));
    expect(waiting.task.amending?.returned).toBeUndefined();
    const taken = await valueIn(claim(other.access, taskId));
    expect((await valueIn(other.accept(await other.review(taken, amendment)))).summary.adopted).toBe(false);
    expect((await valueIn(other.accept(await other.review(taken, again)))).task.state).toBe('signed');
  });

  it('waits for another reviewer when one lets it be or is gone, and is let be by its writer only', async () => {
    const { amendment, done } = await submitted();
    const { taskId } = done.task;
    const first = await valueIn(claim(senior.access, taskId));
    const waiting = await valueIn(release(senior, first));
    expect(waiting).toMatchObject({ holder: null, amending: { submitted: { name: '主治' } } });
    const second = await valueIn(claim(senior.access, taskId));
    exchange.clock.advance(16_000);
    await exchange.running.tick();
    const takeOver = (pen: Pen) =>
      pen.access.client.tasks.takeOver({ commandId: randomUUID(), taskId, from: senior.id });
    expect(await codeOf(takeOver(writer))).toBe('review-own');
    expect(await codeOf(takeOver(plain))).toBe('right-missing');
    const over = await valueIn(takeOver(other));
    expect(over).toMatchObject({ claim: second.claim + 1, amending: { name: '主治' } });
    const returned = await valueIn(giveBack(other, over));
    const dropped = await valueIn(release(writer, returned));
    expect(dropped).toMatchObject({ state: 'received', holder: null });
    expect(dropped.amending).toBeUndefined();
    // Nothing waits any more: what was submitted or reviewed meanwhile stays with its doctors.
    expect((await valueIn(other.accept(await other.review(over, amendment)))).summary.adopted).toBe(false);
    expect((await atTownship(taskId)).versions).toEqual([1]);
  });

  it('gives way to a withdrawal by one doctor, and waits again when that is let be', async () => {
    const { report, done } = await submitted();
    const { task } = done;
    expect(await codeOf(begin(plain, task))).toBe('amendment-in-review');
    const withdrawing = await valueIn(begin(plain, task, 'withdraw'));
    expect(withdrawing).toMatchObject({
      holder: { name: '住院医师' },
      amending: { purpose: 'withdraw', interrupts: { purpose: 'correct', submitted: { name: '主治' } } },
    });
    expect(await codeOf(begin(plain, withdrawing, 'supplement'))).toBe('amendment-in-review');
    const again = await valueIn(release(plain, withdrawing));
    expect(again.amending).toEqual(task.amending);

    const taken = await valueIn(begin(plain, again, 'withdraw'));
    const withdrawal = await valueIn(plain.accept(await amend(plain, taken, [report])));
    expect(withdrawal).toMatchObject({
      summary: { adopted: true, status: 'withdrawn' },
      task: { state: 'withdrawn', holder: null, notice: { what: 'withdrawn', name: '住院医师' } },
    });
    expect(withdrawal.task.amending).toBeUndefined();
  });

  it('is one doctor’s where one has signed the report', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    const report = await plain.write(await valueIn(claim(plain.access, taskId)));
    await valueIn(plain.accept(report));
    const taken = await valueIn(begin(plain, await got(taskId)));
    const done = await valueIn(plain.accept(await amend(plain, taken, [report])));
    expect(done).toMatchObject({ summary: { adopted: true }, task: { state: 'signed' } });
  });

  async function standing({ taskId }: Task): Promise<Report> {
    const reports = await valueIn(cast.reader.client.reports.list({ taskId }));
    const newest = reports.findLast((one) => one.adopted);
    if (newest === undefined) throw new Error('nothing stands');
    return newest.report;
  }
});
