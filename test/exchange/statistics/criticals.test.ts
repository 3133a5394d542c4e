/** The board of critical values on a real exchange: each step's time, the share read back within ten minutes, drills and other sites left out. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { criticalListOf } from '#shared/study/critical-lists.ts';
import type { NoticeStep } from '#shared/study/critical-notice.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
import {
  addCast,
  type Cast,
  claim,
  makePen,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const minute = 60_000;

describe('the board of critical values', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  let other: ExchangeAccess;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first] = cast.doctors;
    if (first === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, first);
    const site = await exchange.add({ type: 'site', name: '柳河镇卫生院' });
    other = exchange.as(
      (await exchange.add({ type: 'station', name: '柳河工作站', site: site.name })).secret,
    );
  }, 180_000);
  afterAll(() => exchange.stop());

  async function raise(kind: 'imaging' | 'ecg', drill = false): Promise<{ task: Task; noticeId: string }> {
    const task = await valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic, { kind })).taskId));
    const { list, version, entries } = criticalListOf(kind);
    const [entry] = entries;
    if (entry === undefined) throw new Error('an empty list');
    const noticeId = randomUUID();
    await valueIn(
      pen.access.client.critical.notify({
        commandId: randomUUID(),
        taskId: task.taskId,
        claim: task.claim,
        memberId: pen.id,
        notice: {
          noticeId,
          drill,
          finding: { list, version, code: entry.code, text: { zh: entry.zh, en: entry.en } },
          note: '',
          evidence: { sopInstanceUid: null, sha256: null, rule: null, hasPicture: false },
        },
        picture: null,
        at: exchange.clock.now(),
      }),
    );
    return { task, noticeId };
  }
  const step = (
    { task, noticeId }: { task: Task; noticeId: string },
    what: NoticeStep,
    by: ExchangeAccess = cast.clinic,
    memberId: string | null = cast.nurse.id,
  ) =>
    valueIn(
      by.client.critical.step({
        commandId: randomUUID(),
        taskId: task.taskId,
        noticeId,
        memberId: memberId as MemberId | null,
        step: what,
      }),
    );
  const readBack = ({ task }: { task: Task }, kind: 'imaging' | 'ecg'): NoticeStep => ({
    what: 'read-back',
    surname: task.order.patient.name,
    finding: criticalListOf(kind).entries[0]?.zh ?? '',
  });
  const board = (by: ExchangeAccess = cast.reader) =>
    valueIn(by.client.statistics.criticals({ from: 0, to: exchange.clock.now() + 1000 }));

  it('tells each step in exchange time, open and closed, and counts what was silent for ten minutes as missed', async () => {
    const closed = await raise('imaging');
    exchange.clock.advance(10_000);
    await step(closed, { what: 'delivered' }, cast.clinic, null);
    exchange.clock.advance(2 * minute);
    await step(closed, { what: 'opened' });
    exchange.clock.advance(minute);
    await step(closed, readBack(closed, 'imaging'));
    exchange.clock.advance(minute);
    await step(closed, { what: 'acted', action: 'treating', note: '' });
    exchange.clock.advance(minute);
    await step(closed, { what: 'closed' }, pen.access, pen.id);

    const late = await raise('imaging');
    await step(late, { what: 'opened' });
    exchange.clock.advance(11 * minute);
    await step(late, readBack(late, 'imaging'));
    const silent = await raise('imaging');
    await raise('ecg', true);
    exchange.clock.advance(9 * minute);
    const fresh = await board();
    // Nine minutes without an answer are not yet a miss.
    expect(fresh.sums).toMatchObject([{ kind: 'imaging', raised: 3, open: 2, counted: 2, within: 1 }]);
    exchange.clock.advance(2 * minute);
    const told = await board();
    expect(told.sums).toMatchObject([{ kind: 'imaging', raised: 3, open: 2, counted: 3, within: 1 }]);
    expect(told.rows.map((row) => [row.noticeId, row.state])).toEqual([
      [silent.noticeId, 'raised'],
      [late.noticeId, 'read-back'],
      [closed.noticeId, 'closed'],
    ]);
    const row = told.rows[2];
    if (row === undefined) throw new Error('the closed one is listed');
    const since = (at: number | null) => Math.round(((at ?? 0) - row.raisedAt) / 1000);
    const seconds = [row.deliveredAt, row.openedAt, row.readBackAt, row.actedAt, row.closedAt].map(since);
    for (const [at, wanted] of [10, 130, 190, 250, 310].entries()) {
      expect(seconds[at]).toBeGreaterThanOrEqual(wanted);
      expect(seconds[at]).toBeLessThan(wanted + 30);
    }
    expect(row).toMatchObject({
      siteName: '青石镇卫生院',
      accessionNumber: closed.task.order.accessionNumber,
      calls: 0,
    });
  });

  it('shows a township its own and nothing of another', async () => {
    expect((await board(cast.clinic)).rows).toHaveLength(3);
    expect(await board(other)).toEqual({ sums: [], rows: [], more: 0 });
  });
});
