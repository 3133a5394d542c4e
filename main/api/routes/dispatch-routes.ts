/** dispatch.* and statistics.*: reports that went or came home, the township's board, the outbox, turnaround. */
import type { OnPaper, OutboxItem, StoredReport } from '#shared/contract/dispatch.ts';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { ListedTask } from '#shared/contract/worklist.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Actor } from '../../audit/actor.ts';
import { type ApiContext, actorOf, station, watcherOf } from '../api-context.ts';

export interface DispatchRoutesDeps {
  readonly now: () => number;
  readonly client: ExchangeClient;
  readonly reports: (actor: Actor, taskId: string) => Promise<StoredReport[]>;
  readonly tracking: (includeClosed: boolean) => ListedTask[];
  readonly acknowledge: (
    actor: Actor,
    report: { readonly reportId: string; readonly version: number },
  ) => Promise<Result<{ done: true }>>;
  readonly ofPaper: (actor: Actor, code: string) => Result<OnPaper>;
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
    ofPaper: station.dispatch.ofPaper.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? deps.ofPaper(actor.value, input.code) : actor;
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

export function statisticsRoutes({ client: { statistics } }: DispatchRoutesDeps) {
  const os = station.statistics;
  /** As the person sees it; without a token of his own as the station does. */
  async function ask<T>(
    context: ApiContext,
    call: (options: { context?: { person: string } }) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const actor = watcherOf(context);
    if (!actor.ok) return actor;
    const { token } = actor.value;
    return call(token === null ? {} : { context: { person: token } });
  }
  return {
    turnaround: os.turnaround.handler(({ input, context }) =>
      ask(context, (options) => statistics.turnaround(input, options)),
    ),
    criticals: os.criticals.handler(({ input, context }) =>
      ask(context, (options) => statistics.criticals(input, options)),
    ),
    quality: os.quality.handler(({ input, context }) =>
      ask(context, (options) => statistics.quality(input, options)),
    ),
  };
}
