/** The archive's own housekeeping at a station: quota, nightly re-hash, fetching lost objects again, and their report. */
import type { ArchiveStatus } from '#shared/contract/archive.ts';
import type { Failure } from '#shared/failure.ts';
import { fetchLostObjects, type LostObjects } from '../archive/fetch-lost.ts';
import { type Rehash, rehashVault } from '../archive/rehash-vault.ts';
import type { Actor } from '../audit/actor.ts';
import { keepSetting, readSetting } from '../database/keep-setting.ts';
import type { ArchiveStart } from './mend-archive.ts';
import { monotonic, type StationParts } from './station-parts.ts';
import type { StationStages } from './station-stages.ts';

export interface ArchiveActs {
  readonly lost: LostObjects;
  readonly rehash: Rehash;
  /** Something arrived: the re-hash makes way. */
  readonly noteArrival: () => void;
  readonly status: () => Promise<ArchiveStatus>;
  readonly checkNow: (actor: Actor) => Promise<void>;
  readonly setQuota: (actor: Actor, quota: number | null) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const quietAfterMs = 2000;

export function createArchiveActs(parts: StationParts, stages: StationStages): ArchiveActs {
  const { database, now, log, events, audit, link } = parts;
  const { vault } = stages.archive;
  const checking = { database, vault, clock: now };
  const tell = (): void => events.publish({ type: 'store', trouble: vault.space.trouble() });
  const sumSizes = database.sqlite.prepare('SELECT coalesce(sum(size), 0) FROM object').pluck();
  let arrivedAt = Number.NEGATIVE_INFINITY;

  const lost = fetchLostObjects({
    ...checking,
    download: parts.download,
    isLinked: link.isLinked,
    onRestored: () => {
      tell();
      events.publish({ type: 'intake', what: 'arrival' });
    },
  });
  const rehash = rehashVault({
    ...checking,
    isBusy: () => monotonic() - arrivedAt < quietAfterMs,
    onChanged: () => {
      tell();
      void lost.fetch().catch(() => undefined);
    },
    log,
  });
  const used = (): number => sumSizes.get() as number;
  vault.space.setQuota(readSetting<number>(database, 'vaultQuota'), used);
  void lost.fetch().catch(() => undefined);

  return {
    lost,
    rehash,
    noteArrival: () => {
      arrivedAt = monotonic();
    },
    status: async () => {
      const space = await vault.space.look();
      const start = readSetting<ArchiveStart>(database, 'archiveStart');
      const full = await vault.space.check(0);
      const trouble: Failure | null = full.ok ? parts.trail.trouble() : full.failure;
      return {
        space,
        ballastHeld: vault.ballast.held(),
        trouble,
        start: start === null ? null : { at: start.at, notice: start.notice },
        running: rehash.isRunning(),
        checks: rehash.reports(),
        lost: lost.list(),
      };
    },
    checkNow: async (actor) => {
      const { memberId } = actor.member;
      await audit.record({ memberId, act: 'vault-check-begun', success: true, object: 'vault' });
      rehash.runNow().catch((error: unknown) => log.error({ detail: String(error) }, 'the re-hash failed'));
      tell();
    },
    setQuota: async (actor, quota) => {
      await keepSetting(database, 'vaultQuota', quota);
      vault.space.setQuota(quota, used);
      const { memberId } = actor.member;
      const detail = quota === null ? '' : String(quota);
      await audit.record({ memberId, act: 'quota-set', success: true, object: 'vault', detail });
      tell();
    },
    stop: async () => {
      await Promise.all([rehash.stop(), lost.stop()]);
    },
  };
}
