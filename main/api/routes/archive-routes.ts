/** archive.*: the state of the store for the settings screen; a check is the act of a person who is signed in, the quota of an administrator. */
import type { ArchiveStatus } from '#shared/contract/archive.ts';
import { ok } from '#shared/result.ts';
import type { Actor } from '../../audit/actor.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';
import { administratorOf } from './devices-routes.ts';

export interface ArchiveRoutesDeps {
  readonly status: () => Promise<ArchiveStatus>;
  readonly checkNow: (actor: Actor) => Promise<void>;
  readonly setQuota: (actor: Actor, quota: number | null) => Promise<void>;
}

export function archiveRoutes(deps: ArchiveRoutesDeps) {
  return {
    status: station.archive.status.handler(async ({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(await deps.status()) : actor;
    }),
    checkNow: station.archive.checkNow.handler(async ({ context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      await deps.checkNow(actor.value);
      return ok({ done: true as const });
    }),
    setQuota: station.archive.setQuota.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      await deps.setQuota(actor.value, input.quota);
      return ok({ done: true as const });
    }),
  };
}
