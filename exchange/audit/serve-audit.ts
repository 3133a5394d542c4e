/** The audit's part of the contract: read, searched, proved and taken out by the auditor alone, fed by stations. */
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { contract } from '../contract.ts';
import { once } from '../database/once.ts';
import type { Caller, Parts } from '../parts.ts';
import { appendAudit } from './append-audit.ts';
import { readAuditStatus } from './audit-status.ts';
import { exportAudit, type SealBytes } from './export-audit.ts';
import { type AuditProver, anchorAudit } from './prove-audit.ts';
import { recordOf, type SearchDeps, searchAudit } from './search-audit.ts';

/** Whoever asks for a walk of a million records hears of its end by the status. */
const answerWithinMs = 5_000;

/** The region's auditor; a site's own has not this right. Fails with not-signed-in or right-missing. */
function auditorOf(caller: Result<Caller>) {
  if (!caller.ok) return caller;
  const { person, station } = caller.value;
  if (person === null && station === null) return fail(failure('not-signed-in'));
  if (person === null || person.siteId !== null || !person.offices.includes('auditor')) {
    return fail(failure('right-missing', { right: 'auditor' }));
  }
  return ok({ caller: caller.value, person });
}

export function serveAudit(
  deps: Parts & {
    readonly audit: AuditProver;
    readonly ordersOfNumber: SearchDeps['ordersOfNumber'];
    readonly seal: SealBytes;
  },
) {
  const os = contract.audit;
  return {
    read: os.read.handler(async ({ input, context: { caller } }) => {
      const auditor = auditorOf(caller);
      if (!auditor.ok) return auditor;
      const rows = await deps.db
        .selectFrom('audit')
        .selectAll()
        .where('number', '>', input.after)
        .orderBy('number')
        .limit(input.limit)
        .execute();
      return ok(rows.map(recordOf));
    }),
    search: os.search.handler(async ({ input, context: { caller } }) => {
      const auditor = auditorOf(caller);
      if (!auditor.ok) return auditor;
      const { before, limit, ...search } = input;
      // DICOM PS3.15 A.5.3.2: that the audit was used is part of it.
      const noted =
        before === null ? await note(auditor.value.caller, 'audit-searched', asked(search)) : ok(undefined);
      return noted.ok ? ok(await searchAudit(deps, search, { before, limit })) : noted;
    }),
    status: os.status.handler(async ({ context: { caller } }) => {
      const auditor = auditorOf(caller);
      return auditor.ok ? ok(await readAuditStatus(deps, deps.audit.walked())) : auditor;
    }),
    prove: os.prove.handler(async ({ input, context: { caller } }) => {
      const auditor = auditorOf(caller);
      if (!auditor.ok) return auditor;
      const { memberId, name } = auditor.value.person;
      const limit = AbortSignal.timeout(answerWithinMs);
      const late = new Promise<null>((resolve) => limit.addEventListener('abort', () => resolve(null)));
      const proved = await Promise.race([deps.audit.prove(input.from, memberId), late]);
      if (proved === null) return ok(null);
      return proved.ok ? ok({ ...proved.value, memberName: name }) : proved;
    }),
    anchor: os.anchor.handler(async ({ input, context: { caller } }) => {
      const auditor = auditorOf(caller);
      return auditor.ok ? anchorAudit(deps, auditor.value.caller, input) : auditor;
    }),
    exportFile: os.exportFile.handler(async ({ input, context: { caller } }) => {
      const auditor = auditorOf(caller);
      if (!auditor.ok) return auditor;
      const { before, ...search } = input;
      const noted = await note(auditor.value.caller, 'audit-exported', asked(search));
      if (!noted.ok) return noted;
      return ok(await exportAudit(deps, { search, before, by: auditor.value.person.name }));
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

  function note({ person, station }: Caller, act: string, detail: string): Promise<Result<void>> {
    return deps.write(async (trx, at) => {
      const memberId = person?.memberId ?? null;
      const stationId = station?.memberId ?? null;
      await appendAudit(trx, { at, memberId, stationId, act, success: true, object: 'audit', detail });
      return ok(undefined);
    });
  }
}

/** The fields that were filled in. */
function asked(search: Readonly<Record<string, unknown>>): string {
  const filled = Object.entries(search).filter(
    ([, value]) => value !== null && value !== '' && value !== 'any',
  );
  return filled.map(([name, value]) => `${name}=${String(value)}`).join(' ');
}
