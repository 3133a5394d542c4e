/** audit.*: the auditor's view, asked of the exchange in his own name. */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { failure } from '#shared/failure.ts';
import { fail, type Result } from '#shared/result.ts';
import { type ApiContext, auditorOf, station } from '../api-context.ts';

export interface AuditRoutesDeps {
  readonly client: ExchangeClient;
  readonly isLinked: () => boolean;
}

export function auditRoutes({ client, isLinked }: AuditRoutesDeps) {
  const os = station.audit;
  async function ask<T>(
    context: ApiContext,
    call: (audit: ExchangeClient['audit'], options: { context: { person: string } }) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const actor = auditorOf(context);
    if (!actor.ok) return actor;
    const { token } = actor.value;
    if (!isLinked()) return fail(failure('link-lost'));
    return token === null
      ? fail(failure('token-expired'))
      : call(client.audit, { context: { person: token } });
  }
  return {
    search: os.search.handler(({ input, context }) =>
      ask(context, (audit, options) => audit.search(input, options)),
    ),
    status: os.status.handler(({ context }) =>
      ask(context, (audit, options) => audit.status(undefined, options)),
    ),
    prove: os.prove.handler(({ input, context }) =>
      ask(context, (audit, options) => audit.prove(input, options)),
    ),
    exportFile: os.exportFile.handler(({ input, context }) =>
      ask(context, (audit, options) => audit.exportFile(input, options)),
    ),
    anchor: os.anchor.handler(({ input, context }) =>
      ask(context, (audit, options) => audit.anchor({ ...input, commandId: randomUUID() }, options)),
    ),
  };
}
