import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import { type CommandName, enqueueCommand } from '../../../main/database/enqueue-command.ts';
import { openStationDatabase, type StationDatabase } from '../../../main/database/open-database.ts';
import { type Outbox, type SendCommand, sendCommands } from '../../../main/link/send-commands.ts';

let folder: string;
let database: StationDatabase;
let outbox: Outbox | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-outbox-'));
  open();
  outbox = null;
});

afterEach(async () => {
  await outbox?.stop();
  database.close();
  rmSync(folder, { recursive: true });
});

function open(): void {
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  database = opened.value;
}

function start(send: SendCommand, onSettled = (_: unknown, __: Result<unknown>): void => undefined): Outbox {
  const senders = new Proxy({} as Record<CommandName, SendCommand>, { get: () => send });
  outbox = sendCommands({ database, senders, isLinked: () => true, onSettled, onChanged: () => undefined });
  return outbox;
}

function put(commandId: string, lane: string, what: CommandName = 'save-draft'): Promise<void> {
  return database.commit(() =>
    enqueueCommand(database, {
      commandId,
      what,
      lane,
      taskId: null,
      body: { commandId },
      createdAt: 1,
    }),
  );
}

/** Each step is synced to a disk that others may keep busy: what is true within seconds is enough. */
const soon = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 15_000 });

test('sends each lane in order, once, and drains', async () => {
  const sent: string[] = [];
  const made = start(async (command) => {
    sent.push(command.commandId);
    return ok(null);
  });
  for (const [id, lane] of [
    ['a1', 'a'],
    ['b1', 'b'],
    ['a2', 'a'],
    ['a3', 'a'],
  ] as const) {
    await put(id, lane);
  }
  made.wake();
  await soon(() => expect(made.count()).toEqual({ waiting: 0, refused: 0 }));
  expect(sent.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect([...sent].sort()).toEqual(['a1', 'a2', 'a3', 'b1']);
});

test('tries again after a cut with the same key, also after the program died', async () => {
  await put('once', 'a');
  const unreachable = fail(failure('exchange-unreachable', { address: 'x', detail: 'cut' }));
  const first = start(async () => unreachable);
  first.wake();
  await soon(() => expect(first.list()[0]?.attempts).toBe(1));
  expect(first.list()[0]?.lastFailure).toEqual(unreachable.failure);
  await first.stop();
  database.close();
  open();
  const keys: string[] = [];
  const second = start(async (command) => {
    keys.push(command.commandId);
    return ok(null);
  });
  second.wake();
  await soon(() => expect(second.count().waiting).toBe(0));
  expect(keys).toEqual(['once']);
});

test('keeps a refused command visible, and lets its lane go on', async () => {
  await put('bad', 'a', 'acknowledge');
  await put('good', 'a');
  const settled: boolean[] = [];
  const made = start(
    async (command) =>
      command.commandId === 'bad' ? fail(failure('claim-stale', { claim: 1, current: 2 })) : ok('well'),
    (_, answer) => settled.push(answer.ok),
  );
  const waiting = made.waitFor('good', 5000);
  made.wake();
  expect(await waiting).toEqual(ok('well'));
  expect(made.count()).toEqual({ waiting: 0, refused: 1 });
  expect(made.list()[0]).toMatchObject({
    commandId: 'bad',
    refused: true,
    lastFailure: { code: 'claim-stale' },
  });
  expect(settled).toEqual([false, true]);
});

test('what an older program kept as a sentence is kept as a failure', async () => {
  await put('old', 'a');
  await database.commit(() => {
    database.sqlite.exec(
      "UPDATE outbox SET lastFailure = '无法连接中心。请检查网络。'; DELETE FROM migration WHERE name = '206-outbox-failures'",
    );
  });
  database.close();
  open();
  const made = start(async () => ok(null));
  expect(made.list()[0]?.lastFailure).toMatchObject({
    code: 'internal',
    message: '无法连接中心。请检查网络。',
    params: { detail: '无法连接中心。请检查网络。' },
  });
});
