/** Many clients ask for one task at once: exactly one holds it, everybody who is answered is told so, and the exchange says the same. */
import type { ExchangeAccess } from '../../main/link/exchange-client.ts';
import { claim, sendWholeStudy, valueIn } from './exchange.ts';

export interface Racer {
  readonly id: string;
  readonly access: ExchangeAccess;
}

/**
 * What was wrong with the claims of one new task by all racers at once, `first` of them asking first; null where one won. On a
 * busy machine a call may run into its time: who had no answer may be the one who holds it.
 */
export async function raceForTask(given: {
  readonly clinic: ExchangeAccess;
  readonly reader: ExchangeAccess;
  readonly racers: readonly Racer[];
  readonly first: number;
}): Promise<string | null> {
  const { clinic, reader, first } = given;
  const racers = [...given.racers.slice(first), ...given.racers.slice(0, first)];
  const { taskId } = await sendWholeStudy(clinic);
  const answers = await Promise.all(racers.map(({ access }) => claim(access, taskId)));
  const winners = racers.filter((_, index) => answers[index]?.ok === true).map(({ id }) => id);
  const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.failure.code]));
  const unanswered = racers
    .filter((_, index) => {
      const answer = answers[index];
      return answer?.ok === false && answer.failure.code === 'exchange-unreachable';
    })
    .map(({ id }) => id);
  const { state, claim: number, holder } = await valueIn(reader.client.tasks.get({ taskId }));
  const isRight =
    winners.length <= 1 &&
    refused.filter((code) => code === 'task-taken').length + unanswered.length === refused.length &&
    state === 'reading' &&
    number === 1 &&
    (winners.length === 1 ? winners : unanswered).includes(holder?.memberId ?? '');
  return isRight ? null : JSON.stringify({ taskId, winners, refused, state, claim: number, holder });
}
