import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addCast,
  type Cast,
  claim,
  codeOf,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';
import { raceForTask } from '../../rig/race-claims.ts';

const content = { findings: '左下肺斑片影', impression: '肺炎可能', recommendation: '' };

describe('claiming', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());
  const doctor = (index: number) => exchange.as(cast.doctors[index]?.secret ?? '');
  const idOf = (index: number) => cast.doctors[index]?.id ?? cast.nurse.id;

  it('lets exactly one of twenty racing clients win, fifty times', async () => {
    const racers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        exchange.add({ type: 'person', name: `抢单医师${index}`, rights: 'reader' }),
      ),
    );
    const clients = racers.map(({ id, secret }) => ({ id, access: exchange.as(secret) }));
    for (const { access } of clients) await valueIn(access.client.members.whoAmI());
    const race = { clinic: cast.clinic, reader: cast.reader, racers: clients };
    for (let round = 0; round < 50; round += 1)
      expect(await raceForTask({ ...race, first: round % 20 })).toBeNull();
  }, 240_000);

  it('asks for the right: who only sends, administers or has no rights cannot', async () => {
    const task = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    const images = await exchange.add({ type: 'person', name: '只看影像', rights: 'reader:imaging' });
    expect(await codeOf(claim(exchange.as(images.secret), task.taskId))).toBe('right-missing');
    expect(await codeOf(claim(exchange.as(cast.nurse.secret), task.taskId))).toBe('right-missing');
    expect(await codeOf(claim(cast.reader, task.taskId))).toBe('not-signed-in');
    expect(await codeOf(claim(doctor(0), 'x-none'))).toBe('task-not-found');
  });

  it('keeps a claim by heartbeats, marks it when they stop, and lets another take over by naming the holder', async () => {
    const task = await sendWholeStudy(cast.clinic);
    const { taskId } = task;
    await valueIn(claim(doctor(0), taskId));
    const claims = [{ taskId, claim: 1 }];
    const take = (from: string) =>
      doctor(1).client.tasks.takeOver({
        commandId: randomUUID(),
        taskId,
        from: from as typeof cast.nurse.id,
      });
    exchange.clock.advance(10_000);
    expect((await valueIn(doctor(0).client.tasks.heartbeat({ claims }))).lost).toEqual([]);
    exchange.clock.advance(10_000);
    await exchange.running.tick();
    expect(await codeOf(take(idOf(0)))).toBe('holder-alive');
    const save = { commandId: randomUUID(), taskId, claim: 1, memberId: idOf(0), content, revision: 3 };
    await valueIn(doctor(0).client.tasks.saveDraft(save));
    exchange.clock.advance(6_000);
    await exchange.running.tick();
    const dead = await valueIn(cast.reader.client.tasks.get({ taskId }));
    expect(dead.holder).toMatchObject({ memberId: idOf(0), alive: false });
    expect(await codeOf(take(cast.nurse.id))).toBe('task-taken');
    const taken = await valueIn(take(idOf(0)));
    expect(taken).toMatchObject({ claim: 2, state: 'reading', holder: { memberId: idOf(1), alive: true } });
    const offered = await valueIn(doctor(1).client.tasks.drafts({ taskId }));
    expect(offered).toMatchObject([{ memberId: idOf(0), content, revision: 3, claim: 1 }]);
    expect((await valueIn(doctor(0).client.tasks.heartbeat({ claims }))).lost).toEqual([taskId]);
    // What the first doctor still types is kept for him, but he no longer holds the task.
    await valueIn(doctor(0).client.tasks.saveDraft({ ...save, commandId: randomUUID(), revision: 4 }));
    const release = { commandId: randomUUID(), taskId, claim: 1 };
    expect(await codeOf(doctor(0).client.tasks.release(release))).toBe('claim-stale');
  });

  it('revives a holder who comes back before anybody took over', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic);
    await valueIn(claim(doctor(0), taskId));
    exchange.clock.advance(20_000);
    await exchange.running.tick();
    await valueIn(doctor(0).client.tasks.heartbeat({ claims: [{ taskId, claim: 1 }] }));
    const task = await valueIn(cast.reader.client.tasks.get({ taskId }));
    expect(task.holder).toMatchObject({ memberId: idOf(0), alive: true });
    expect(task.claim).toBe(1);
  });

  it('hands a task over at the change of shift: it names who, and the draft goes to whoever claims next', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic);
    await valueIn(claim(doctor(0), taskId));
    const save = { commandId: randomUUID(), taskId, claim: 1, memberId: idOf(0), content, revision: 1 };
    await valueIn(doctor(0).client.tasks.saveDraft(save));
    const given = await valueIn(
      doctor(0).client.tasks.release({ commandId: randomUUID(), taskId, claim: 1, handOver: true }),
    );
    expect(given).toMatchObject({ state: 'waiting', holder: null, handedOver: { memberId: idOf(0) } });
    expect(given.clock.startedAt).not.toBeNull();
    const next = await valueIn(claim(doctor(1), taskId));
    expect(next).toMatchObject({ claim: 2, handedOver: { memberId: idOf(0) } });
    expect(await valueIn(doctor(1).client.tasks.drafts({ taskId }))).toMatchObject([{ content }]);
    const auditor = await exchange.add({ type: 'person', name: '审计员乙', rights: 'auditor' });
    // The races above left more records than one answer holds.
    const acts: string[] = [];
    for (let after = 0, more = true; more; ) {
      const records = await valueIn(exchange.as(auditor.secret).client.audit.read({ after, limit: 1000 }));
      acts.push(...records.filter((record) => record.object === taskId).map((record) => record.act));
      more = records.length > 0;
      after = records.at(-1)?.number ?? 0;
    }
    expect(acts).toContain('handed-over');
  });

  it('gives a released task back, and cancels only while nobody reads', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic);
    const cancel = () =>
      cast.clinic.client.tasks.cancel({
        commandId: randomUUID(),
        taskId,
        reason: '重复送诊',
        memberId: null,
      });
    await valueIn(claim(doctor(0), taskId));
    expect(await codeOf(cancel())).toBe('move-illegal');
    const released = await valueIn(
      doctor(0).client.tasks.release({ commandId: randomUUID(), taskId, claim: 1 }),
    );
    expect(released).toMatchObject({ state: 'waiting', holder: null, claim: 1 });
    expect(
      await codeOf(
        cast.reader.client.tasks.cancel({ commandId: randomUUID(), taskId, reason: 'x', memberId: null }),
      ),
    ).toBe('task-not-found');
    expect(await valueIn(cancel())).toMatchObject({ state: 'cancelled' });
    expect(await codeOf(claim(doctor(0), taskId))).toBe('move-illegal');
  });

  it('ignores a late lower revision of a draft', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic);
    await valueIn(claim(doctor(0), taskId));
    const save = (revision: number, findings: string) =>
      doctor(0).client.tasks.saveDraft({
        commandId: randomUUID(),
        taskId,
        claim: 1,
        memberId: idOf(0),
        content: { ...content, findings },
        revision,
      });
    await valueIn(save(5, '后写的'));
    await valueIn(save(4, '先写的'));
    const [draft] = await valueIn(doctor(0).client.tasks.drafts({ taskId }));
    expect(draft).toMatchObject({ revision: 5, content: { findings: '后写的' } });
  });

  it('has one effect and one answer per command id', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic);
    const other = await sendWholeStudy(cast.clinic);
    const commandId = randomUUID();
    const first = await valueIn(doctor(0).client.tasks.claim({ commandId, taskId }));
    await valueIn(doctor(0).client.tasks.release({ commandId: randomUUID(), taskId, claim: 1 }));
    expect(await valueIn(doctor(0).client.tasks.claim({ commandId, taskId }))).toEqual(first);
    expect(await codeOf(doctor(0).client.tasks.claim({ commandId, taskId: other.taskId }))).toBe(
      'idempotency-conflict',
    );
    expect((await valueIn(cast.reader.client.tasks.get({ taskId }))).claim).toBe(1);
  });
});
