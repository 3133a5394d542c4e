/** One interleaving on the real exchange: a township, two readers, two reviewers and a registrar act as the steps say. */
import { randomUUID } from 'node:crypto';
import type { Result } from '#shared/result.ts';
import type { Patient } from '#shared/study/patient.ts';
import type { Task } from '#shared/study/task.ts';
import { createClinic } from './clinic.ts';
import { createJudge } from './judge.ts';
import { createLine, type Line } from './line.ts';
import { createReader, type Reader } from './reader.ts';
import type { Cut, Interleaving, Step } from './steps.ts';
import type { World } from './world.ts';

export interface Played {
  readonly adopted: number;
  readonly tasks: number;
  /** States that were reached, and what reports were answered with. */
  readonly states: ReadonlySet<string>;
  readonly answers: readonly string[];
}

/** Among the states that were reached: a correction or addendum waited for a second doctor. */
export const amendmentWaits = 'amendment waits';

let births = 0;
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];

/** Throws where anything was not as it must be. */
export async function playInterleaving(world: World, plan: Interleaving): Promise<Played> {
  births += 1;
  // A name and a birth date of its own for each: the patient index is to propose within an interleaving only.
  const surname = surnames[births % surnames.length] ?? '王';
  const birthDate = new Date(Date.UTC(1930, 0, 1) + ((births * 37) % 30_000) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const patient: Patient = { name: `${surname}小东`, id: `A${births}`, sex: 'M', birthDate };
  const clinic = createClinic(world, plan, patient);
  const judge = await createJudge(world, clinic.orderId);
  const readers = world.doctors.map((doctor) => createReader(world, doctor));
  const registrar = createLine(world, world.registrar);
  await clinic.begin();
  await judge.look();
  const states = new Set<string>();
  const note = async () => {
    await judge.look();
    for (const task of judge.tasks()) {
      states.add(task.state);
      if (task.amending?.submitted !== undefined) states.add(amendmentWaits);
    }
  };
  const lines = [...readers.map((reader) => reader.line), clinic.line, registrar];
  for (const steps of [plan.steps, plan.afterwards]) {
    for (const step of steps) {
      await act(step);
      await note();
    }
    // The line comes back for everybody, and whatever waited arrives.
    for (const line of lines) while (await line.replay());
    await judge.look();
    await driveHome();
  }
  await clinic.fetchReports(judge.tasks());
  await note();
  const sent = readers.flatMap((reader) => reader.sent);
  const truth = { patientOf: clinic.patientOf, sent, deposits: clinic.deposits };
  const adopted = await judge.conclude(truth);
  const answers = sent.map(({ code }) => code ?? 'none');
  return { adopted, tasks: judge.tasks().length, states, answers };

  /** From wherever it has come to, the line can be gone to its end. */
  async function driveHome(): Promise<void> {
    for (let round = 0; round < 40; round += 1) {
      const open = judge.tasks().filter((task) => !isHome(task));
      const [task] = open;
      if (task === undefined) return;
      // A follow-up is its signer's alone for a while.
      world.advance(30_000);
      await progress(task, 2 + (round % 2), 'none');
      await judge.look();
    }
    const stuck = judge.tasks().filter((task) => !isHome(task));
    const said = readers.flatMap((reader) => reader.sent.slice(-2).map(({ code }) => code));
    throw new Error(`no way home from ${stuck.map((task) => task.state).join(', ')}: ${said.join(' ')}`);
  }

  async function act({ act: name, who, which, cut }: Step): Promise<void> {
    const reader = readers[who];
    if (reader === undefined) throw new Error(`no doctor ${who}`);
    switch (name) {
      case 'advance':
        return world.advance([1_000, 10_000, 20_000, 61_000, 300_000, 900_000][which] ?? 0);
      case 'look':
        return world.rooms().look();
      case 'restart':
        return world.restart();
      case 'replay':
        return void (await lines_(who).replay());
      case 'merge':
      case 'split':
        return registrarActs(name, cut);
      case 'progress': {
        const tasks = judge.tasks();
        const task = tasks[which % Math.max(1, tasks.length)];
        return task === undefined ? clinic.send('none') : progress(task, who, cut);
      }
      case 'sync':
        return reader.sync(judge.tasks().map(({ taskId }) => taskId));
    }
    if (await clinic.act(name, { which, cut, taskIds: judge.tasks().map(({ taskId }) => taskId) })) return;
    if (reader.line.view.size === 0) await reader.sync(judge.tasks().map(({ taskId }) => taskId));
    await reader.act(name, { which, cut });
  }

  function lines_(who: number): Line {
    return [readers[0]?.line, readers[1]?.line, readers[2]?.line, clinic.line][who] ?? clinic.line;
  }

  async function registrarActs(name: 'merge' | 'split', cut: Cut): Promise<void> {
    const db = world.db();
    const records = await db
      .selectFrom('patient')
      .select('patientId')
      .where('birthDate', '=', birthDate)
      .orderBy('patientId')
      .execute();
    const [one, other] = records.map((row) => row.patientId as never);
    const commandId = randomUUID();
    if (name === 'merge') {
      if (one === undefined || other === undefined) return;
      await registrar.send(
        cut,
        (client) =>
          client.patients.merge({ commandId, one, other, note: '同一人' }) as Promise<Result<unknown>>,
      );
      return;
    }
    const merge = await db
      .selectFrom('patientMerge')
      .select('mergeId')
      .where('one', 'in', records.map((row) => row.patientId).concat(''))
      .where('undoneAt', 'is', null)
      .executeTakeFirst();
    if (merge === undefined) return;
    const { mergeId } = merge;
    await registrar.send(cut, (client) => client.patients.undoMerge({ commandId, mergeId, note: '' }));
  }

  /** Whoever is next does what is next, knowing how things stand. */
  async function progress(task: Task, who: number, cut: Cut): Promise<void> {
    const held = readers.find((reader) => reader.memberId === task.holder?.memberId);
    const doctor = held ?? readers[who] ?? (readers[3] as Reader);
    if (['arriving', 'signed', 'delivered'].includes(task.state) && task.amending === undefined) {
      return clinic.progress(task, cut);
    }
    if (clinic.isConflicted(task)) return clinic.progress(task, cut);
    if (!task.identity.settled && !['cancelled', 'withdrawn'].includes(task.state)) {
      return clinic.progress(task, cut);
    }
    await doctor.sync([task.taskId]);
    await doctor.progress(task, { cut, others: readers });
  }
}

function isHome(task: Task): boolean {
  const isOver = ['received', 'unchanged', 'retaken', 'cancelled', 'withdrawn'].includes(task.state);
  return isOver && task.amending === undefined;
}
