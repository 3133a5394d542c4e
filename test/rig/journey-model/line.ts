/** An actor at his end of a line that breaks: what was not answered waits in his outbox and is sent again with the same key. */
import assert from 'node:assert/strict';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import type { Caller } from '../../../exchange/parts.ts';
import type { Cut } from './steps.ts';
import { Killed, type World } from './world.ts';

type Ask<T> = (client: ExchangeClient) => Promise<Result<T>>;

interface Waiting {
  readonly ask: Ask<unknown>;
  /** The answer that was lost on the way; null where the exchange never gave one. */
  readonly lost: Result<unknown> | null;
  readonly answered: (answer: Result<unknown>) => void;
}

export interface Line {
  readonly caller: Caller;
  /** Tasks as the actor saw them last. */
  readonly view: Map<string, Task>;
  readonly outbox: Waiting[];
  /** The answer, or null while it is not known at this end. */
  readonly send: <T>(
    cut: Cut,
    ask: Ask<T>,
    answered?: (answer: Result<T>) => void,
  ) => Promise<Result<T> | null>;
  /** Sends the oldest unanswered command once more; false where there is none. */
  readonly replay: () => Promise<boolean>;
}

export function createLine(world: World, caller: Caller): Line {
  const outbox: Waiting[] = [];
  const note = (answer: Result<unknown>, view: Map<string, Task>): void => {
    if (answer.ok && isTask(answer.value)) view.set(answer.value.taskId, answer.value);
  };
  const asked = <T>(ask: Ask<T>): Promise<Result<T>> =>
    ask(world.client(caller)).catch((error: unknown) => {
      throw explained(error);
    });
  const line: Line = {
    caller,
    view: new Map(),
    outbox,
    send: async (cut, ask, answered) => {
      const waiting: Waiting = {
        ask,
        lost: null,
        answered: (answer) => answered?.(answer as never),
      };
      if (cut === 'request') {
        outbox.push(waiting);
        return null;
      }
      if (cut === 'kill') {
        world.killNextWrite();
        const lost = await ask(world.client(caller))
          .catch((error: unknown) => {
            if (!(error instanceof Killed)) throw explained(error);
            return null;
          })
          .finally(world.restart);
        outbox.push({ ...waiting, lost });
        return null;
      }
      const answer = await asked(ask);
      if (cut === 'answer') {
        outbox.push({ ...waiting, lost: answer });
        return null;
      }
      note(answer, line.view);
      waiting.answered(answer);
      return answer;
    },
    replay: async () => {
      const waiting = outbox.shift();
      if (waiting === undefined) return false;
      const answer = await asked(waiting.ask);
      // One effect and one answer per command, however often it is sent.
      if (waiting.lost?.ok === true && !tellsWhatIs(waiting.lost.value))
        assert.deepEqual(answer, waiting.lost);
      note(answer, line.view);
      waiting.answered(answer);
      return true;
    },
  };
  return line;
}

function isTask(value: unknown): value is Task {
  return typeof value === 'object' && value !== null && 'taskId' in value && 'clock' in value;
}

/** Announcements and heartbeats answer how things stand now: they are no commands. */
function tellsWhatIs(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('need' in value || 'lost' in value);
}

/** What the contract does not let through says which part of it. */
function explained(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : null;
  if (!(error instanceof Error) || typeof cause !== 'object' || cause === null || !('issues' in cause))
    return error;
  return new Error(`${error.message}: ${JSON.stringify(cause.issues).slice(0, 400)}`);
}
