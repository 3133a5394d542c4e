/**
 * The rooms of the exchange over an open database, with what one needs of another: everything but the listening. Rooms never
 * import each other; what crosses them is passed here.
 */
import type { Member } from '#shared/contract/exchange/members.ts';
import type { Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import { type Contact, pickEscalation } from '#shared/study/escalation.ts';
import { mayDo } from '#shared/study/may-do.ts';
import type { Task } from '#shared/study/task.ts';
import { type AuditProver, createAuditProver } from './audit/prove-audit.ts';
import { composeRouter } from './compose-router.ts';
import { watchConsultations } from './consultations/watch-consultations.ts';
import { watchNotices } from './critical/watch-notices.ts';
import { forgetOldAnswers } from './database/once.ts';
import type { ExchangeTransaction } from './database/open-database.ts';
import { acceptObject, type KeptObject } from './deposits/accept-object.ts';
import { watchDeposits } from './deposits/watch-deposits.ts';
import { type CheckPassword, createCheckPassword } from './members/check-password.ts';
import { createPresence, type Presence } from './members/presence.ts';
import type { Parts } from './parts.ts';
import type { PatientIndex } from './patient-index.ts';
import { createPatientIndex, enterMissing } from './patients/keep-index.ts';
import { deleteRetired } from './retention/remove-deposit.ts';
import { createSilenceWatch } from './silence/watch-silence.ts';
import { rehashObjects } from './storage/rehash-objects.ts';
import type { TaskMaking } from './task-making.ts';
import type { ClockRule } from './tasks/clock-policy.ts';
import { readEscalationPolicy } from './tasks/escalation-policy.ts';
import { extendLeases, watchLeases } from './tasks/heartbeat.ts';
import { createTaskMaking } from './tasks/open-task.ts';
import { watchBatons } from './tasks/pass-baton.ts';
import { createPhaseBudgets } from './tasks/phase-budgets.ts';
import { watchPromise } from './tasks/watch-promise.ts';
import { watchQueue } from './tasks/watch-queue.ts';

export interface RoomSettings {
  readonly folder: string;
  readonly clockRules: readonly ClockRule[];
  readonly onBug: (error: unknown) => void;
}

export interface Rooms {
  readonly router: ReturnType<typeof composeRouter>;
  readonly presence: Presence;
  readonly checkPassword: CheckPassword;
  readonly rehash: ReturnType<typeof rehashObjects>;
  readonly audit: AuditProver;
  /** To be called once the bytes of an object are durable. */
  readonly acceptObject: (object: KeptObject) => Promise<Result<void>>;
  /** What a start brings in order before anybody calls. */
  readonly begin: () => Promise<void>;
  /** One look at leases, stalled deposits, promises and critical values. */
  readonly look: () => Promise<void>;
}

export function composeRooms(parts: Parts, settings: RoomSettings): Rooms {
  const { onBug } = settings;
  const { simulation } = parts.region();
  const patients = createPatientIndex();
  const making = withPatients(createTaskMaking({ rules: settings.clockRules, simulation }), patients);
  const checkPassword = createCheckPassword(parts);
  const presence = createPresence(parts.clock);
  const watching = { ...parts, isPresent: presence.isPresent, budgetsOf: createPhaseBudgets(parts) };
  const silence = createSilenceWatch(parts);
  const rehash = rehashObjects(parts, onBug);
  const audit = createAuditProver(parts, onBug);
  const { folder } = settings;
  return {
    router: composeRouter({
      ...parts,
      ...making,
      folder,
      checkPassword,
      patients,
      presence,
      rehash,
      audit,
      onBug,
    }),
    presence,
    checkPassword,
    rehash,
    audit,
    acceptObject: (object) => acceptObject({ ...parts, ...making }, object),
    begin: async () => {
      await enterMissing(parts, patients);
      await extendLeases(parts);
      await deleteRetired(parts);
      await parts.write(async (trx, now) => ok(await forgetOldAnswers(trx, now)));
    },
    look: async () => {
      await watchLeases(parts);
      await watchBatons(parts);
      await watchDeposits({ ...parts, ...making });
      await watchQueue({ ...parts, present: presence.present, mayWrite });
      await watchPromise(watching);
      await watchNotices({ ...parts, contactsOf });
      await watchConsultations(parts);
      await silence.look();
    },
  };
}

const mayWrite = (member: Member, task: Task, now: number): boolean =>
  mayDo(member, 'write', task.kind, task.siteId, now).allowed;

/** Whom to telephone at a township about a critical value: data of the ladder's policy. */
async function contactsOf(trx: ExchangeTransaction, task: Task): Promise<readonly Contact[]> {
  return pickEscalation(await readEscalationPolicy(trx), task).critical;
}

/** A task begins where an order and a study come together: from then on the study is the order's patient's. */
function withPatients(making: TaskMaking, patients: PatientIndex): TaskMaking {
  return {
    ...making,
    begin: async (trx, given, now) => {
      await patients.studyJoined(trx, given.depositId, given.order.orderId, now);
      return making.begin(trx, given, now);
    },
  };
}
