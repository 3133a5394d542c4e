/**
 * A person's act that the exchange has to hear of: kept with the command that tells it in one transaction, so that it also waits out
 * a cut link; where there is a link, its answer is waited for a moment.
 */
import { randomUUID } from 'node:crypto';
import { ok, type Result } from '#shared/result.ts';
import { enqueueCommand, type NewCommand } from './enqueue-command.ts';
import type { StationDatabase } from './open-database.ts';

export interface AskExchangeDeps {
  readonly database: StationDatabase;
  readonly isLinked: () => boolean;
  readonly waitForAnswer: (commandId: string, ms: number) => Promise<Result<unknown> | null>;
  readonly onQueued: () => void;
}

export interface Asked {
  readonly state: 'committed' | 'queued';
}

const answerWithinMs = 2000;

/** Runs `beside` inside the commit. `queued` while there is no answer; fails with what the exchange says. */
export async function askExchange(
  deps: AskExchangeDeps,
  command: Omit<NewCommand, 'commandId'>,
  beside: () => void,
): Promise<Result<Asked>> {
  const commandId = randomUUID();
  const answering = deps.waitForAnswer(commandId, deps.isLinked() ? answerWithinMs : 0);
  await deps.database.commit(() => {
    enqueueCommand(deps.database, { ...command, commandId });
    beside();
  });
  deps.onQueued();
  const answer = await answering;
  if (answer === null) return ok({ state: 'queued' });
  return answer.ok ? ok({ state: 'committed' }) : answer;
}
