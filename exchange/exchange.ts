/** THE EXCHANGE: the region's authority, put together. Rooms never import each other; what one needs is passed here. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Duty } from '#shared/study/duty.ts';
import { type Contact, type EscalationPolicy, pickEscalation } from '#shared/study/escalation.ts';
import type { Kind } from '#shared/study/kind.ts';
import type { Task } from '#shared/study/task.ts';
import { type Listen, listen, type Tls } from './api/listen.ts';
import { serveHttp } from './api/serve-http.ts';
import { composeRouter } from './compose-router.ts';
import { watchNotices } from './critical/watch-notices.ts';
import { lockDataFolder } from './data-folder.ts';
import { forgetOldAnswers } from './database/once.ts';
import {
  type ExchangeDatabase,
  type ExchangeTransaction,
  openExchangeDatabase,
} from './database/open-database.ts';
import { createWrite } from './database/write.ts';
import { acceptObject } from './deposits/accept-object.ts';
import { watchDeposits } from './deposits/watch-deposits.ts';
import { serveFeed } from './feed/serve-feed.ts';
import { createFeedSignal } from './feed/signal.ts';
import { createDutyTelling } from './feed/tell-duty.ts';
import { addMember, type NewMember } from './members/add-member.ts';
import { createAuthenticate } from './members/authenticate.ts';
import { createCheckPassword } from './members/check-password.ts';
import { createPresence, type Presence } from './members/presence.ts';
import { ensureRegion } from './members/region.ts';
import type { Clock, Parts } from './parts.ts';
import type { PatientIndex } from './patient-index.ts';
import { createPatientIndex, enterMissing } from './patients/keep-index.ts';
import { deleteRetired } from './retention/remove-deposit.ts';
import { isDue, runRetention } from './retention/run-retention.ts';
import { makePracticeRegion, practiceNames } from './simulation/make-practice-region.ts';
import { rehashObjects } from './storage/rehash-objects.ts';
import { failureResponse, getObject, putObject } from './storage/serve-objects.ts';
import { createUploads } from './storage/serve-uploads.ts';
import { openVault } from './storage/vault.ts';
import type { TaskMaking } from './task-making.ts';
import type { ClockRule } from './tasks/clock-policy.ts';
import { readEscalationPolicy, setEscalationPolicy } from './tasks/escalation-policy.ts';
import { extendLeases, watchLeases } from './tasks/heartbeat.ts';
import { createTaskMaking } from './tasks/open-task.ts';
import { createPhaseBudgets } from './tasks/phase-budgets.ts';
import { watchPromise } from './tasks/watch-promise.ts';

export interface ExchangeSettings {
  readonly dataFolder: string;
  readonly listen: Listen;
  readonly tls?: Tls | null;
  /** Makes a practice region at first start; a folder stays what it was made as. */
  readonly simulation?: boolean;
  readonly clock?: Clock;
  /** The promise by kind, urgency and site, before the defaults. */
  readonly clockRules?: readonly ClockRule[];
  /** Unexpected errors; nothing is printed where it is absent. */
  readonly onBug?: (error: unknown) => void;
}

export interface RunningExchange {
  readonly address: string;
  /** One look at leases and stalled deposits; it happens by itself every second as well. */
  readonly tick: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const watchEveryMs = 1_000;
const realNames = { name: '远程诊断中心', centre: '远程诊断中心' };

/** Starts the exchange on its data folder. Fails with the failures of locking, opening, the region and listening. */
export async function startExchange(settings: ExchangeSettings): Promise<Result<RunningExchange>> {
  const locked = lockDataFolder(settings.dataFolder);
  if (!locked.ok) return locked;
  const opened = await openExchangeDatabase(settings.dataFolder);
  if (!opened.ok) {
    locked.value.unlock();
    return opened;
  }
  const started = await run(settings, opened.value).catch((error: unknown) => {
    settings.onBug?.(error);
    return fail(failure('internal', { detail: String(error) }));
  });
  const close = async () => {
    await opened.value.destroy();
    locked.value.unlock();
  };
  if (!started.ok) {
    await close();
    return started;
  }
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= started.value.stop().then(close);
    return stopping;
  };
  return ok({ ...started.value, stop });
}

async function run(settings: ExchangeSettings, db: ExchangeDatabase): Promise<Result<RunningExchange>> {
  const clock = settings.clock ?? { now: () => Date.now() };
  const simulation = settings.simulation ?? false;
  const folder = settings.dataFolder;
  const made = await ensureRegion(db, folder, simulation, simulation ? practiceNames : realNames);
  if (!made.ok) return made;
  const region = made.value;
  const signal = createFeedSignal();
  const vault = await openVault(folder);
  const write = createWrite({ db, clock, written: signal.notify });
  if (simulation) {
    const add = (member: NewMember) => addMember({ db, clock }, member);
    const setEscalation = (policy: EscalationPolicy) =>
      setEscalationPolicy({ write }, 'practice region', policy);
    await makePracticeRegion({ db, folder, addMember: add, setEscalation }, region.name);
  }
  const parts: Parts = { db, write, clock, vault, region: () => region };
  const patients = createPatientIndex();
  const making = withPatients(
    createTaskMaking({ rules: settings.clockRules ?? [], simulation: region.simulation }),
    patients,
  );
  const checkPassword = createCheckPassword(parts);
  const authenticate = createAuthenticate({ ...parts, checkPassword });
  const storing = {
    ...parts,
    acceptObject: (object: Parameters<typeof acceptObject>[1]) =>
      acceptObject({ ...parts, ...making }, object),
  };
  const uploads = createUploads(storing);
  const presence = createPresence(clock);
  const watching = { ...parts, isPresent: presence.isPresent, budgetsOf: createPhaseBudgets(parts) };
  const onBug = (error: unknown): void => settings.onBug?.(error);
  const rehash = rehashObjects(parts, onBug);
  const fetch = serveHttp({
    router: composeRouter({ ...parts, ...making, folder, checkPassword, patients, presence, rehash, onBug }),
    authenticate,
    uploads: uploads.handle,
    getObject: (caller, sha256, request) => getObject(parts, caller, sha256, request),
    putObject: (caller, sha256, request) => putObject(storing, caller, sha256, request),
    refuse: failureResponse,
    onBug,
  });
  await enterMissing(parts, patients);
  await extendLeases(parts);
  await uploads.forgetOld();
  await deleteRetired(parts);
  await write(async (trx, now) => ok(await forgetOldAnswers(trx, now)));
  const listening = await listen(fetch, settings.listen, settings.tls ?? null);
  if (!listening.ok) return listening;
  const { io, address } = listening.value;
  const feed = serveFeed({
    ...parts,
    io,
    signal,
    authenticate: (token) => authenticate({ bearer: token, person: null }),
  });
  const duty = createDutyTelling(feed, () => prepareDuty(parts, presence));
  const watch = startWatch(async () => {
    await watchLeases(parts);
    await watchDeposits({ ...parts, ...making });
    await watchPromise(watching);
    await watchNotices({ ...parts, contactsOf });
    await duty.tell();
    const hour = new Date(clock.now()).getHours();
    await rehash.look(hour);
    if (await isDue(parts, hour)) await runRetention(parts, null);
  }, settings.onBug);
  return ok({
    address,
    tick: watch.tick,
    stop: async () => {
      await watch.stop();
      await rehash.stop();
      await listening.value.stop();
    },
  });
}

/** Who is on duty for a site and whom to call when nobody is; null while it cannot be known yet. */
async function prepareDuty(
  { db }: Parts,
  presence: Presence,
): Promise<(siteId: string | null) => Duty | null> {
  const policy = await readEscalationPolicy(db);
  return (siteId) => {
    const of = (kind: Kind) => {
      const readers = presence.readersOf(kind, siteId);
      if (readers === null) return null;
      const { leader, phones } = pickEscalation(policy, { kind, siteId: siteId ?? '*' });
      return { readers, contact: leader ?? phones[0] ?? null };
    };
    const [ecg, imaging] = [of('ecg'), of('imaging')];
    return ecg === null || imaging === null ? null : { ecg, imaging };
  };
}

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

/** Looks every second, one look at a time. */
function startWatch(look: () => Promise<void>, onBug: ExchangeSettings['onBug']) {
  let looking: Promise<void> = Promise.resolve();
  const tick = () => {
    looking = looking.then(look).catch((error: unknown) => onBug?.(error));
    return looking;
  };
  const timer = setInterval(() => void tick(), watchEveryMs);
  return {
    tick,
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
