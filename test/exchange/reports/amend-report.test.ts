/** Side moves *corrected*, *withdrawn*, *addendum*: who may, in which order, and what the township has to take note of. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AmendPurpose, AmendReason } from '#shared/report/amendment.ts';
import type { Report } from '#shared/report/report.ts';
import { amendmentOf } from '#shared/report/standing-text.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
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
import { runCommand } from '../../rig/program.ts';

type Pen = Awaited<ReturnType<typeof makePen>>;

const corrected = { findings: '左肺上叶见结节。', impression: '左肺上叶结节。', recommendation: '' };

describe('amending a signed report', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let first: Pen;
  let second: Pen;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [one, two] = cast.doctors;
    if (one === undefined || two === undefined) throw new Error('two doctors are needed');
    first = await makePen(exchange, one);
    second = await makePen(exchange, two);
  });
  afterAll(() => exchange.stop());

  const got = (taskId: Task['taskId']) => valueIn(cast.reader.client.tasks.get({ taskId }));
  const atTownship = (taskId: Task['taskId']) => valueIn(cast.clinic.client.tasks.get({ taskId }));
  const begin = (
    pen: Pen,
    task: Task,
    purpose: AmendPurpose = 'correct',
    reason: AmendReason = purpose === 'correct' ? 'wrong-side' : 'new-information',
  ) =>
    pen.access.client.tasks.beginAmendment({
      commandId: randomUUID(),
      taskId: task.taskId,
      purpose,
      reason,
      note: '电话复核',
    });
  /** A version that amends `versions`, under the claim of the task as given. */
  function amend(
    pen: Pen,
    task: Task,
    versions: readonly Report[],
    status: 'corrected' | 'withdrawn' | 'addendum' = 'corrected',
    change: Partial<Report> = {},
  ): Promise<Report> {
    const { reason, note } = task.amending ?? { reason: 'wrong-side', note: '' };
    const amendment = amendmentOf(versions, { reason, note });
    if (amendment === null) throw new Error('nothing was signed');
    const content = status === 'withdrawn' ? { findings: '', impression: '', recommendation: '' } : corrected;
    const previous = versions.at(-1) ?? null;
    return pen.write(task, { status, previous, change: { content, amendment, ...change } });
  }
  async function signed(pen = first): Promise<{ task: Task; report: Report }> {
    const { taskId } = await sendWholeStudy(cast.clinic);
    const report = await pen.write(await valueIn(claim(pen.access, taskId)));
    await valueIn(pen.accept(report));
    return { task: await got(taskId), report };
  }
  const confirm = ({ reportId, version, pdfSha256 }: Report) =>
    valueIn(
      cast.clinic.client.reports.confirmDelivery({ commandId: randomUUID(), reportId, version, pdfSha256 }),
    );
  const receive = ({ reportId, version }: Report) =>
    cast.clinic.client.reports.acknowledge({
      commandId: randomUUID(),
      reportId,
      version,
      memberId: cast.nurse.id as MemberId,
      openedAt: exchange.clock.now(),
    });

  /** What `yuanzhen verify` says of the versions as files. */
  async function verified(versions: readonly Report[]) {
    const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-verify-'));
    try {
      const paths = versions.map((one) => {
        const path = join(folder, `${one.version}.json`);
        writeFileSync(path, JSON.stringify(one));
        return path;
      });
      return (await runCommand(['verify', ...paths, '--json'])).lines;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('lets the report stand while it is corrected, and rings at the township until a named person took note', async () => {
    const { task, report } = await signed();
    await confirm(report);
    await valueIn(receive(report));
    const taken = await valueIn(begin(first, task));
    expect(taken).toMatchObject({
      state: 'received',
      claim: 2,
      holder: { name: '陈静怡' },
      amending: { purpose: 'correct', reason: 'wrong-side', note: '电话复核', name: '陈静怡', claim: 2 },
    });
    expect((await atTownship(task.taskId)).amending?.name).toBe('陈静怡');
    expect(await codeOf(begin(second, task))).toBe('task-taken');

    const next = await amend(first, taken, [report]);
    const done = await valueIn(first.accept(next));
    expect(done).toMatchObject({
      summary: { version: 2, status: 'corrected', adopted: true },
      task: {
        state: 'signed',
        holder: null,
        stamps: { deliveredAt: null, receivedAt: null, signedAt: task.stamps.signedAt },
        notice: { what: 'corrected', version: 2, reason: 'wrong-side', acknowledged: null },
      },
    });
    expect(done.task.amending).toBeUndefined();
    expect(done.task.clock).toEqual(task.clock);
    // What comes late of the former version moves nothing.
    expect((await confirm(report)).state).toBe('signed');
    expect((await confirm(next)).state).toBe('delivered');
    expect((await valueIn(receive(report))).state).toBe('delivered');
    const received = await valueIn(receive(next));
    expect(received).toMatchObject({
      state: 'received',
      notice: { acknowledged: { memberId: cast.nurse.id, name: '李秀兰' } },
    });
    expect(await valueIn(receive(next))).toEqual(received);
    const kept = await valueIn(cast.clinic.client.reports.list({ taskId: task.taskId }));
    expect(kept.map((one) => [one.version, one.status, one.adopted])).toEqual([
      [1, 'final', true],
      [2, 'corrected', true],
    ]);
    expect(await verified([report, next])).toMatchObject([
      { ok: true, version: 1, replacedBy: { version: 2, status: 'corrected' } },
      { ok: true, version: 2 },
    ]);
    // Alone, a former version cannot know.
    const [alone, ...others] = await verified([report]);
    expect([alone?.ok, alone !== undefined && 'replacedBy' in alone, others]).toEqual([true, false, []]);
  });

  it('withdraws for good: nothing is added to it, and the township has to take note', async () => {
    const { task, report } = await signed();
    const taken = await valueIn(begin(first, task, 'withdraw', 'wrong-patient'));
    const withdrawal = await amend(first, taken, [report], 'withdrawn');
    const done = await valueIn(first.accept(withdrawal));
    expect(done.task).toMatchObject({ state: 'withdrawn', notice: { what: 'withdrawn', version: 2 } });
    expect(await codeOf(begin(first, task))).toBe('move-illegal');
    expect((await confirm(withdrawal)).stamps.deliveredAt).not.toBeNull();
    const noted = await valueIn(receive(withdrawal));
    expect(noted).toMatchObject({ state: 'withdrawn', notice: { acknowledged: { name: '李秀兰' } } });
    expect(noted.stamps.receivedAt).not.toBeNull();
  });

  it('adds to a report without an alarm, and a correction then speaks of both', async () => {
    const { task, report } = await signed();
    const taken = await valueIn(begin(first, task, 'supplement'));
    const addendum = await amend(first, taken, [report], 'addendum');
    const added = await valueIn(first.accept(addendum));
    expect(added).toMatchObject({ summary: { status: 'addendum', version: 2 }, task: { state: 'signed' } });
    expect(added.task.notice).toBeUndefined();
    const again = await valueIn(begin(second, added.task));
    const next = await amend(second, again, [report, addendum]);
    expect(next.amendment?.former.impression).toBe('胸部未见异常。\n左肺上叶结节。');
    expect((await valueIn(second.accept(next))).summary).toMatchObject({ version: 3, adopted: true });
  });

  it('is for who may sign, for a report that is signed, with a reason of its purpose', async () => {
    const { task } = await signed();
    const writer = await exchange.add({ type: 'person', name: '规培生', rights: 'trainee' });
    expect(
      await codeOf(
        exchange.as(writer.secret).client.tasks.beginAmendment({
          commandId: randomUUID(),
          taskId: task.taskId,
          purpose: 'correct',
          reason: 'wording',
          note: '',
        }),
      ),
    ).toBe('right-missing');
    expect(await codeOf(begin(first, task, 'withdraw', 'wording'))).toBe('invalid-input');
    const reading = await valueIn(claim(first.access, (await sendWholeStudy(cast.clinic)).taskId));
    expect(await codeOf(begin(first, reading))).toBe('move-illegal');
    expect(
      await codeOf(
        cast.reader.client.tasks.beginAmendment({
          commandId: randomUUID(),
          taskId: task.taskId,
          purpose: 'correct',
          reason: 'wording',
          note: '',
        }),
      ),
    ).toBe('not-signed-in');
  });

  it('needs a claim of its own, a true quotation and the images of the version before', async () => {
    const { task, report } = await signed();
    expect(await codeOf(first.accept(await amend(first, task, [report])))).toBe('claim-stale');
    const taken = await valueIn(begin(first, task));
    const plain = await first.write(taken, { status: 'corrected', previous: report });
    expect(await codeOf(first.accept(plain))).toBe('move-illegal');
    const { amendment } = await amend(first, taken, [report]);
    if (amendment === undefined) throw new Error('no amendment');
    const lie = { ...amendment, former: { ...amendment.former, impression: '左肺结节。' } };
    expect(
      await codeOf(first.accept(await amend(first, taken, [report], 'corrected', { amendment: lie }))),
    ).toBe('invalid-input');
    const other = { imageSetSha256: 'b'.repeat(64) as Report['imageSetSha256'] };
    expect(await codeOf(first.accept(await amend(first, taken, [report], 'corrected', other)))).toBe(
      'images-changed',
    );
    expect((await got(task.taskId)).reports).toHaveLength(1);
  });

  it('is one of two that race: the later claim wins, the other is kept as 未采用 and never delivered', async () => {
    const { task, report } = await signed();
    const taken = await valueIn(begin(first, task));
    const late = await amend(first, taken, [report]);
    exchange.clock.advance(16_000);
    await exchange.running.tick();
    expect((await got(task.taskId)).holder?.alive).toBe(false);
    const over = await valueIn(
      second.access.client.tasks.takeOver({ commandId: randomUUID(), taskId: task.taskId, from: first.id }),
    );
    expect(over).toMatchObject({ claim: 3, state: 'signed', amending: { name: '赵文博', claim: 2 } });
    const winner = await amend(second, over, [report]);
    expect((await valueIn(second.accept(winner))).summary.adopted).toBe(true);
    expect((await valueIn(first.accept(late))).summary).toMatchObject({ version: 2, adopted: false });
    expect((await got(task.taskId)).reports.map((one) => [one.memberName, one.adopted])).toEqual([
      ['陈静怡', true],
      ['赵文博', true],
      ['陈静怡', false],
    ]);
    expect((await atTownship(task.taskId)).reports).toHaveLength(2);
  });

  it('or the earlier claim comes first after all, and the later one is set aside', async () => {
    const { task, report } = await signed();
    const taken = await valueIn(begin(first, task));
    const early = await amend(first, taken, [report]);
    exchange.clock.advance(16_000);
    await exchange.running.tick();
    const over = await valueIn(
      second.access.client.tasks.takeOver({ commandId: randomUUID(), taskId: task.taskId, from: first.id }),
    );
    expect((await valueIn(first.accept(early))).summary.adopted).toBe(true);
    expect((await got(task.taskId)).holder).toBeNull();
    const late = await amend(second, over, [report]);
    expect((await valueIn(second.accept(late))).summary.adopted).toBe(false);
  });

  it('is let be by its holder: nothing has changed, and a text signed without a link meanwhile still counts', async () => {
    const { task, report } = await signed();
    const taken = await valueIn(begin(first, task));
    const release = { commandId: randomUUID(), taskId: task.taskId, claim: taken.claim };
    const dropped = await valueIn(first.access.client.tasks.release(release));
    expect(dropped).toMatchObject({ state: 'signed', holder: null });
    expect(dropped.amending).toBeUndefined();
    expect(dropped.released).toBeUndefined();
    const next = await amend(first, taken, [report]);
    expect((await valueIn(first.accept(next))).summary.adopted).toBe(true);
  });
});
