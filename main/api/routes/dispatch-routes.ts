/** dispatch.* and statistics.*: reports that went or came home, the township's board, the outbox, turnaround. */
import type { OutboxItem, StoredReport } from '#shared/contract/dispatch.ts';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Actor } from '../../audit/actor.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';

export interface DispatchRoutesDeps {
  readonly now: () => number;
  readonly client: ExchangeClient;
  readonly reports: (actor: Actor, taskId: string) => Promise<StoredReport[]>;
  readonly tracking: (includeClosed: boolean) => ListedTask[];
  readonly acknowledge: (
    actor: Actor,
    report: { readonly reportId: string; readonly version: number },
  ) => Promise<Result<{ done: true }>>;
  readonly outbox: () => OutboxItem[];
  readonly notAdopted: (actor: Actor) => StoredReport[];
}

export function dispatchRoutes(deps: DispatchRoutesDeps) {
  return {
    reports: station.dispatch.reports.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(await deps.reports(actor.value, input.taskId)) : actor;
    }),
    tracking: station.dispatch.tracking.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok({ tasks: deps.tracking(input.includeClosed), now: deps.now() }) : actor;
    }),
    acknowledge: station.dispatch.acknowledge.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.acknowledge(actor.value, input) : actor;
    }),
    outbox: station.dispatch.outbox.handler(({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(deps.outbox()) : actor;
    }),
    notAdopted: station.dispatch.notAdopted.handler(({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(deps.notAdopted(actor.value)) : actor;
    }),
  };
}

export function statisticsRoutes(deps: DispatchRoutesDeps) {
  return {
    turnaround: station.statistics.turnaround.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      const { token } = actor.value;
      return deps.client.statistics.turnaround(input, token === null ? {} : { context: { person: token } });
    }),
    criticals: station.statistics.criticals.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      const { token } = actor.value;
      return deps.client.statistics.criticals(input, token === null ? {} : { context: { person: token } });
    }),
    quality: station.statistics.quality.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      const { token } = actor.value;
      return deps.client.statistics.quality(input, token === null ? {} : { context: { person: token } });
    }),
  };
}
