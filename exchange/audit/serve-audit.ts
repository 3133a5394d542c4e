/** The audit's part of the contract: read by the auditor alone, walked on demand, fed by stations. */
import type { AuditRecord } from '#shared/contract/exchange/audit.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import { once } from '../database/once.ts';
import type { ExchangeTables } from '../database/tables.ts';
import type { Caller, Parts } from '../parts.ts';
import { appendAudit } from './append-audit.ts';
import { verifyAudit } from './verify-audit.ts';

export function serveAudit(deps: Parts) {
  const os = contract.audit;
  const refusal = fail(failure('right-missing', { right: 'auditor' }));
  const isAuditor = (caller: Caller) => caller.person?.offices.includes('auditor') === true;
  return {
    read: os.read.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      if (!isAuditor(caller.value)) return refusal;
      const rows = await deps.db
        .selectFrom('audit')
        .selectAll()
        .where('number', '>', input.after)
        .orderBy('number')
        .limit(input.limit)
        .execute();
      return ok(rows.map(recordOf));
    }),
    verify: os.verify.handler(async ({ context: { caller } }) => {
      if (!caller.ok) return caller;
      return isAuditor(caller.value) ? ok(await verifyAudit(deps.db)) : refusal;
    }),
    append: os.append.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const { callerId, station } = caller.value;
      const command = { callerId, commandId: input.commandId, name: 'audit', input };
      return deps.write((trx, now) =>
        once(trx, command, now, async () => {
          for (const record of input.records) {
            await appendAudit(trx, { ...record, stationId: station?.memberId ?? null });
          }
          return ok({ done: true as const });
        }),
      );
    }),
  };
}

function recordOf(row: ExchangeTables['audit']): AuditRecord {
  return { ...row, success: row.success === 1 };
}
