/** Peer review on a real exchange: drawn by key, blinded until scored, never one's own; edits are logged; the author hears and answers. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeerVerdict } from '#shared/study/peer-review.ts';
import type { Task } from '#shared/study/task.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { isDrawn } from '../../../exchange/peer-review/is-drawn.ts';
import { readState } from '../../../exchange/peer-review/review-rows.ts';
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

const minute = 60_000;
const normal = { findings: '双肺纹理清晰。', impression: '胸部未见异常。', recommendation: '' };
const nodule = { findings: '右肺见结节。', impression: '右肺结节。', recommendation: '建议复查。' };

describe('peer review', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-peer-'));
  let exchange: TestExchange;
  let cast: Cast;
  let author: Pen;
  let senior: Pen;
  let third: Pen;
  let trainee: Pen;
  let boss: ReturnType<TestExchange['as']>;
  let auditor: ReturnType<TestExchange['as']>;
  const secrets: Record<string, string> = {};
  beforeAll(async () => {
    exchange = await startTestExchange({ dataFolder: folder });
    cast = await addCast(exchange);
    const add = async (name: string, rights: string) => {
      const member = await exchange.add({ type: 'person', name, rights, licence: '1104200009' });
      secrets[name] = member.secret;
      return makePen(exchange, member);
    };
    author = await add('林书写', 'reader');
    senior = await add('主任', 'reviewer');
    third = await add('副主任', 'reviewer');
    trainee = await add('规培生', 'trainee');
    const person = async (name: string, rights: string) => {
      const { secret } = await exchange.add({ type: 'person', name, rights });
      secrets[name] = secret;
      return exchange.as(secret);
    };
    boss = await person('王主任', 'administrator');
    auditor = await person('审计员', 'auditor');
  }, 240_000);
  afterAll(async () => {
    await exchange.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function share(percent: number): Promise<void> {
    const { newest } = await valueIn(boss.client.policies.read());
    await valueIn(
      boss.client.policies.set({ policy: 'peerReview', document: { percent }, basedOn: newest.peerReview }),
    );
  }
  async function twoDoctors(on: boolean): Promise<void> {
    const opened = await valueIn(openInFolder(exchange.folder, false));
    const rules = on ? [{ kind: '*' as const, site: '*', from: 0, to: 24 }] : [];
    await valueIn(setReviewPolicy(opened.parts, 'test', { rules }));
    await opened.close();
  }
  const mine = (pen: Pen) => valueIn(pen.access.client.peerReview.mine());
  const next = (pen: Pen, commandId: string = randomUUID()) =>
    pen.access.client.peerReview.next({ commandId });
  const decline = (pen: Pen, reviewId: string) =>
    pen.access.client.peerReview.decline({ commandId: randomUUID(), reviewId });
  const score = (pen: Pen, reviewId: string, verdict: PeerVerdict, commandId: string = randomUUID()) =>
    pen.access.client.peerReview.score({ commandId, reviewId, verdict });
  const answer = (pen: Pen, reviewId: string, text: string) =>
    pen.access.client.peerReview.answer({ commandId: randomUUID(), reviewId, text });
  const board = () => boss.client.peerReview.board({ from: 0, to: exchange.clock.now() });
  const changes = async () => {
    const opened = await valueIn(openInFolder(exchange.folder, false));
    const state = await readState(opened.parts.db);
    await opened.close();
    return state;
  };
  async function signed(pen: Pen, content = normal): Promise<Task> {
    const { taskId } = await sendWholeStudy(cast.clinic);
    const task = await valueIn(claim(pen.access, taskId));
    return (await valueIn(pen.accept(await pen.write(task, { change: { content } })))).task;
  }
  const concur: PeerVerdict = { score: 1, significant: false, note: '' };

  it('draws nothing at 0, all at 100, and in between what the key says', async () => {
    expect((await valueIn(boss.client.policies.read())).peerReview).toEqual({ percent: 3 });
    await share(0);
    await signed(author);
    expect((await mine(senior)).toReview).toBe(0);
    await share(50);
    const reports: { reportId: string; version: number }[] = [];
    for (let at = 0; at < 16; at += 1) {
      const { reports: summaries } = await signed(author);
      reports.push(...summaries);
    }
    const { drawKey } = await changes();
    const wanted = reports.filter((report) => isDrawn(drawKey, report, 50)).length;
    expect(reports).toHaveLength(16);
    expect((await mine(senior)).toReview).toBe(wanted);
    for (let at = 0; at < wanted; at += 1) {
      const { reviewId } = await valueIn(next(senior));
      await valueIn(score(senior, reviewId, concur));
    }
    expect(await codeOf(next(senior))).toBe('peer-review-none');
  });

  it('gives a drawn report to a colleague without saying whose it is, and to nobody who signed it or may not sign', async () => {
    await share(100);
    const before = (await changes()).changes;
    const task = await signed(author);
    expect((await changes()).changes).toBe(before + 1);
    for (const pen of [author, trainee]) {
      expect((await mine(pen)).toReview).toBe(0);
      expect(await codeOf(next(pen))).toBe('peer-review-none');
    }
    const commandId = randomUUID();
    const given = await valueIn(next(senior, commandId));
    expect(await valueIn(next(senior, commandId))).toEqual(given);
    expect(await valueIn(next(senior))).toEqual(given);
    expect(given).toMatchObject({
      taskId: task.taskId,
      report: normal,
      patient: { sex: 'M', birthDate: '1961-04-01' },
    });
    const { taskId: _forItsStation, ...shown } = given;
    const said = JSON.stringify(shown);
    for (const secret of [
      author.id,
      '林书写',
      '1104200009',
      '王小东',
      'P1001',
      cast.site.name,
      task.reports[0]?.reportId,
    ])
      expect(said).not.toContain(String(secret));

    expect(await codeOf(score(third, given.reviewId, concur))).toBe('peer-review-gone');
    const serious: PeerVerdict = { score: 3, significant: true, note: '' };
    expect(await codeOf(score(senior, given.reviewId, { ...concur, significant: true }))).toBe(
      'invalid-input',
    );
    expect(await codeOf(score(senior, given.reviewId, serious))).toBe('peer-note-missing');
    const scoring = randomUUID();
    const verdict = { ...serious, note: '左下肺结节漏诊' };
    expect(await valueIn(score(senior, given.reviewId, verdict, scoring))).toEqual({ authorName: '林书写' });
    // The same once more, as after a link that was cut before the answer came.
    expect(await valueIn(score(senior, given.reviewId, verdict, scoring))).toEqual({ authorName: '林书写' });
    expect(await codeOf(score(senior, given.reviewId, concur))).toBe('peer-review-gone');

    const { told } = await mine(author);
    expect(told).toMatchObject([
      { source: 'sample', score: 3, significant: true, note: '左下肺结节漏诊', change: null },
    ]);
    expect(JSON.stringify(told)).not.toContain('主任');
    expect((await mine(third)).told).toEqual([]);
    const [finding] = told;
    expect(await codeOf(answer(senior, finding?.reviewId ?? '', '…'))).toBe('peer-review-gone');
    await valueIn(answer(author, finding?.reviewId ?? '', '同意,已电话告知'));
    expect((await mine(author)).told).toEqual([]);

    const { kinds, authors, rows } = await valueIn(board());
    expect(kinds).toMatchObject([{ kind: 'imaging', signed: 18, significant: 1, edits: 0 }]);
    expect(kinds[0]?.drawn).toBe(kinds[0]?.scored);
    expect(kinds[0]?.scores.slice(1)).toEqual([0, 1, 0]);
    expect(authors).toMatchObject([{ authorName: '林书写', scores: [expect.any(Number), 0, 1, 0] }]);
    expect(rows).toMatchObject([
      {
        source: 'sample',
        authorName: '林书写',
        reviewerName: '主任',
        score: 3,
        note: '左下肺结节漏诊',
        answer: '同意,已电话告知',
      },
    ]);
    for (const { client } of [author.access, auditor, cast.reader])
      expect(await codeOf(client.peerReview.board({ from: 0, to: 1 }))).not.toBe('ok');
    const { rows: records } = await valueIn(auditor.client.audit.search({ subject: given.reviewId }));
    expect(records.map(({ act, success }) => [act, success])).toEqual(
      expect.arrayContaining([
        ['peer-reviewed', true],
        ['peer-reviewed', false],
        ['peer-review-answered', true],
      ]),
    );
    const drawn = await valueIn(auditor.client.audit.search({ act: 'peer-review-drawn' }));
    expect(drawn.rows.some(({ object }) => object === task.taskId)).toBe(true);
  });

  it('goes to another when it is given back, or kept for half an hour', async () => {
    await signed(author);
    const { reviewId } = await valueIn(next(senior));
    expect((await mine(third)).toReview).toBe(0);
    await valueIn(decline(senior, reviewId));
    expect(await codeOf(decline(senior, reviewId))).toBe('peer-review-gone');
    expect((await mine(senior)).toReview).toBe(0);
    expect((await valueIn(next(third))).reviewId).toBe(reviewId);
    const [doctor] = cast.doctors;
    if (doctor === undefined) throw new Error('a doctor is needed');
    const fourth = await makePen(exchange, doctor);
    expect(await codeOf(next(fourth))).toBe('peer-review-none');
    exchange.clock.advance(31 * minute);
    expect((await valueIn(next(fourth))).reviewId).toBe(reviewId);
    expect(await codeOf(score(third, reviewId, concur))).toBe('peer-review-gone');
    await valueIn(score(fourth, reviewId, { score: 2, significant: false, note: '' }));
    // Two is no news for the author.
    expect((await mine(author)).told).toEqual([]);
  });

  it('logs what a second doctor changed of a conclusion, and asks him for its score', async () => {
    await share(0);
    await twoDoctors(true);
    const submit = async (content = normal) => {
      const { taskId } = await sendWholeStudy(cast.clinic);
      const report = await trainee.write(await valueIn(claim(trainee.access, taskId)), {
        change: { content },
      });
      await valueIn(trainee.accept(report));
      return { report, task: await valueIn(claim(senior.access, taskId)) };
    };
    const same = await submit();
    const reworded = { ...normal, findings: '双肺纹理清晰,未见实变。' };
    await valueIn(senior.accept(await senior.review(same.task, same.report, { content: reworded })));
    expect((await mine(senior)).toScore).toEqual([]);

    const other = await submit();
    await valueIn(senior.accept(await senior.review(other.task, other.report, { content: nodule })));
    const { toScore, toReview } = await mine(senior);
    expect(toReview).toBe(0);
    expect(toScore).toMatchObject([
      {
        authorName: '规培生',
        taskId: other.task.taskId,
        change: { removed: ['胸部未见异常'], added: ['右肺结节'] },
      },
    ]);
    const [edit] = toScore;
    expect((await valueIn(board())).rows[0]).toMatchObject({
      source: 'edit',
      score: null,
      reviewerName: '主任',
    });
    expect(await codeOf(score(trainee, edit?.reviewId ?? '', concur))).toBe('peer-review-gone');
    await valueIn(score(senior, edit?.reviewId ?? '', { score: 4, significant: true, note: '' }));
    expect((await mine(senior)).toScore).toEqual([]);
    expect((await mine(trainee)).told).toMatchObject([{ source: 'edit', score: 4, change: edit?.change }]);
    await twoDoctors(false);
  });

  it('logs a preliminary report that another doctor made final with another conclusion, not his own', async () => {
    const preliminary = async () => {
      const { taskId } = await sendWholeStudy(cast.clinic);
      const task = await valueIn(claim(author.access, taskId));
      const report = await author.write(task, { status: 'preliminary' });
      return { report, task: (await valueIn(author.accept(report))).task };
    };
    const own = await preliminary();
    await valueIn(
      author.accept(await author.write(own.task, { previous: own.report, change: { content: nodule } })),
    );
    expect((await mine(author)).toScore).toEqual([]);
    const left = await preliminary();
    await valueIn(
      author.access.client.tasks.release({
        commandId: randomUUID(),
        taskId: left.task.taskId,
        claim: left.task.claim,
      }),
    );
    const taken = await valueIn(claim(third.access, left.task.taskId));
    await valueIn(
      third.accept(await third.write(taken, { previous: left.report, change: { content: nodule } })),
    );
    expect((await mine(third)).toScore).toMatchObject([{ authorName: '林书写', taskId: left.task.taskId }]);
  });

  it('stands after a restart', async () => {
    const before = { told: (await mine(trainee)).told, owed: (await mine(third)).toScore };
    expect(before.told).toHaveLength(1);
    await exchange.running.stop();
    exchange = await startTestExchange({ dataFolder: folder });
    const as = (name: string) => exchange.as(secrets[name] ?? '').client.peerReview;
    expect((await valueIn(as('规培生').mine())).told).toEqual(before.told);
    expect((await valueIn(as('副主任').mine())).toScore).toEqual(before.owed);
  });
});
