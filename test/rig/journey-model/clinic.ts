/** The township of an interleaving: it orders, sends, settles, fetches and acknowledges, over a line that may break. */
import { randomUUID } from 'node:crypto';
import { openConflicts } from '#shared/study/conflict.ts';
import type { DepositId, OrderId, Sha256 } from '#shared/study/ids.ts';
import { orderFormSchema } from '#shared/study/order.ts';
import type { Patient } from '#shared/study/patient.ts';
import { isRetakeOpen } from '#shared/study/retake.ts';
import type { Task } from '#shared/study/task.ts';
import { announced, hashOf, valueIn } from '../exchange.ts';
import { createLine, type Line } from './line.ts';
import type { ActName, Cut, Interleaving } from './steps.ts';
import type { World } from './world.ts';

interface Sending {
  readonly depositId: DepositId;
  readonly studyInstanceUid: string;
  /** Whose images they are really. */
  readonly patientId: string;
  objects: { readonly bytes: Buffer; readonly index: number; isSent: boolean; isWrong: boolean }[];
}

export interface Clinic {
  readonly line: Line;
  readonly orderId: string;
  readonly deposits: Set<string>;
  readonly begin: () => Promise<void>;
  readonly send: (cut: Cut) => Promise<void>;
  /** Whose images a deposit is of, really. */
  readonly patientOf: (depositId: string) => string | null;
  readonly isConflicted: (task: Task) => boolean;
  /** False where the act is not the township's. */
  readonly act: (
    name: ActName,
    how: { readonly which: number; readonly cut: Cut; readonly taskIds: readonly string[] },
  ) => Promise<boolean>;
  readonly progress: (task: Task, cut: Cut) => Promise<void>;
  /** Confirms and so has every adopted report of the tasks. */
  readonly fetchReports: (tasks: readonly Task[]) => Promise<void>;
}

let studies = 0;

export function createClinic(world: World, plan: Interleaving, patient: Patient): Clinic {
  const [two, one] = world.townships;
  const township = plan.reviewed ? two : one;
  const elsewhere = plan.reviewed ? one : two;
  const line = createLine(world, township.caller);
  const orderId = randomUUID() as OrderId;
  const sendings: Sending[] = [];
  const trueId = plan.device === 'somebody-else' ? `X${patient.id}` : patient.id;
  const memberId = township.nurse;
  const commandId = () => randomUUID();
  const kind = plan.kind;

  async function openStudy(objects: number, joins: boolean, patientId: string): Promise<Sending | null> {
    studies += 1;
    const studyInstanceUid = `1.2.826.9.${studies}`;
    const isOther = patientId !== patient.id;
    const opened = await valueIn(
      world.client(township.caller).deposits.open({
        commandId: commandId(),
        depositId: randomUUID() as DepositId,
        kind,
        study: {
          studyInstanceUid,
          kind,
          accessionNumber: '',
          description: '',
          devicePatient: isOther
            ? { name: '李四', id: patientId, sex: 'F', birthDate: '1980-02-03' }
            : {
                name: plan.device === 'misspelt' ? patient.name.replace('东', '冬') : patient.name,
                id: patient.id,
                sex: patient.sex,
                birthDate: patient.birthDate,
              },
          acquiredAt: world.now(),
          institution: '',
          stationAet: 'CT1',
        },
        modality: kind === 'ecg' ? 'ECG' : 'CT',
        bodyPart: 'CHEST',
        orderId: joins ? orderId : null,
        firstByteAt: world.now(),
      }),
    );
    const sending: Sending = {
      depositId: opened.depositId,
      studyInstanceUid,
      patientId,
      objects: Array.from({ length: objects }, (_, index) => makeObject(index)),
    };
    sendings.push(sending);
    return sending;
  }
  const makeObject = (index: number, isWrong = false) => ({
    bytes: Buffer.from(randomUUID()),
    index,
    isSent: false,
    isWrong,
  });

  async function announceAndPut(
    sending: Sending,
    object: Sending['objects'][number],
    cut: Cut,
  ): Promise<void> {
    const { depositId, studyInstanceUid } = sending;
    const kept = sending.objects.find((one) => one.index === object.index);
    const conflict =
      object.isWrong && kept !== undefined
        ? {
            conflict: {
              keptSha256: hashOf(kept.bytes) as Sha256,
              differs: [{ field: 'patientName' as const, kept: patient.name, other: '李四' }],
            },
          }
        : {};
    const objects = [{ ...announced(studyInstanceUid, object.bytes, object.index), ...conflict }];
    const id = commandId();
    const said = await line.send(cut, (client) =>
      client.deposits.announce({ commandId: id, depositId, objects }),
    );
    if (said === null) return;
    await valueIn(said);
    object.isSent = true;
    const size = object.bytes.length;
    const { callerId } = township.caller;
    await valueIn(
      world.rooms().acceptObject({ sha256: hashOf(object.bytes), size, siteId: township.siteId, callerId }),
    );
  }

  async function send(cut: Cut): Promise<void> {
    for (const sending of sendings) {
      const next = sending.objects.find((object) => !object.isSent);
      if (next !== undefined) return announceAndPut(sending, next, cut);
    }
  }

  async function close(cut: Cut): Promise<void> {
    const sending = sendings.at(-1);
    if (sending === undefined) return;
    const { depositId } = sending;
    const id = commandId();
    const expected = sending.objects.filter((object) => !object.isWrong).length;
    const reason = 'command' as const;
    await line.send(cut, (client) =>
      client.deposits.close({ commandId: id, depositId, expected, imagesOnly: true, reason }),
    );
  }

  async function settleConflicts(task: Task, cut: Cut): Promise<void> {
    const [conflict] = openConflicts(task);
    if (conflict === undefined) return;
    const { taskId } = task;
    const { sopInstanceUid, keptSha256: sha256 } = conflict;
    const id = commandId();
    const answer = await line.send(cut, (client) =>
      client.deposits.settleConflict({
        commandId: id,
        taskId,
        sopInstanceUid,
        sha256,
        reason: '错放患者',
        memberId,
      }),
    );
    // The right version has to be here before it can be called right.
    if (answer?.ok === false && answer.failure.code === 'version-unknown') await send('none');
  }

  async function settleIdentity(task: Task, cut: Cut): Promise<void> {
    if (task.identity.settled) return;
    const { taskId } = task;
    const sending = sendings.find((one) => one.depositId === task.depositId);
    const same = sending?.patientId === patient.id;
    const id = commandId();
    await line.send(cut, (client) =>
      client.deposits.settleIdentity({ commandId: id, taskId, same, memberId }),
    );
  }

  async function reportsOf(taskId: Task['taskId']) {
    return valueIn(world.client(township.caller).reports.list({ taskId }));
  }

  async function deliver(task: Task, cut: Cut): Promise<void> {
    for (const { reportId, version, report } of await reportsOf(task.taskId)) {
      const id = commandId();
      const { pdfSha256 } = report;
      await line.send(cut, (client) =>
        client.reports.confirmDelivery({ commandId: id, reportId, version, pdfSha256 }),
      );
    }
  }

  async function receive(task: Task, cut: Cut): Promise<void> {
    const newest = (await reportsOf(task.taskId)).at(-1);
    if (newest === undefined) return;
    const { reportId, version } = newest;
    const id = commandId();
    const openedAt = world.now();
    await line.send(cut, (client) =>
      client.reports.acknowledge({ commandId: id, reportId, version, memberId, openedAt }),
    );
  }

  const clinic: Clinic = {
    line,
    orderId,
    deposits: new Set(),
    begin: async () => {
      const { client } = { client: world.client(township.caller) };
      const form = orderFormSchema.parse({
        patient,
        kind,
        modality: kind === 'ecg' ? 'ECG' : 'CT',
        complaint: '胸闷',
        phone: '8801',
        urgency: plan.urgency,
      });
      const placing = { commandId: commandId(), orderId, form, emergencyDirect: false, placedBy: null };
      await valueIn(client.orders.place(placing));
      if (plan.prior) await priorElsewhere();
      await openStudy(plan.objects, true, trueId);
    },
    send,
    patientOf: (depositId) => sendings.find((one) => one.depositId === depositId)?.patientId ?? null,
    isConflicted: (task) => openConflicts(task).length > 0,
    act: async (name, { which, cut, taskIds }) => {
      const own = await Promise.all(
        taskIds.map((taskId) => world.client(township.caller).tasks.get({ taskId: taskId as never })),
      );
      const tasks = own.flatMap((answer) => (answer.ok ? [answer.value] : []));
      const task = tasks[which % Math.max(1, tasks.length)];
      switch (name) {
        case 'send-object':
          return send(cut).then(() => true);
        case 'close':
          return close(cut).then(() => true);
        case 'send-incomplete': {
          const depositId = sendings.at(-1)?.depositId;
          const id = commandId();
          if (depositId !== undefined) {
            await line.send(cut, (client) =>
              client.deposits.sendIncomplete({ commandId: id, depositId, reason: '设备故障', memberId }),
            );
          }
          return true;
        }
        case 'late-image': {
          const sending = sendings[which % Math.max(1, sendings.length)];
          if (sending !== undefined && sending.patientId === patient.id) {
            const index = sending.objects.filter((object) => !object.isWrong).length;
            const object = makeObject(index);
            sending.objects.push(object);
            await announceAndPut(sending, object, cut);
          }
          return true;
        }
        case 'conflict': {
          const sending = sendings[which % Math.max(1, sendings.length)];
          const isThere = sending?.objects.some((object) => object.index === 0 && object.isSent);
          if (sending !== undefined && isThere === true) {
            const object = makeObject(0, true);
            sending.objects.push(object);
            await announceAndPut(sending, object, cut);
          }
          return true;
        }
        case 'retaken-study':
          if (tasks.some(isRetakeOpen)) await openStudy(1, true, patient.id);
          return true;
      }
      const ofTask = {
        'settle-conflict': settleConflicts,
        'settle-identity': settleIdentity,
        deliver,
        receive,
        cancel: cancelTask,
        'decline-retake': decline,
      } as const;
      if (!(name in ofTask)) return false;
      if (task !== undefined) await ofTask[name as keyof typeof ofTask](task, cut);
      return true;
    },
    progress: async (task, cut) => {
      if (openConflicts(task).length > 0) return settleConflicts(task, cut);
      if (!task.identity.settled) return settleIdentity(task, cut);
      if (task.state === 'signed') return deliver(task, cut);
      if (task.state === 'delivered') return receive(task, cut);
      if (isRetakeOpen(task)) return decline(task, cut);
      const sending = sendings.find((one) => one.depositId === task.depositId);
      if (sending?.objects.some((object) => !object.isSent)) return send(cut);
      if (sending === undefined) return;
      const id = commandId();
      const { depositId } = sending;
      const expected = sending.objects.filter((object) => !object.isWrong).length;
      await line.send(cut, (client) =>
        client.deposits.close({ commandId: id, depositId, expected, imagesOnly: true, reason: 'command' }),
      );
    },
    fetchReports: async (tasks) => {
      for (const task of tasks) for (const _time of [1, 2]) await deliver(task, 'none');
    },
  };
  return clinic;

  async function cancelTask({ taskId }: Task, cut: Cut): Promise<void> {
    const id = commandId();
    await line.send(cut, (client) =>
      client.tasks.cancel({ commandId: id, taskId, reason: '患者离开', memberId }),
    );
  }

  async function decline({ taskId }: Task, cut: Cut): Promise<void> {
    const id = commandId();
    await line.send(cut, (client) =>
      client.tasks.declineRetake({ commandId: id, taskId, reason: '患者已离开', memberId }),
    );
  }

  /** What the other township has of somebody of that name and birth date, under a number of its own. */
  async function priorElsewhere(): Promise<void> {
    studies += 1;
    const studyInstanceUid = `1.2.826.9.${studies}`;
    const client = world.client(elsewhere.caller);
    const opened = await valueIn(
      client.deposits.open({
        commandId: commandId(),
        depositId: randomUUID() as DepositId,
        kind,
        study: {
          studyInstanceUid,
          kind,
          accessionNumber: '',
          description: '',
          devicePatient: { ...patient, id: `B${patient.id}` },
          acquiredAt: world.now() - 86_400_000,
          institution: '',
          stationAet: 'CT1',
        },
        modality: kind === 'ecg' ? 'ECG' : 'CT',
        bodyPart: 'CHEST',
        orderId: null,
        firstByteAt: world.now(),
      }),
    );
    const bytes = Buffer.from(randomUUID());
    const { depositId } = opened;
    const objects = [announced(studyInstanceUid, bytes, 0)];
    await valueIn(client.deposits.announce({ commandId: commandId(), depositId, objects }));
    const { callerId } = elsewhere.caller;
    const { siteId } = elsewhere;
    await valueIn(
      world.rooms().acceptObject({ sha256: hashOf(bytes), size: bytes.length, siteId, callerId }),
    );
  }
}
