/**
 * Sends the outbox: every command until the exchange has answered, for ever, lanes side by side and each in order.
 * A command that is refused for good stays visible with its reason.
 */
import { type Failure, type FailureCode, failure } from '#shared/failure.ts';
import type { Result } from '#shared/result.ts';
import type { CommandName, QueuedCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';
import { retryDelay } from './retry-delay.ts';

export type SendCommand = (command: QueuedCommand) => Promise<Result<unknown>>;

export interface Outbox {
  /** Something was enqueued: look now. */
  readonly wake: () => void;
  /** The link is back: waiting times are cut short. */
  readonly hurry: () => void;
  /** The answer to a command that is still queued, or null after `ms`. */
  readonly waitFor: (commandId: string, ms: number) => Promise<Result<unknown> | null>;
  readonly list: () => QueuedCommand[];
  readonly count: () => { readonly waiting: number; readonly refused: number };
  readonly stop: () => Promise<void>;
}

export interface SendCommandsDeps {
  readonly database: StationDatabase;
  readonly senders: Readonly<Record<CommandName, SendCommand>>;
  readonly isLinked: () => boolean;
  /** Inside the transaction that takes the command out or marks it refused. */
  readonly onSettled: (command: QueuedCommand, answer: Result<unknown>) => void;
  readonly onChanged: () => void;
}

/** Failures that time or a person elsewhere can heal: the command is tried again. */
const passing: ReadonlySet<FailureCode> = new Set([
  'exchange-unreachable',
  'link-lost',
  'internal',
  'disk-full',
  'audit-broken',
  'station-unknown',
  'contract-too-old',
  'token-expired',
  'not-signed-in',
  'object-not-found',
  'pdf-missing',
  'order-not-found',
]);
const mostAtOnce = 4;

interface Row {
  itemId: number;
  commandId: string;
  what: CommandName;
  lane: string;
  taskId: string | null;
  body: string;
  createdAt: number;
  attempts: number;
  /** A `Failure` as JSON. */
  lastFailure: string | null;
  refused: number;
}

export function sendCommands(deps: SendCommandsDeps): Outbox {
  const { sqlite, commit } = deps.database;
  const heads = sqlite.prepare<[], Row>(
    `SELECT * FROM outbox WHERE itemId IN (SELECT min(itemId) FROM outbox WHERE refused = 0 GROUP BY lane)
     ORDER BY what = 'append-audit', itemId`,
  );
  const all = sqlite.prepare<[], Row>('SELECT * FROM outbox ORDER BY itemId');
  const tally = sqlite.prepare<[], { refused: number; n: number }>(
    'SELECT refused, count(*) AS n FROM outbox GROUP BY refused',
  );
  const notBefore = new Map<number, number>();
  const underWay = new Map<number, Promise<void>>();
  const hearers = new Map<string, (answer: Result<unknown>) => void>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function look(): void {
    clearTimeout(timer);
    if (stopped) return;
    const now = performance.now();
    const next: number[] = [];
    for (const row of heads.all()) {
      if (underWay.has(row.itemId)) continue;
      const from = notBefore.get(row.itemId) ?? 0;
      if (from > now) next.push(from - now);
      else if (underWay.size < mostAtOnce) {
        underWay.set(
          row.itemId,
          send(row).finally(() => {
            underWay.delete(row.itemId);
            look();
          }),
        );
      }
    }
    if (next.length > 0) timer = setTimeout(look, Math.max(50, Math.min(...next)));
  }

  async function send(row: Row): Promise<void> {
    const command = fromRow(row);
    let answer: Result<unknown>;
    try {
      const sender = deps.senders[row.what];
      answer = await sender(command);
    } catch (error) {
      answer = { ok: false, failure: failure('internal', { detail: String(error) }) };
    }
    if (stopped) return;
    if (!answer.ok && passing.has(answer.failure.code)) {
      const wait = deps.isLinked() ? retryDelay(row.attempts) : retryDelay(row.attempts + 2);
      notBefore.set(row.itemId, performance.now() + wait);
      await commit(() => {
        sqlite
          .prepare('UPDATE outbox SET attempts = attempts + 1, lastFailure = ? WHERE itemId = ?')
          .run(JSON.stringify(answer.failure), row.itemId);
      }).catch(() => undefined);
      return;
    }
    const settled = answer;
    try {
      await commit(() => {
        // A draft that came too late lies at this station anyway; a list of such would hide what matters.
        if (settled.ok || row.what === 'save-draft')
          sqlite.prepare('DELETE FROM outbox WHERE itemId = ?').run(row.itemId);
        else {
          sqlite
            .prepare(
              'UPDATE outbox SET attempts = attempts + 1, refused = 1, lastFailure = ? WHERE itemId = ?',
            )
            .run(JSON.stringify(settled.failure), row.itemId);
        }
        deps.onSettled(command, settled);
      });
    } catch {
      // Could not be written down: it is sent again, and the exchange answers the same key with the same answer.
      notBefore.set(row.itemId, performance.now() + 5000);
      return;
    }
    notBefore.delete(row.itemId);
    hearers.get(row.commandId)?.(settled);
    deps.onChanged();
  }

  return {
    wake: () => setImmediate(look),
    hurry: () => {
      notBefore.clear();
      setImmediate(look);
    },
    waitFor: (commandId, ms) =>
      new Promise((resolve) => {
        const done = (answer: Result<unknown> | null): void => {
          clearTimeout(limit);
          hearers.delete(commandId);
          resolve(answer);
        };
        const limit = setTimeout(() => done(null), ms);
        hearers.set(commandId, done);
      }),
    list: () => all.all().map(fromRow),
    count: () => {
      const counts = tally.all();
      const of = (refused: number): number => counts.find((row) => row.refused === refused)?.n ?? 0;
      return { waiting: of(0), refused: of(1) };
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(underWay.values());
    },
  };
}

function fromRow(row: Row): QueuedCommand {
  return {
    ...row,
    body: JSON.parse(row.body) as unknown,
    lastFailure: row.lastFailure === null ? null : (JSON.parse(row.lastFailure) as Failure),
    refused: row.refused === 1,
  };
}
