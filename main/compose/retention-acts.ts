/** Retention as the administrator's screen uses it: this station's own, or the exchange's, asked in the person's name. */
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { ArchivePlace } from '#shared/contract/retention.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { RetentionPolicy } from '#shared/retention/retention.ts';
import { openConflicts } from '#shared/study/conflict.ts';
import { decidingTask } from '#shared/study/deciding-task.ts';
import { deleteRetired } from '../archive/retention/remove-study.ts';
import { createRetention, type Retention } from '../archive/retention/retain-studies.ts';
import type { Actor } from '../audit/actor.ts';
import type { StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

export type RetentionActs = ReturnType<typeof createRetentionActs>;

const lookEveryMs = 10 * 60_000;

/** What retention at a station is made of; also of one that does not run (`yuanzhen retention --data`). */
export function composeRetention(
  deps: Pick<StationParts, 'database' | 'now' | 'access' | 'audit'> & {
    readonly vault: StationStages['archive']['vault'];
    readonly replica: Pick<StationStages['replica'], 'all'>;
    readonly ownSite: () => { readonly siteId: string; readonly siteName: string };
    readonly onRemoved: (studyInstanceUid: string) => void;
  },
): Retention {
  const { database, replica } = deps;
  // Everything local of it is announced and uploaded; what the exchange itself sent needs no deposit.
  const undeposited = database.sqlite
    .prepare(
      `SELECT 1 FROM instance i
       LEFT JOIN deposit d ON d.studyInstanceUid = i.studyInstanceUid
       LEFT JOIN depositObject o ON o.depositId = d.depositId AND o.sha256 = i.sha256
         AND o.sopInstanceUid = i.sopInstanceUid
       WHERE i.studyInstanceUid = ? AND i.source <> 'exchange' AND o.uploaded IS NOT 1 LIMIT 1`,
    )
    .pluck();
  const forwarding = database.sqlite
    .prepare(`SELECT 1 FROM forward WHERE studyInstanceUid = ? AND endedAt IS NULL LIMIT 1`)
    .pluck();
  return createRetention({
    database,
    vault: deps.vault,
    clock: deps.now,
    audit: (entry) => deps.audit.append({ ...entry, success: true }),
    knowledge: {
      taskOf: (uid) => {
        const task = decidingTask(replica.all().filter((one) => one.studyInstanceUid === uid));
        if (task === null) return null;
        const { state, siteId, siteName } = task;
        return { state, siteId, siteName, hasConflict: openConflicts(task).length > 0 };
      },
      isDeposited: (uid) => undeposited.get(uid) === undefined,
      isInUse: (uid) => forwarding.get(uid) !== undefined,
      ownSite: deps.ownSite,
    },
    verify: async (sha256s, rehash) => {
      const answer = await deps.access.client.archive.verify({ sha256s: [...sha256s], rehash });
      return answer.ok ? ok(answer.value.whole) : answer;
    },
    sites: () => {
      const sites = new Map([...replica.all()].map((task) => [task.siteId as string, task.siteName]));
      return [...sites].map(([siteId, name]) => ({ siteId, name }));
    },
    onRemoved: deps.onRemoved,
  });
}

export function createRetentionActs(parts: StationParts, stages: StationStages) {
  const { vault } = stages.archive;
  const retention = composeRetention({
    ...parts,
    vault,
    replica: stages.replica,
    ownSite: () => {
      const member = parts.identity.current()?.member;
      return {
        siteId: member?.siteId ?? '',
        siteName: member?.siteName ?? parts.station.settings.stationName,
      };
    },
    onRemoved: (uid) => {
      stages.held.forget(uid);
      parts.events.publish({ type: 'intake', what: 'arrival' });
    },
  });
  const warn = (error: unknown) => parts.log.warn({ detail: String(error) }, 'retention failed');
  deleteRetired({ database: parts.database, vault }).catch(warn);
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => retention.look(new Date().getHours())).catch(warn);
  }, lookEveryMs);

  type Asking = ExchangeClient['archive']['retention'];
  async function ask<T>(
    actor: Actor,
    call: (exchange: Asking, options: { context: { person: string } }) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (!parts.link.isLinked()) return fail(failure('link-lost'));
    if (actor.token === null) return fail(failure('token-expired'));
    return call(parts.access.client.archive.retention, { context: { person: actor.token } });
  }
  const done = ok({ done: true as const });
  const finished = async (work: Promise<Result<void> | void>) => {
    const result = await work;
    return result === undefined || result.ok ? done : result;
  };
  const isHere = (where: ArchivePlace): boolean => where === 'station';

  return {
    status: async (actor: Actor, where: ArchivePlace) =>
      isHere(where)
        ? ok(retention.status())
        : ask(actor, (exchange, options) => exchange.status(undefined, options)),
    setPolicy: async (actor: Actor, where: ArchivePlace, policy: RetentionPolicy) =>
      isHere(where)
        ? finished(retention.setPolicy(actor.member.memberId, policy))
        : ask(actor, (exchange, options) => exchange.setPolicy({ policy }, options)),
    plan: (actor: Actor, where: ArchivePlace) =>
      isHere(where) ? retention.plan() : ask(actor, (exchange, options) => exchange.plan(undefined, options)),
    run: (actor: Actor, where: ArchivePlace) =>
      isHere(where)
        ? retention.run(actor.member.memberId)
        : ask(actor, (exchange, options) => exchange.run(undefined, options)),
    hold: (actor: Actor, where: ArchivePlace, studyInstanceUid: string, reason: string) =>
      isHere(where)
        ? finished(retention.hold(actor.member.memberId, studyInstanceUid, reason))
        : ask(actor, (exchange, options) => exchange.hold({ studyInstanceUid, reason }, options)),
    release: (actor: Actor, where: ArchivePlace, studyInstanceUid: string, reason: string) =>
      isHere(where)
        ? finished(retention.release(actor.member.memberId, studyInstanceUid, reason))
        : ask(actor, (exchange, options) => exchange.release({ studyInstanceUid, reason }, options)),
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
