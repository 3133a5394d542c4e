/** Side move *retake*: only the holder pauses the clock; new images open a further attempt, or the township says it cannot. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import {
  addCast,
  announce,
  beginStudy,
  type Cast,
  claim,
  closeStudy,
  codeOf,
  makePen,
  type SentStudy,
  sendObject,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const bytes = () => randomBytes(64) as Uint8Array as Uint8Array<ArrayBuffer>;

describe('a retake', () => {
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

  const got = (taskId: Task['taskId']) => valueIn(cast.reader.client.tasks.get({ taskId }));
  const ofOrder = async (orderId: string): Promise<Task[]> =>
    (await valueIn(cast.reader.client.tasks.list({ includeClosed: true })))
      .filter((task) => task.orderId === orderId)
      .sort((one, other) => (one.attempt?.number ?? 1) - (other.attempt?.number ?? 1));
  async function reading(choices: Parameters<typeof beginStudy>[1] = {}) {
    const study = await beginStudy(cast.clinic, { objects: [bytes()], ...choices });
    await closeStudy(cast.clinic, study);
    for (const object of study.objects) await sendObject(cast.clinic, study.depositId, object);
    const [task] = await ofOrder(study.orderId);
    if (task === undefined) throw new Error('no task');
    exchange.clock.advance(30_000);
    return { study, task: await valueIn(claim(first.access, task.taskId)) };
  }
  const ask = (task: Task, commandId: string = randomUUID(), pen = first) =>
    pen.access.client.tasks.retake({
      commandId,
      taskId: task.taskId,
      claim: task.claim,
      reason: 'motion',
      note: '请屏气',
    });
  const decline = (task: Task) =>
    cast.clinic.client.tasks.declineRetake({
      commandId: randomUUID(),
      taskId: task.taskId,
      reason: '患者已离开',
      memberId: cast.nurse.id as MemberId,
    });
  async function send(study: SentStudy, all: Uint8Array<ArrayBuffer>[]): Promise<void> {
    const object = bytes();
    all.push(object);
    await announce(cast.clinic, study.depositId, study.studyInstanceUid, all);
    expect((await sendObject(cast.clinic, study.depositId, object)).status).toBe(204);
  }

  it('stops the clock for the holder alone, once, and the time that goes by is nobody’s', async () => {
    const { task } = await reading();
    expect(await codeOf(ask(task, randomUUID(), second))).toBe('claim-stale');
    const commandId = randomUUID();
    const asked = await valueIn(ask(task, commandId));
    expect(asked).toMatchObject({
      state: 'arriving',
      holder: null,
      retake: { reason: 'motion', note: '请屏气', name: '陈静怡', declined: null, nextTaskId: null },
    });
    expect(asked.clock.pausedAt).not.toBeNull();
    expect(await valueIn(ask(task, commandId))).toEqual(asked);
    expect(await codeOf(ask(task))).toBe('claim-stale');
    expect(await codeOf(claim(second.access, task.taskId))).toBe('move-illegal');
    exchange.clock.advance(600_000);
    const { rows } = await valueIn(
      cast.reader.client.statistics.turnaround({ from: 0, to: exchange.clock.now() }),
    );
    expect(rows[0]).toMatchObject({ overdue: 0, retaken: 1 });
  });

  it('is answered with 无法重做: the remaining time goes on, and the case waits for a reader', async () => {
    const { task } = await reading();
    const left = (task.clock.deadline ?? 0) - exchange.clock.now();
    const asked = await valueIn(ask(task));
    exchange.clock.advance(600_000);
    expect(
      await codeOf(
        cast.reader.client.tasks.declineRetake({
          commandId: randomUUID(),
          taskId: task.taskId,
          reason: 'x',
          memberId: cast.nurse.id as MemberId,
        }),
      ),
    ).toBe('task-not-found');
    const going = await valueIn(decline(asked));
    expect(going).toMatchObject({
      state: 'waiting',
      clock: { pausedAt: null, startedAt: task.clock.startedAt },
      retake: { declined: { name: '李秀兰', reason: '患者已离开' } },
    });
    expect(Math.abs((going.clock.deadline ?? 0) - exchange.clock.now() - left)).toBeLessThan(5000);
    expect(going.clock.deadline).toBe(
      (going.clock.startedAt ?? 0) + going.clock.targetMs + going.clock.pausedMs,
    );
    expect(await codeOf(decline(going))).toBe('move-illegal');
    const again = await valueIn(claim(second.access, task.taskId));
    const done = await valueIn(second.accept(await second.write(again)));
    expect(done.task.state).toBe('signed');
  });

  it('of the same study: the first new image opens the next attempt with a full target; both are kept', async () => {
    const { study, task } = await reading();
    await valueIn(ask(task));
    exchange.clock.advance(900_000);
    const all = [...study.objects];
    await send(study, all);
    const [former, next] = await ofOrder(study.orderId);
    expect(former).toMatchObject({
      state: 'retaken',
      images: { received: 1 },
      retake: { nextTaskId: next?.taskId },
    });
    expect(next).toMatchObject({
      state: 'waiting',
      claim: 0,
      images: { received: 2 },
      attempt: { number: 2, of: task.taskId },
      clock: { targetMs: 480_000, pausedAt: null, pausedMs: 0, stoppedAt: null },
    });
    expect(next?.retake).toBeUndefined();
    expect((next?.clock.startedAt ?? 0) - (task.clock.startedAt ?? 0)).toBeGreaterThan(900_000);
    if (next === undefined) throw new Error('no attempt');
    // A third one is possible, and further images before the claim are of the same attempt.
    await send(study, all);
    expect(await ofOrder(study.orderId)).toHaveLength(2);
    const taken = await valueIn(claim(first.access, next.taskId));
    expect(taken.images.received).toBe(3);
    await valueIn(ask(taken));
    await send(study, all);
    const third = (await ofOrder(study.orderId)).at(-1);
    expect(third).toMatchObject({ state: 'waiting', attempt: { number: 3, of: next.taskId } });
  });

  it('of another study under the same order joins it by its accession number', async () => {
    const accessionNumber = `R${Date.now()}`;
    const { study, task } = await reading({ accessionNumber });
    await valueIn(ask(task));
    const again = await beginStudy(cast.clinic, { objects: [bytes()], order: false, accessionNumber });
    const [former, arriving] = await ofOrder(study.orderId);
    expect(former).toMatchObject({ state: 'retaken', retake: { nextTaskId: arriving?.taskId } });
    expect(arriving).toMatchObject({
      state: 'arriving',
      studyInstanceUid: again.studyInstanceUid,
      attempt: { number: 2, of: task.taskId },
    });
    await closeStudy(cast.clinic, again);
    for (const object of again.objects) await sendObject(cast.clinic, again.depositId, object);
    const next = await got(arriving?.taskId ?? task.taskId);
    expect(next).toMatchObject({ state: 'waiting', images: { received: 1 } });
    const taken = await valueIn(claim(second.access, next.taskId));
    expect((await valueIn(second.accept(await second.write(taken)))).task.state).toBe('signed');
  });

  it('is not asked for once a report is out, and a report written before it is kept, not delivered', async () => {
    const { task } = await reading({ kind: 'ecg' });
    const report = await first.write(task);
    await valueIn(ask(task));
    expect(await valueIn(first.accept(report))).toMatchObject({
      summary: { adopted: false },
      task: { state: 'arriving' },
    });
    const other = await reading({ kind: 'ecg' });
    await valueIn(first.accept(await first.write(other.task, { status: 'preliminary' })));
    expect(await codeOf(ask(other.task))).toBe('move-illegal');
  });
});
