/** One effect and one answer per command id: a retried command gets its first answer, another body is refused. */
import { failure } from '#shared/failure.ts';
import { canonicalJson } from '#shared/report/canonical-json.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { ExchangeTransaction } from './open-database.ts';
import { sha256Of } from './sha256.ts';

export interface Command {
  readonly callerId: string;
  readonly commandId: string;
  readonly name: string;
  /** The whole input; its canonical JSON is what "the same body" means. */
  readonly input: unknown;
}

/** Only successes are kept: a failed command had no effect, so trying it again is trying it anew. */
export async function once<T>(
  trx: ExchangeTransaction,
  command: Command,
  now: number,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const bodyHash = sha256Of(`${command.name}\n${canonicalJson(command.input)}`);
  const known = await trx
    .selectFrom('command')
    .select(['bodyHash', 'answer'])
    .where('callerId', '=', command.callerId)
    .where('commandId', '=', command.commandId)
    .executeTakeFirst();
  if (known !== undefined) {
    if (known.bodyHash !== bodyHash) {
      return fail(failure('idempotency-conflict', { command: command.commandId }));
    }
    return ok(JSON.parse(known.answer) as T);
  }
  const result = await work();
  if (result.ok) {
    await trx
      .insertInto('command')
      .values({
        callerId: command.callerId,
        commandId: command.commandId,
        name: command.name,
        bodyHash,
        answer: JSON.stringify(result.value),
        at: now,
      })
      .execute();
  }
  return result;
}

/** How long an answer is kept for a command that may be retried: longer than any outbox waits. */
const answerLifeMs = 60 * 24 * 3_600_000;

/** Forgets answers nobody asks for any more; answers how many. */
export async function forgetOldAnswers(trx: ExchangeTransaction, now: number): Promise<number> {
  const done = await trx
    .deleteFrom('command')
    .where('at', '<', now - answerLifeMs)
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
