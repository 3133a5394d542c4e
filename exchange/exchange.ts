/** THE EXCHANGE: the region's authority, put together and listening. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Duty } from '#shared/study/duty.ts';
import { type EscalationPolicy, pickEscalation } from '#shared/study/escalation.ts';
import type { Kind } from '#shared/study/kind.ts';
import { type Listen, listen, type Tls } from './api/listen.ts';
import { serveHttp } from './api/serve-http.ts';
import { auditTroubleOf } from './audit/audit-status.ts';
import { composeRooms } from './compose-rooms.ts';
import { lockDataFolder } from './data-folder.ts';
import { type ExchangeDatabase, openExchangeDatabase } from './database/open-database.ts';
import { createWrite } from './database/write.ts';
import { createCursors } from './feed/keep-cursors.ts';
import { serveFeed } from './feed/serve-feed.ts';
import { createFeedSignal } from './feed/signal.ts';
import { createDutyTelling } from './feed/tell-duty.ts';
import { addMember, type NewMember } from './members/add-member.ts';
import { createAuthenticate } from './members/authenticate.ts';
import type { Presence } from './members/presence.ts';
import { ensureRegion } from './members/region.ts';
import type { Clock, Parts } from './parts.ts';
import { readState } from './peer-review/review-rows.ts';
import { isDue, runRetention } from './retention/run-retention.ts';
import { readOpen } from './silence/watch-silence.ts';
import { makePracticeRegion, practiceNames } from './simulation/make-practice-region.ts';
import { failureResponse, getObject, putObject } from './storage/serve-objects.ts';
import { createUploads } from './storage/serve-uploads.ts';
import { openVault } from './storage/vault.ts';
import type { ClockRule } from './tasks/clock-policy.ts';
import { readEscalationPolicy, setEscalationPolicy } from './tasks/escalation-policy.ts';

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
  const onBug = (error: unknown): void => settings.onBug?.(error);
  const rooms = composeRooms(parts, { folder, clockRules: settings.clockRules ?? [], onBug });
  const { presence, rehash, audit } = rooms;
  const authenticate = createAuthenticate({ ...parts, checkPassword: rooms.checkPassword });
  const storing = { ...parts, acceptObject: rooms.acceptObject };
  const uploads = createUploads(storing);
  const fetch = serveHttp({
    router: rooms.router,
    authenticate,
    uploads: uploads.handle,
    getObject: (caller, sha256, request) => getObject(parts, caller, sha256, request),
    putObject: (caller, sha256, request) => putObject(storing, caller, sha256, request),
    refuse: failureResponse,
    onBug,
  });
  await rooms.begin();
  await uploads.forgetOld();
  const listening = await listen(fetch, settings.listen, settings.tls ?? null);
  if (!listening.ok) return listening;
  const { io, address } = listening.value;
  const cursors = createCursors(parts);
  const feed = serveFeed({
    ...parts,
    io,
    signal,
    cursors,
    authenticate: (token) => authenticate({ bearer: token, person: null }),
  });
  const duty = createDutyTelling(feed, () => prepareDuty(parts, presence));
  const watch = startWatch(async () => {
    await rooms.look();
    await duty.tell();
    const hour = new Date(clock.now()).getHours();
    audit.look(hour);
    await rehash.look(hour);
    if (await isDue(parts, hour)) await runRetention(parts, null);
  }, settings.onBug);
  return ok({
    address,
    tick: watch.tick,
    stop: async () => {
      await watch.stop();
      await rehash.stop();
      await audit.stop();
      await listening.value.stop();
      await cursors.flush().catch(onBug);
    },
  });
}

/** Who is on duty for a site and whom to call when nobody is; null while it cannot be known yet. */
async function prepareDuty(
  parts: Parts,
  presence: Presence,
): Promise<(siteId: string | null) => Duty | null> {
  const policy = await readEscalationPolicy(parts.db);
  const signingStopped = await auditTroubleOf(parts);
  const silences = await readOpen(parts.db);
  const { changes } = await readState(parts.db);
  return (siteId) => {
    const of = (kind: Kind) => {
      const readers = presence.readersOf(kind, siteId);
      if (readers === null) return null;
      const { leader, phones } = pickEscalation(policy, { kind, siteId: siteId ?? '*' });
      return { readers, contact: leader ?? phones[0] ?? null };
    };
    const [ecg, imaging] = [of('ecg'), of('imaging')];
    if (ecg === null || imaging === null) return null;
    // A site hears of its own silence, the centre of all of them.
    const silent = silences.filter((one) => siteId === null || one.siteId === siteId);
    return {
      ecg,
      imaging,
      ...(signingStopped === null ? {} : { signingStopped }),
      ...(siteId === null ? { peerReviews: changes } : {}),
      ...(silent.length === 0 ? {} : { silent }),
    };
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
