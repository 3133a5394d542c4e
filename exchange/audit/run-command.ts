/** How every changing call runs: once, in one transaction with its audit record; a refusal is recorded as well. */
import type { Failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import { once } from '../database/once.ts';
import type { ExchangeTransaction } from '../database/open-database.ts';
import type { Caller, Parts } from '../parts.ts';
import { appendAudit } from './append-audit.ts';

export interface CommandSpec<T = never> {
  readonly caller: Caller;
  /** Verb of the act for the audit record, e.g. claimed. */
  readonly act: string;
  readonly commandId: string;
  readonly input: unknown;
  /** What it is done to. */
  readonly object: string;
  readonly detail?: string;
  /** What became of it, added to the detail, where the act alone does not say. */
  readonly outcome?: (done: T) => string;
  /** Who did it where that is not the calling person: a command from a station's outbox names him. */
  readonly memberId?: string | null;
}

/** Runs `work` with effect once. Fails as `work` does, or with idempotency-conflict or disk-full. */
export async function runCommand<T>(
  parts: Pick<Parts, 'write'>,
  spec: CommandSpec<T>,
  work: (trx: ExchangeTransaction, now: number) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { callerId } = spec.caller;
  const command = { callerId, commandId: spec.commandId, name: spec.act, input: spec.input };
  const result = await parts.write((trx, now) =>
    once(trx, command, now, async () => {
      const done = await work(trx, now);
      if (done.ok) {
        const detail = [spec.detail ?? '', spec.outcome?.(done.value) ?? ''].filter(Boolean).join(' ');
        await appendAudit(trx, entryOf(spec, now, true, detail));
      }
      return done;
    }),
  );
  if (!result.ok) await recordRefusal(parts, spec, result.failure);
  return result;
}

async function recordRefusal(
  parts: Pick<Parts, 'write'>,
  spec: CommandSpec<never>,
  refusal: Failure,
): Promise<void> {
  await parts.write(async (trx, now) => {
    await appendAudit(trx, entryOf(spec, now, false, refusal.code));
    return { ok: true, value: undefined };
  });
}

function entryOf(spec: CommandSpec<never>, at: number, success: boolean, detail: string) {
  return {
    at,
    memberId: spec.memberId ?? spec.caller.person?.memberId ?? null,
    stationId: spec.caller.station?.memberId ?? null,
    act: spec.act,
    success,
    object: spec.object,
    detail,
  };
}
