/**
 * Puts a command for the exchange into the durable outbox. Call it inside `commit`, in the same transaction as the
 * business row it speaks of; the link sends it until the exchange has answered.
 */
import type { OutboxItem } from '#shared/contract/dispatch.ts';
import type { Failure } from '#shared/failure.ts';
import type { StationDatabase } from './open-database.ts';

export type CommandName = OutboxItem['what'];

export interface NewCommand {
  /** Idempotency key at the exchange. */
  readonly commandId: string;
  readonly what: CommandName;
  /** Commands of one lane go one after the other. */
  readonly lane: string;
  readonly taskId: string | null;
  readonly body: unknown;
  /** Exchange time as estimated. */
  readonly createdAt: number;
}

export interface QueuedCommand {
  readonly itemId: number;
  readonly commandId: string;
  readonly what: CommandName;
  readonly lane: string;
  readonly taskId: string | null;
  readonly body: unknown;
  readonly createdAt: number;
  readonly attempts: number;
  readonly lastFailure: Failure | null;
  readonly refused: boolean;
}

export function enqueueCommand(database: StationDatabase, command: NewCommand): void {
  database.sqlite
    .prepare(
      'INSERT INTO outbox (commandId, what, lane, taskId, body, createdAt) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    .run(
      command.commandId,
      command.what,
      command.lane,
      command.taskId,
      JSON.stringify(command.body),
      command.createdAt,
    );
}

/** Takes back commands of a lane that a newer one makes needless, such as an older revision of a draft. */
export function withdrawCommands(database: StationDatabase, what: CommandName, lane: string): void {
  database.sqlite.prepare('DELETE FROM outbox WHERE what = ? AND lane = ? AND refused = 0').run(what, lane);
}
