import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditRecord } from '#shared/contract/exchange/audit.ts';
import { noMarks } from '#shared/measure/marking.ts';
import { type BatonLoad, batonAt } from '#shared/study/baton.ts';
import type { Task } from '#shared/study/task.ts';
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

const content = { findings: '左下肺斑片影', impression: '肺炎可能', recommendation: '' };

describe('passing a case to a colleague', () => {
  let exchange: TestExchange;
  let cast: Cast;
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
  });
  afterAll(() => exchange.stop());
  const doctor = (index: number) => exchange.as(cast.doctors[index]?.secret ?? '');
  const idOf = (index: number) => cast.doctors[index]?.id ?? cast.nurse.id;
  const sitDown = async (...people: { readonly name: string; readonly secret: string }[]): Promise<void> => {
    for (const { name, secret } of people) {
      const signIn = { name, password: secret };
      const { accessToken: person } = await valueIn(cast.reader.client.members.signIn(signIn));
      await valueIn(cast.reader.client.members.present(undefined, { context: { person } }));
    }
  };
  const attend = (...indexes: number[]) =>
    sitDown(...cast.doctors.filter((_, index) => indexes.includes(index)));
  const loadFor = (task: Task, draft: BatonLoad['draft'] = { content, revision: 3 }): BatonLoad => ({
    draft,
    marks: noMarks,
    lying: {
      viewer: 'image',
      studyInstanceUid: task.studyInstanceUid,
      layout: '2x2',
      panes: [{ seriesInstanceUid: '1.2.3', startIndex: 4, preset: 'lung' }, null],
      active: 1,
      single: null,
      places: [{ pane: 0, seriesInstanceUid: '1.2.3', sopInstanceUid: '1.2.3.4', frame: 0 }],
    },
  });
  /** Held by the first doctor, and held out to the second. */
  const heldOut = async (): Promise<{ task: Task; load: BatonLoad }> => {
    await attend(0, 1);
    const task = await sendWholeStudy(cast.clinic);
    const held = await valueIn(claim(doctor(0), task.taskId));
    const load = loadFor(held);
    return { task: await valueIn(offer(0, held, 1, load)), load };
  };
  const offer = (by: number, task: Task, to: number, load: BatonLoad) =>
    doctor(by).client.tasks.offerBaton({
      commandId: randomUUID(),
      taskId: task.taskId,
      claim: task.claim,
      to: idOf(to),
      load,
    });
  const take = (by: number, { taskId, claim: held }: Task, commandId: string = randomUUID()) =>
    doctor(by).client.tasks.takeBaton({ commandId, taskId, claim: held });
  const actsOf = async (taskId: string): Promise<AuditRecord[]> => {
    const auditor = await exchange.add({ type: 'person', name: `审计员${randomUUID()}`, rights: 'auditor' });
    const records = await valueIn(exchange.as(auditor.secret).client.audit.read({ after: 0, limit: 1000 }));
    return records.filter((record) => record.object === taskId && record.act.startsWith('baton-'));
  };

  it('lists who is there and may read it, who reads nothing first', async () => {
    await attend(0, 1);
    const third = await exchange.add({ type: 'person', name: '孙立', rights: 'reader' });
    const ecgOnly = await exchange.add({ type: 'person', name: '只看心电', rights: 'reader:ecg' });
    await sitDown(third, ecgOnly, cast.nurse);
    const task = await sendWholeStudy(cast.clinic);
    const other = await sendWholeStudy(cast.clinic);
    await valueIn(claim(doctor(0), task.taskId));
    await valueIn(claim(doctor(1), other.taskId));
    const colleagues = await valueIn(doctor(0).client.tasks.colleagues({ taskId: task.taskId }));
    expect(colleagues).toEqual([
      { memberId: third.id, name: '孙立', busy: false },
      { memberId: idOf(1), name: '赵文博', busy: true },
    ]);
    expect(await codeOf(doctor(1).client.tasks.colleagues({ taskId: task.taskId }))).toBe('task-not-found');
    exchange.clock.advance(20_000);
    const gone = await valueIn(doctor(0).client.tasks.colleagues({ taskId: task.taskId }));
    expect(gone).toEqual([]);
    expect(await codeOf(offer(0, { ...task, claim: 1 }, 1, loadFor(task)))).toBe('colleague-gone');
  });

  it('hands draft, marks and view over with the next claim, while the clock runs on', async () => {
    const { task, load } = await heldOut();
    expect(task).toMatchObject({ claim: 1, state: 'reading', holder: { memberId: idOf(0) } });
    expect(await valueIn(doctor(1).client.tasks.batonLoad({ taskId: task.taskId }))).toBeNull();
    exchange.clock.advance(5000);
    const commandId = randomUUID();
    const taken = await valueIn(take(1, task, commandId));
    expect(taken).toMatchObject({
      claim: 2,
      state: 'reading',
      holder: { memberId: idOf(1), alive: true },
      handedOver: { memberId: idOf(0) },
      clock: task.clock,
      stamps: { claimedAt: task.stamps.claimedAt },
    });
    expect(taken.baton).toBeUndefined();
    expect(await valueIn(doctor(1).client.tasks.batonLoad({ taskId: task.taskId }))).toEqual(load);
    expect(await valueIn(doctor(0).client.tasks.batonLoad({ taskId: task.taskId }))).toBeNull();
    const drafts = await valueIn(doctor(1).client.tasks.drafts({ taskId: task.taskId }));
    expect(drafts.find((one) => one.memberId === idOf(1))).toMatchObject({ claim: 2, content, revision: 4 });
    // The answer was lost on the way: the same command once more says the same.
    expect(await valueIn(take(1, task, commandId))).toMatchObject({
      claim: 2,
      holder: { memberId: idOf(1) },
    });
    const lost = await valueIn(
      doctor(0).client.tasks.heartbeat({ claims: [{ taskId: task.taskId, claim: 1 }] }),
    );
    expect(lost.lost).toEqual([task.taskId]);
    const acts = await actsOf(task.taskId);
    expect(acts.map(({ act, memberId, success }) => [act, memberId, success])).toEqual([
      ['baton-offered', idOf(0), true],
      ['baton-taken', idOf(1), true],
    ]);
    expect(acts[1]?.detail).toContain(idOf(0));
  });

  it('takes what was written since it was held out', async () => {
    const { task } = await heldOut();
    const { taskId } = task;
    const later = { ...content, impression: '肺炎,建议复查' };
    await valueIn(
      doctor(0).client.tasks.saveDraft({
        commandId: randomUUID(),
        taskId,
        claim: 1,
        memberId: idOf(0),
        content: later,
        revision: 9,
      }),
    );
    await valueIn(take(1, task));
    const drafts = await valueIn(doctor(1).client.tasks.drafts({ taskId }));
    expect(drafts.find((one) => one.memberId === idOf(1))).toMatchObject({ content: later, revision: 10 });
    expect(drafts.find((one) => one.memberId === idOf(0))).toMatchObject({ content: later, revision: 9 });
  });

  it('takes what was marked and how it lies since it was held out; nobody but its giver tells, and not after', async () => {
    const { task, load } = await heldOut();
    const { taskId } = task;
    const image = {
      seriesInstanceUid: '1.2.3',
      sopInstanceUid: '1.2.3.4',
      sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
      frame: 1,
    };
    const marks = { ...noMarks, keyImages: [image] };
    if (load.lying?.viewer !== 'image') throw new Error('images lie');
    const lying = { ...load.lying, layout: '1x1' };
    const renew = (by: number, given: Partial<BatonLoad>) =>
      doctor(by).client.tasks.renewBaton({ taskId, claim: 1, marks: null, lying: null, ...given });
    expect(await codeOf(renew(1, { marks }))).toBe('baton-gone');
    await valueIn(renew(0, { lying }));
    // Not open in his window any more: it lies as it last lay.
    await valueIn(renew(0, { marks }));
    await valueIn(take(1, task));
    expect(await codeOf(renew(0, { marks: noMarks }))).toBe('baton-gone');
    const along = await valueIn(doctor(1).client.tasks.batonLoad({ taskId }));
    expect(along).toEqual({ ...load, marks, lying });
    const drafts = await valueIn(doctor(1).client.tasks.drafts({ taskId }));
    expect(drafts.find((one) => one.memberId === idOf(1))).toMatchObject({ content, revision: 4 });
  });

  it('lets exactly one holder be, however taking, withdrawing and declining race', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { task } = await heldOut();
      const { taskId } = task;
      const given = { taskId, claim: 1 };
      const [taken, withdrawn, declined] = await Promise.all([
        take(1, task),
        doctor(0).client.tasks.withdrawBaton({ commandId: randomUUID(), ...given }),
        doctor(1).client.tasks.declineBaton({ commandId: randomUUID(), ...given, reason: '正在会诊' }),
      ]);
      const done = [taken, withdrawn, declined].filter((one) => one.ok);
      expect(done).toHaveLength(1);
      const now = await valueIn(cast.reader.client.tasks.get({ taskId }));
      expect(now.holder?.memberId).toBe(taken.ok ? idOf(1) : idOf(0));
      expect(now.claim).toBe(taken.ok ? 2 : 1);
      expect(batonAt(now, exchange.clock.now())).toBeNull();
    }
  }, 60_000);

  it('stays with its holder when it is declined, with the reason, and can be held out again', async () => {
    const { task, load } = await heldOut();
    const { taskId } = task;
    const decline = (by: number, reason: string) =>
      doctor(by).client.tasks.declineBaton({ commandId: randomUUID(), taskId, claim: 1, reason });
    expect(await codeOf(decline(0, '不是我'))).toBe('baton-gone');
    expect(await valueIn(decline(1, '正在处理胸痛'))).toMatchObject({
      claim: 1,
      holder: { memberId: idOf(0) },
      baton: { ended: { why: 'declined', reason: '正在处理胸痛' } },
    });
    expect(await codeOf(take(1, task))).toBe('baton-gone');
    const again = await valueIn(offer(0, task, 1, load));
    expect(again.baton?.ended).toBeUndefined();
    expect(await valueIn(take(1, again))).toMatchObject({ claim: 2 });
  });

  it('lapses after a minute and stays with its holder', async () => {
    const { task } = await heldOut();
    const { taskId } = task;
    exchange.clock.advance(59_000);
    await exchange.running.tick();
    expect((await valueIn(cast.reader.client.tasks.get({ taskId }))).baton?.ended).toBeUndefined();
    exchange.clock.advance(1500);
    expect(await codeOf(take(1, task))).toBe('baton-gone');
    await exchange.running.tick();
    expect(await valueIn(cast.reader.client.tasks.get({ taskId }))).toMatchObject({
      claim: 1,
      state: 'reading',
      holder: { memberId: idOf(0) },
      baton: { ended: { why: 'lapsed' } },
    });
    await exchange.running.tick();
    const lapses = (await actsOf(taskId)).filter(({ act }) => act === 'baton-lapsed');
    expect(lapses).toMatchObject([{ memberId: null, detail: idOf(1) }]);
  });

  it('is over once another took the case over, or it was signed away: never two holders', async () => {
    const { task } = await heldOut();
    const { taskId } = task;
    const third = await exchange.add({ type: 'person', name: '周敏', rights: 'reader' });
    exchange.clock.advance(16_000);
    await exchange.running.tick();
    const taken = await valueIn(
      exchange.as(third.secret).client.tasks.takeOver({ commandId: randomUUID(), taskId, from: idOf(0) }),
    );
    expect(taken).toMatchObject({ claim: 2, holder: { memberId: third.id } });
    expect(taken.baton).toBeUndefined();
    expect(await codeOf(take(1, task))).toBe('baton-gone');
    expect(await valueIn(exchange.as(third.secret).client.tasks.batonLoad({ taskId }))).toBeNull();
  });

  it('can still be taken where its giver’s workstation has died', async () => {
    const { task } = await heldOut();
    exchange.clock.advance(20_000);
    await exchange.running.tick();
    const dead = await valueIn(cast.reader.client.tasks.get({ taskId: task.taskId }));
    expect(dead.holder).toMatchObject({ memberId: idOf(0), alive: false });
    expect(await valueIn(take(1, task))).toMatchObject({
      claim: 2,
      holder: { memberId: idOf(1), alive: true },
    });
  });

  it('is held out by its holder alone', async () => {
    const { task, load } = await heldOut();
    expect(await codeOf(offer(1, task, 0, load))).toBe('claim-stale');
    expect(await codeOf(offer(0, { ...task, claim: 7 }, 1, load))).toBe('claim-stale');
    const waiting = await sendWholeStudy(cast.clinic);
    expect(await codeOf(offer(0, { ...waiting, claim: 1 }, 1, load))).toBe('claim-stale');
  });

  it('hands the view over at the change of shift too, to whoever claims next and nobody after', async () => {
    const { taskId } = await sendWholeStudy(cast.clinic);
    const held = await valueIn(claim(doctor(0), taskId));
    const load = loadFor(held, null);
    await valueIn(
      doctor(0).client.tasks.release({ commandId: randomUUID(), taskId, claim: 1, handOver: true, load }),
    );
    expect(await valueIn(doctor(1).client.tasks.batonLoad({ taskId }))).toBeNull();
    await valueIn(claim(doctor(1), taskId));
    expect(await valueIn(doctor(1).client.tasks.batonLoad({ taskId }))).toEqual(load);
    await valueIn(doctor(1).client.tasks.release({ commandId: randomUUID(), taskId, claim: 2 }));
    await valueIn(claim(doctor(0), taskId));
    expect(await valueIn(doctor(0).client.tasks.batonLoad({ taskId }))).toBeNull();
  });
});
