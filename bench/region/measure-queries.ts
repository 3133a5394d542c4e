/** The worklist's queries at the exchange on a database that has held a million tasks: each a hundred times, with its plan where it is slow. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type ExchangeDatabase, openExchangeDatabase } from '../../exchange/database/open-database.ts';
import { readTask } from '../../exchange/feed/commit-task.ts';
import { readFeed } from '../../exchange/feed/read-feed.ts';
import type { Caller } from '../../exchange/parts.ts';
import { type TaskFilter, tasksQuery } from '../../exchange/tasks/list-tasks.ts';
import { readWaiting } from '../../exchange/tasks/read-candidates.ts';
import { valueIn } from '../../test/rig/exchange.ts';
import { quantile } from '../figures/summary.ts';
import { fillTasks, siteOf, sites, taskIdOf } from './fill-tasks.ts';

const goalMs = 5;
const rounds = 200;
const page = 100;

export async function measureQueries(folder: string, tasks: number) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'exchange.sqlite');
  // The real migrations make the tables.
  await (await valueIn(openExchangeDatabase(folder))).destroy();
  fillTasks(path, tasks);
  const db = await valueIn(openExchangeDatabase(folder));
  try {
    const measured: Record<string, { p50: number; p99: number }> = {};
    for (const [name, ask] of Object.entries(questions(db, tasks))) {
      const took: number[] = [];
      // The first ones fill SQLite's page cache, as a running exchange's is.
      for (let round = -20; round < rounds; round += 1) {
        const begun = performance.now();
        await ask(Math.abs(round * 7));
        if (round >= 0) took.push(performance.now() - begun);
      }
      const rounded = (p: number): number => Math.round(quantile(took, p) * 100) / 100;
      measured[name] = { p50: rounded(0.5), p99: rounded(0.99) };
    }
    const slow = Object.keys(measured).filter((name) => (measured[name]?.p99 ?? 0) > goalMs);
    for (const name of slow) {
      const plan = plans(db)[name];
      if (plan !== undefined) console.error(name, explain(path, plan));
    }
    return { queries: measured, goal: { p99: goalMs }, pass: slow.length === 0 };
  } finally {
    await db.destroy();
  }
}

const open: TaskFilter = { state: null, includeClosed: false, limit: page };
const all: TaskFilter = { state: null, includeClosed: true, limit: page };

function questions(db: ExchangeDatabase, tasks: number): Record<string, (round: number) => Promise<unknown>> {
  const lists = Object.fromEntries(
    Object.entries(lines).map(([name, { filter, isSite }]) => [
      name,
      (round: number) => tasksQuery(db, isSite ? new Set([siteOf(round % sites)]) : '*', filter).execute(),
    ]),
  );
  const clinic = (round: number): Caller =>
    ({
      person: null,
      station: { siteId: siteOf(round % sites) },
      callerId: '',
      tokenHash: null,
    }) as unknown as Caller;
  return {
    ...lists,
    one: (round) => readTask(db, taskIdOf((round * 7919) % tasks)),
    waiting: () => readWaiting(db),
    feed: (round) => readFeed(db, clinic(round), tasks - 1_000, page),
    lookDue: () =>
      db
        .selectFrom('task')
        .select('taskId')
        .where('lookAt', '<=', Date.now())
        .orderBy('lookAt')
        .limit(page)
        .execute(),
    leasesDue: () =>
      db
        .selectFrom('task')
        .select('taskId')
        .where('holderAlive', '=', 1)
        .where('leaseUntil', '<=', 1)
        .execute(),
  };
}

const lines: Readonly<Record<string, { readonly filter: TaskFilter; readonly isSite: boolean }>> = {
  centreOpen: { filter: open, isSite: false },
  centreAll: { filter: all, isSite: false },
  centreReceived: { filter: { ...all, state: 'received' }, isSite: false },
  centreArriving: { filter: { ...all, state: 'arriving' }, isSite: false },
  siteOpen: { filter: open, isSite: true },
  siteAll: { filter: all, isSite: true },
  siteReceived: { filter: { ...all, state: 'received' }, isSite: true },
};

function plans(db: ExchangeDatabase) {
  return Object.fromEntries(
    Object.entries(lines).map(([name, { filter, isSite }]) => [
      name,
      tasksQuery(db, isSite ? new Set([siteOf(1)]) : '*', filter).compile(),
    ]),
  );
}

function explain(
  path: string,
  { sql, parameters }: { readonly sql: string; readonly parameters: readonly unknown[] },
): string {
  const database = new Sqlite(path, { readonly: true });
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
  database.close();
  return `${sql}: ${rows.map((row) => row.detail).join('; ')}`;
}
