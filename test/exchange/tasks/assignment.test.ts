/** 派诊 at the exchange: reservations others see, 下一例 that chooses and claims, the second group, the best reader who is there. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assignmentPolicySchema } from '#shared/study/assignment.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { setAssignmentPolicy } from '../../../exchange/tasks/assignment-policy.ts';
import type { ExchangeAccess } from '../../../main/link/exchange-client.ts';
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

describe('assignment', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let readers: { name: string; access: ExchangeAccess; token: string }[];
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    readers = await Promise.all(
      ['甲医师', '乙医师', '丙医师'].map(async (name) => {
        const person = await exchange.add({ type: 'person', name, rights: 'reader', licence: '110420' });
        const signedIn = await valueIn(cast.reader.client.members.signIn({ name, password: person.secret }));
        return { name, access: exchange.as(person.secret), token: signedIn.accessToken };
      }),
    );
  });
  afterAll(() => exchange.stop());
  /** Nothing waits, and nothing is asked for. */
  beforeEach(async () => {
    await setPolicy({});
    for (const task of await valueIn(cast.reader.client.tasks.list({}))) {
      if (task.state !== 'waiting') continue;
      await valueIn(
        cast.clinic.client.tasks.cancel({
          commandId: randomUUID(),
          taskId: task.taskId,
          reason: '测试',
          memberId: null,
        }),
      );
    }
  });

  async function setPolicy(policy: unknown): Promise<void> {
    const opened = await valueIn(openInFolder(exchange.folder, false));
    await valueIn(setAssignmentPolicy(opened.parts, 'test', assignmentPolicySchema.parse(policy)));
    await opened.close();
  }
  const got = (taskId: Task['taskId']) => valueIn(cast.reader.client.tasks.get({ taskId }));
  const reader = (index: number) => {
    const found = readers[index];
    if (found === undefined) throw new Error(`no reader ${index}`);
    return found;
  };
  const reserve = (index: number, task: Task, on = true) =>
    reader(index).access.client.tasks.reserve({ commandId: randomUUID(), taskId: task.taskId, on });
  const next = (index: number, kind: Kind | null = null, commandId: string = randomUUID()) =>
    reader(index).access.client.tasks.next({ commandId, kind });
  const bePresent = (...indexes: number[]) =>
    Promise.all(
      indexes.map((index) =>
        cast.reader.client.members.present(undefined, { context: { person: reader(index).token } }),
      ),
    );
  async function acts(): Promise<string[]> {
    const auditor = await exchange.add({ type: 'person', name: `审计${randomUUID()}`, rights: 'auditor' });
    const records = await valueIn(exchange.as(auditor.secret).client.audit.read({ after: 0, limit: 1000 }));
    return records
      .filter((entry) => entry.success)
      .map((entry) => `${entry.act} ${entry.object} ${entry.detail}`);
  }

  it('keeps five for whoever reserves them, for all to see, until half of the time is over', async () => {
    const tasks: Task[] = [];
    for (let at = 0; at < 6; at += 1) tasks.push(await sendWholeStudy(cast.clinic));
    for (const task of tasks.slice(0, 5)) await valueIn(reserve(0, task));
    const [first, second, , , , sixth] = tasks;
    if (first === undefined || second === undefined || sixth === undefined) throw new Error('six are needed');
    expect(await codeOf(reserve(0, sixth))).toBe('reservations-full');
    // Others see the owner, at both ends, and cannot have it.
    for (const access of [cast.reader, cast.clinic]) {
      const seen = await valueIn(access.client.tasks.get({ taskId: first.taskId }));
      expect(seen.reserved).toMatchObject({ name: '甲医师', by: 'himself' });
      expect(seen.reserved?.until).toBe((seen.clock.startedAt ?? 0) + 240_000);
    }
    expect(await codeOf(claim(reader(1).access, first.taskId))).toBe('task-reserved');
    expect(await codeOf(reserve(1, first))).toBe('task-reserved');
    expect(await codeOf(reserve(1, first, false))).toBe('task-reserved');
    expect((await valueIn(next(1))).taskId).toBe(sixth.taskId);
    expect(await codeOf(next(1))).toBe('nothing-waiting');
    // Let go, it is anybody's; claimed, it is nobody's reservation any more.
    expect((await valueIn(reserve(0, second, false))).reserved).toBeUndefined();
    expect((await valueIn(claim(reader(1).access, second.taskId))).state).toBe('reading');
    expect((await valueIn(claim(reader(0).access, first.taskId))).reserved).toBeUndefined();
    // Half of the target later nothing is kept.
    exchange.clock.advance(240_000);
    const third = tasks[2] as Task;
    expect(await codeOf(reserve(0, third))).toBe('reservation-late');
    expect((await valueIn(claim(reader(1).access, third.taskId))).holder?.name).toBe('乙医师');
    expect((await acts()).filter((act) => act.startsWith('reserved '))).toHaveLength(5);
  });

  it('next: one winner for each, the most urgent first, by skill; the same command once', async () => {
    await setPolicy({
      roster: [
        { name: '甲医师', skills: [{ kind: 'ecg' }] },
        { name: '乙医师', skills: [{ kind: 'imaging', modality: 'CT', site: cast.site.name }] },
      ],
    });
    const image = await sendWholeStudy(cast.clinic);
    const routine = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    const urgent = await sendWholeStudy(cast.clinic, { kind: 'ecg', urgency: 'emergency' });
    const commandId = randomUUID();
    const dealt = await valueIn(next(0, null, commandId));
    expect(dealt).toMatchObject({ taskId: urgent.taskId, state: 'reading', holder: { name: '甲医师' } });
    expect(await valueIn(next(0, null, commandId))).toEqual(dealt);
    expect((await valueIn(next(0))).taskId).toBe(routine.taskId);
    expect(await codeOf(next(0))).toBe('nothing-waiting');
    expect(await codeOf(next(1, 'ecg'))).toBe('nothing-waiting');
    const both = await Promise.all([next(1), next(2)]);
    expect(both.filter((answer) => answer.ok)).toHaveLength(1);
    expect((await got(image.taskId)).claim).toBe(1);
    expect(await acts()).toContainEqual(expect.stringContaining(`${urgent.taskId} #1`));
    expect(await codeOf(cast.reader.client.tasks.next({ commandId: randomUUID(), kind: null }))).toBe(
      'not-signed-in',
    );
  });

  it('next is refused outside of the hours of the roster; the list is not', async () => {
    const hour = new Date(exchange.clock.now()).getHours();
    const from = (hour + 2) % 24;
    await setPolicy({ roster: [{ name: '甲医师', from, to: from + 1 }] });
    const { taskId } = await sendWholeStudy(cast.clinic);
    expect(await codeOf(next(0))).toBe('off-duty');
    expect((await valueIn(claim(reader(0).access, taskId))).state).toBe('reading');
  });

  it('more waiting than the threshold: the oldest goes to the second group, with a reason', async () => {
    await setPolicy({ roster: [{ name: '甲医师' }, { name: '丙医师', group: 2 }], threshold: 2 });
    const tasks: Task[] = [];
    for (let at = 0; at < 3; at += 1) {
      tasks.push(await sendWholeStudy(cast.clinic));
      exchange.clock.advance(1000);
    }
    await exchange.running.tick();
    const groups = await Promise.all(tasks.map(async (task) => (await got(task.taskId)).group));
    expect(groups).toEqual([2, undefined, undefined]);
    const [oldest, second] = tasks as [Task, Task];
    expect(await acts()).toContainEqual(`regrouped ${oldest.taskId} queue 3 > 2`);
    expect((await valueIn(next(0))).taskId).toBe(second.taskId);
    expect((await valueIn(next(2))).taskId).toBe(oldest.taskId);
    expect(await codeOf(next(2))).toBe('nothing-waiting');
  });

  it('each is kept for the least loaded who is there and may; nobody who is away gets one', async () => {
    await setPolicy({ assigns: true, roster: [{ name: '乙医师', skills: [{ kind: 'ecg' }] }] });
    await bePresent(0, 1);
    const image = await sendWholeStudy(cast.clinic);
    const ecg = await sendWholeStudy(cast.clinic, { kind: 'ecg' });
    const more = await sendWholeStudy(cast.clinic);
    await exchange.running.tick();
    const keptFor = async (task: Task) => (await got(task.taskId)).reserved?.name;
    expect(await keptFor(image)).toBe('甲医师');
    expect(await keptFor(ecg)).toBe('乙医师');
    // There is nobody else for images, however much the first one has.
    expect(await keptFor(more)).toBe('甲医师');
    // Gone for longer than a sign of life is waited for, everything of his goes to who is there.
    exchange.clock.advance(20_000);
    await bePresent(2);
    await exchange.running.tick();
    expect([await keptFor(image), await keptFor(ecg), await keptFor(more)]).toEqual([
      '丙医师',
      '丙医师',
      '丙医师',
    ]);
    expect((await got(image.taskId)).reserved?.by).toBe('exchange');
    expect((await acts()).filter((act) => act.startsWith(`assigned ${image.taskId}`))).toEqual([
      `assigned ${image.taskId} 甲医师`,
      `assigned ${image.taskId} 丙医师`,
    ]);
  });
});
