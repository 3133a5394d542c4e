/** Many clients ask for one task at once: exactly one holds it, everybody else is told so, and the exchange says the same. */
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import { claim, sendWholeStudy, valueIn } from './exchange.ts';

export interface Racer {
  readonly id: string;
  readonly access: ExchangeAccess;
}

/** What was wrong with the claims of one new task by all racers at once; null where one of them won. */
export async function raceForTask(given: {
  readonly clinic: ExchangeAccess;
  readonly reader: ExchangeAccess;
  readonly racers: readonly Racer[];
}): Promise<string | null> {
  const { clinic, reader, racers } = given;
  const { taskId } = await sendWholeStudy(clinic);
  const answers = await Promise.all(racers.map(({ access }) => claim(access, taskId)));
  const winners = racers.filter((_, index) => answers[index]?.ok === true).map(({ id }) => id);
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.failure.code]));
  const { state, claim: number, holder } = await valueIn(reader.client.tasks.get({ taskId }));
  const isRight =
    winners.length === 1 &&
    refused.length === racers.length - 1 &&
    refused.every((code) => code === 'task-taken') &&
    state === 'reading' &&
    number === 1 &&
    holder?.memberId === winners[0];
  return isRight ? null : JSON.stringify({ taskId, winners, refused, state, claim: number, holder });
}
