/** audit.*: the auditor's view, asked of the exchange in his own name. */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Result } from '#shared/result.ts';
import { type ApiContext, auditorOf, station } from '../api-context.ts';
import { askInName, type InName } from '../ask-in-name.ts';

export interface AuditRoutesDeps {
  readonly client: ExchangeClient;
  readonly isLinked: () => boolean;
}

export function auditRoutes({ client: { audit }, isLinked }: AuditRoutesDeps) {
  const os = station.audit;
  const ask = <T>(context: ApiContext, call: (options: InName) => Promise<Result<T>>): Promise<Result<T>> =>
    askInName(auditorOf(context), isLinked, call);
  return {
    search: os.search.handler(({ input, context }) =>
      ask(context, (options) => audit.search(input, options)),
    ),
    status: os.status.handler(({ context }) => ask(context, (options) => audit.status(undefined, options))),
    prove: os.prove.handler(({ input, context }) => ask(context, (options) => audit.prove(input, options))),
    exportFile: os.exportFile.handler(({ input, context }) =>
      ask(context, (options) => audit.exportFile(input, options)),
    ),
    anchor: os.anchor.handler(({ input, context }) =>
      ask(context, (options) => audit.anchor({ ...input, commandId: randomUUID() }, options)),
    ),
  };
}
