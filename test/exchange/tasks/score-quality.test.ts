/** 图像质量 at the exchange: by whom, once more over the former, in table and feed; where policy asks, no report without it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberId } from '#shared/study/ids.ts';
import type { Score } from '#shared/study/quality.ts';
import type { Task } from '#shared/study/task.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { setQualityPolicy } from '../../../exchange/tasks/quality-policy.ts';
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

describe('the quality of the images', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let pen: Awaited<ReturnType<typeof makePen>>;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const [first] = cast.doctors;
    if (first === undefined) throw new Error('a doctor is needed');
    pen = await makePen(exchange, first);
  });
  afterAll(() => exchange.stop());

  const score = (task: Task, given: Score, by: ExchangeAccess = pen.access, memberId: string = pen.id) =>
    by.client.tasks.scoreQuality({
      commandId: randomUUID(),
      taskId: task.taskId,
      claim: task.claim,
      memberId: memberId as MemberId,
      score: given,
    });
  const held = async (kind: 'imaging' | 'ecg' = 'imaging') =>
    valueIn(claim(pen.access, (await sendWholeStudy(cast.clinic, { kind })).taskId));
  const yearOf = () => ({ from: 0, to: exchange.clock.now() });

  it('is said by who holds the task or wrote its report, said again it takes the place of what was said', async () => {
    const task = await held();
    expect(await codeOf(score(task, { grade: 'C', reason: null }))).toBe('invalid-input');
    expect(await codeOf(score(task, { grade: 'A', reason: 'motion' }))).toBe('invalid-input');
    expect(await codeOf(score(task, { grade: 'B', reason: 'mains' }))).toBe('invalid-input');
    expect(await codeOf(score({ ...task, claim: task.claim + 1 }, { grade: 'A', reason: null }))).toBe(
      'claim-stale',
    );
    const [, other] = cast.doctors;
    const otherAccess = exchange.as(other?.secret ?? '');
    expect(await codeOf(score(task, { grade: 'A', reason: null }, otherAccess, other?.id))).toBe(
      'claim-stale',
    );
    await valueIn(score(task, { grade: 'C', reason: 'motion' }));
    const scored = await valueIn(score(task, { grade: 'B', reason: 'positioning' }));
    expect(scored.quality).toMatchObject({ grade: 'B', reason: 'positioning', name: '陈静怡' });
    const at = await valueIn(cast.clinic.client.tasks.get({ taskId: task.taskId }));
    expect(at.quality).toEqual(scored.quality);
    const signed = await valueIn(pen.accept(await pen.write(task)));
    expect(await codeOf(score(signed.task, { grade: 'A', reason: null }, otherAccess, other?.id))).toBe(
      'claim-stale',
    );
    await valueIn(score(signed.task, { grade: 'C', reason: 'exposure' }));

    const { rows } = await valueIn(cast.clinic.client.statistics.quality(yearOf()));
    expect(rows).toMatchObject([
      {
        kind: 'imaging',
        signed: 1,
        grades: { A: 0, B: 0, C: 1 },
        reasons: [{ reason: 'exposure', count: 1 }],
      },
    ]);
  });

  it('is asked for by policy alone: then no report is taken without it', async () => {
    const { parts, close } = await valueIn(openInFolder(exchange.folder, false));
    await valueIn(setQualityPolicy(parts, 'test', { rules: [{ kind: 'ecg', site: cast.site.name }] }));
    expect(await codeOf(setQualityPolicy(parts, 'test', { rules: [{ kind: '*', site: '无此院' }] }))).toBe(
      'site-unknown',
    );
    await close();
    const free = await held('imaging');
    expect(free.qualityAsked).toBeUndefined();
    await valueIn(pen.accept(await pen.write(free)));
    const asked = await held('ecg');
    expect(asked.qualityAsked).toBe(true);
    const report = await pen.write(asked);
    expect(await codeOf(pen.accept(report))).toBe('quality-unscored');
    await valueIn(score(asked, { grade: 'B', reason: 'baseline' }));
    expect((await valueIn(pen.accept(report))).summary.adopted).toBe(true);
  });
});
