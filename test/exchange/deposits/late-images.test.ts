/** Late images: before the claim, while somebody reads, after a preliminary report, after the signed one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '#shared/report/report.ts';
import type { TaskId } from '#shared/study/ids.ts';
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

describe('late images', () => {
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

  const tasksOf = async (study: SentStudy): Promise<Task[]> =>
    (await valueIn(cast.reader.client.tasks.list({ includeClosed: true })))
      .filter((task) => task.studyInstanceUid === study.studyInstanceUid)
      .sort((one, other) => (one.stamps.firstByteAt ?? 0) - (other.stamps.firstByteAt ?? 0));

  async function sent(kind: 'imaging' | 'ecg' = 'imaging'): Promise<{ study: SentStudy; task: Task }> {
    const study = await beginStudy(cast.clinic, { objects: [bytes()], kind });
    await closeStudy(cast.clinic, study);
    for (const object of study.objects) await sendObject(cast.clinic, study.depositId, object);
    const [task] = await tasksOf(study);
    if (task === undefined) throw new Error('no task');
    return { study, task };
  }

  /** One more image of the study; answers its tasks as they then stand. */
  async function another(study: SentStudy, all: Uint8Array<ArrayBuffer>[]): Promise<Task[]> {
    const late = bytes();
    all.push(late);
    await announce(cast.clinic, study.depositId, study.studyInstanceUid, all);
    expect((await sendObject(cast.clinic, study.depositId, late)).status).toBe(204);
    return tasksOf(study);
  }

  const got = (taskId: TaskId): Promise<Task> => valueIn(cast.reader.client.tasks.get({ taskId }));
  const acts = async (): Promise<string[]> => {
    const auditor = await exchange.add({ type: 'person', name: `审计${randomUUID()}`, rights: 'auditor' });
    const records = await valueIn(exchange.as(auditor.secret).client.audit.read({ after: 0, limit: 1000 }));
    return records.map((entry) => `${entry.act} ${entry.object} ${entry.success}`);
  };

  it('join the set while somebody reads, with a count for the banner, and the report is bound to the new set', async () => {
    const { study, task } = await sent();
    const taken = await valueIn(claim(first.access, task.taskId));
    const all = [...study.objects];
    await another(study, all);
    const [reading] = await another(study, all);
    expect(reading).toMatchObject({ state: 'reading', lateImages: { count: 2, followUpId: null } });
    expect(reading?.clock).toEqual(taken.clock);
    expect(reading?.images.received).toBe(3);
    const done = await valueIn(first.accept(await first.write(reading ?? task)));
    expect(done.task).toMatchObject({ state: 'signed', lateImages: { count: 2, followUpId: null } });
    expect(await tasksOf(study)).toHaveLength(1);
  });

  it('join a task whose preliminary report is home, and are no longer late for whoever claims it from the list', async () => {
    const { study, task } = await sent('ecg');
    const taken = await valueIn(claim(first.access, task.taskId));
    const preliminary = await first.write(taken, { status: 'preliminary' });
    await valueIn(first.accept(preliminary));
    const [after] = await another(study, [...study.objects]);
    expect(after).toMatchObject({ state: 'preliminary', lateImages: { count: 1 } });
    const other = await sent();
    await valueIn(claim(first.access, other.task.taskId));
    await another(other.study, [...other.study.objects]);
    const release = { commandId: randomUUID(), taskId: other.task.taskId, claim: 1, reason: '有急诊' };
    const released = await valueIn(first.access.client.tasks.release(release));
    expect(released).toMatchObject({ state: 'waiting', released: { name: '陈静怡', reason: '有急诊' } });
    const again = await valueIn(claim(second.access, other.task.taskId));
    expect(again.lateImages).toBeUndefined();
    const signed = await valueIn(second.accept(await second.write(again)));
    expect(signed.task.released).toBeUndefined();
  });

  it('after the report open a task with its own clock, offered to the signer first, that ends in an addendum', async () => {
    const { study, task } = await sent();
    const report = await first.write(await valueIn(claim(first.access, task.taskId)));
    await valueIn(first.accept(report));
    exchange.clock.advance(60_000);
    const all = [...study.objects];
    const [origin, follow] = await another(study, all);
    if (origin === undefined || follow === undefined) throw new Error('no follow-up');
    expect(origin).toMatchObject({
      state: 'signed',
      lateImages: { count: 1, followUpId: follow.taskId, outcome: null },
    });
    expect(origin.images.imageSetSha256).toBe(report.imageSetSha256);
    expect(follow).toMatchObject({
      state: 'waiting',
      claim: 0,
      reports: [],
      images: { received: 2 },
      clock: { targetMs: 480_000, stopsAt: 'signed', stoppedAt: null },
      followUp: { of: origin.taskId, reportId: report.reportId, offeredTo: first.id },
    });
    expect(follow.clock.startedAt).toBeGreaterThan(origin.clock.stoppedAt ?? 0);
    expect(await codeOf(claim(second.access, follow.taskId))).toBe('offered-first');
    // A further one before the claim: the same task, the same clock.
    const [, more] = await another(study, all);
    expect(more).toMatchObject({ taskId: follow.taskId, images: { received: 3 }, clock: follow.clock });

    const taken = await valueIn(claim(first.access, follow.taskId));
    expect(await codeOf(first.accept(await first.write(taken, { previous: report })))).toBe('move-illegal');
    const orphan = await first.write(taken, { status: 'addendum' });
    expect(await codeOf(first.accept(orphan))).toBe('report-superseded');
    const addendum = await first.write(taken, { status: 'addendum', previous: report });
    const added = await valueIn(first.accept(addendum));
    expect(added.summary).toMatchObject({ status: 'addendum', version: 2, adopted: true });
    expect(added.task).toMatchObject({ state: 'signed', lateImages: { outcome: { what: 'addendum' } } });
    const told = await got(origin.taskId);
    expect(told.reports.map((one) => [one.version, one.status])).toEqual([
      [1, 'final'],
      [2, 'addendum'],
    ]);
    expect(told.lateImages?.outcome).toMatchObject({ what: 'addendum', name: '陈静怡' });
    // It goes home like any other, and closes with a receipt of its own.
    const { reportId, version, pdfSha256 } = addendum;
    const key = { reportId, version };
    const home = await valueIn(
      cast.clinic.client.reports.confirmDelivery({ commandId: randomUUID(), ...key, pdfSha256 }),
    );
    expect(home).toMatchObject({ taskId: follow.taskId, state: 'delivered' });
    const openedAt = exchange.clock.now();
    const receipt = { commandId: randomUUID(), ...key, memberId: cast.nurse.id, openedAt };
    expect((await valueIn(cast.clinic.client.reports.acknowledge(receipt))).state).toBe('received');
    expect(await acts()).toContain(`late-images ${origin.taskId} true`);
  });

  it('or leave the report unchanged, said once by who may sign and holds it; the next ones open another follow-up', async () => {
    const { study, task } = await sent();
    await valueIn(first.accept(await first.write(await valueIn(claim(first.access, task.taskId)))));
    const all = [...study.objects];
    const [origin, follow] = await another(study, all);
    if (origin === undefined || follow === undefined) throw new Error('no follow-up');
    exchange.clock.advance(121_000);
    const taken = await valueIn(claim(second.access, follow.taskId));
    const at = exchange.clock.now();
    const keep = (pen: typeof first, taskId: TaskId, commandId: string = randomUUID()) =>
      pen.access.client.tasks.keepReport({ commandId, taskId, claim: taken.claim, memberId: pen.id, at });
    expect(await codeOf(keep(first, follow.taskId))).toBe('claim-stale');
    expect(await codeOf(keep(second, origin.taskId))).toBe('follow-up-only');
    const commandId = randomUUID();
    const kept = await valueIn(keep(second, follow.taskId, commandId));
    expect(kept).toMatchObject({
      state: 'unchanged',
      holder: null,
      lateImages: { outcome: { what: 'unchanged', name: '赵文博' } },
    });
    expect(kept.clock.stoppedAt).toBeGreaterThan(0);
    expect(await valueIn(keep(second, follow.taskId, commandId))).toEqual(kept);
    expect(await codeOf(keep(second, follow.taskId))).toBe('claim-stale');
    expect((await got(origin.taskId)).lateImages?.outcome?.what).toBe('unchanged');
    const tasks = await another(study, all);
    expect(tasks.map((one) => one.state)).toEqual(['signed', 'unchanged', 'waiting']);
    expect(tasks[2]?.followUp?.of).toBe(origin.taskId);
    expect((await got(origin.taskId)).lateImages?.followUpId).toBe(tasks[2]?.taskId);
  });

  it('a signature made before they were known stands, and they are read after it; one on an unknown set is refused', async () => {
    const { study, task } = await sent();
    const taken = await valueIn(claim(first.access, task.taskId));
    const offline: Report = await first.write(taken);
    await another(study, [...study.objects]);
    const forged = await first.write(taken, { change: { imageSetSha256: 'f'.repeat(64) as never } });
    expect(await codeOf(first.accept(forged))).toBe('images-changed');
    const done = await valueIn(first.accept(offline));
    expect(done.task).toMatchObject({ state: 'signed', lateImages: { count: 1 } });
    const [origin, follow] = await tasksOf(study);
    expect(follow).toMatchObject({ state: 'waiting', images: { received: 2 } });
    expect(origin?.lateImages?.followUpId).toBe(follow?.taskId);
  });

  it('are kept and open nothing when the task was cancelled, which names who did it and why', async () => {
    const { study, task } = await sent();
    const cancel = () =>
      cast.clinic.client.tasks.cancel({
        commandId: randomUUID(),
        taskId: task.taskId,
        reason: '误送',
        memberId: cast.nurse.id,
      });
    const cancelled = await valueIn(cancel());
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      cancelled: { name: '李秀兰', reason: '误送' },
    });
    // Its answer was lost on the way: the same again is no failure.
    expect(await valueIn(cancel())).toEqual(cancelled);
    expect((await another(study, [...study.objects])).map((one) => one.state)).toEqual(['cancelled']);
  });
});
