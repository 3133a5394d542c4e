/**
 * The nightly re-hash: every object the index names is read and compared with its name, slowly enough not to be felt,
 * going on where a restart cut it. The report lies in the database; what is damaged is set aside and never served.
 */
import type { VaultCheck } from '#shared/contract/archive.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { type CheckObjectDeps, checkObject } from './check-object.ts';

export interface RehashDeps extends CheckObjectDeps {
  /** True while something arrives: the check waits. */
  readonly isBusy: () => boolean;
  readonly onChanged: () => void;
  readonly log: { readonly warn: (facts: object, message: string) => void };
  /** Local hour at which it may begin, and how often it looks at the clock; for tests. */
  readonly lookEveryMs?: number;
  readonly localHour?: () => number;
}

export interface Rehash {
  /** Begins now, or joins the one that runs; resolves with its report. */
  readonly runNow: () => Promise<VaultCheck>;
  readonly isRunning: () => boolean;
  /** Newest first. */
  readonly reports: () => VaultCheck[];
  readonly stop: () => Promise<void>;
}

interface CheckRow extends VaultCheck {
  checkId: number;
  upTo: string;
}

const firstHour = 1;
const lastHour = 5;
const notBeforeMs = 20 * 3_600_000;
const pageSize = 200;
/** Of the time, at most this part is spent on reading and hashing. */
const duty = 0.25;

export function rehashVault(deps: RehashDeps): Rehash {
  const { sqlite, commit } = deps.database;
  const newest = sqlite.prepare<[], CheckRow>('SELECT * FROM vaultCheck ORDER BY checkId DESC LIMIT 10');
  const page = sqlite.prepare<[string, number], { sha256: Sha256; size: number }>(
    'SELECT sha256, size FROM object WHERE sha256 > ? ORDER BY sha256 LIMIT ?',
  );
  let running: Promise<VaultCheck> | null = null;
  let stopped = false;
  let spentFrom = performance.now();

  const localHour = deps.localHour ?? (() => new Date().getHours());

  function isDue(): boolean {
    const [last] = newest.all();
    if (last?.endedAt === null) return true;
    const hour = localHour();
    const tonight = hour >= firstHour && hour < lastHour;
    return tonight && deps.clock() - (last?.endedAt ?? 0) > notBeforeMs;
  }

  async function pause(): Promise<void> {
    const spent = performance.now() - spentFrom;
    await sleep(Math.min(1000, (spent * (1 - duty)) / duty));
    while (deps.isBusy() && !stopped) await sleep(200);
    spentFrom = performance.now();
  }

  async function run(): Promise<VaultCheck> {
    let row = await findOrBegin();
    for (;;) {
      const objects = page.all(row.upTo, pageSize);
      if (objects.length === 0 || stopped) break;
      for (const object of objects) {
        if (stopped) break;
        spentFrom = performance.now();
        const verdict = await checkObject(deps, object, pause);
        await pause();
        const { objects: done, bytes, damaged, missing } = row;
        row = {
          ...row,
          upTo: object.sha256,
          objects: done + 1,
          bytes: bytes + object.size,
          damaged: damaged + (verdict === 'damaged' ? 1 : 0),
          missing: missing + (verdict === 'missing' ? 1 : 0),
        };
        if (verdict !== 'whole')
          deps.log.warn({ sha256: object.sha256, verdict }, 'an object is not what it was');
      }
      await keep(row);
    }
    if (stopped) return reportOf(row);
    row = { ...row, endedAt: deps.clock() };
    await keep(row);
    deps.onChanged();
    return reportOf(row);
  }

  async function findOrBegin(): Promise<CheckRow> {
    const [last] = newest.all();
    if (last !== undefined && last.endedAt === null) return last;
    await commit(() => sqlite.prepare('INSERT INTO vaultCheck (startedAt) VALUES (?)').run(deps.clock()));
    const [begun] = newest.all();
    if (begun === undefined) throw new Error('the check was not written down');
    return begun;
  }

  function keep(row: CheckRow): Promise<unknown> {
    return commit(() =>
      sqlite
        .prepare(
          `UPDATE vaultCheck SET endedAt = @endedAt, upTo = @upTo, objects = @objects, bytes = @bytes,
             damaged = @damaged, missing = @missing WHERE checkId = @checkId`,
        )
        .run(row),
    );
  }

  function start(): Promise<VaultCheck> {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  const timer = setInterval(() => {
    if (running === null && !stopped && isDue()) start().catch(() => undefined);
  }, deps.lookEveryMs ?? 60_000);
  return {
    runNow: start,
    isRunning: () => running !== null,
    reports: () => newest.all().map(reportOf),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

function reportOf({ startedAt, endedAt, objects, bytes, damaged, missing }: CheckRow): VaultCheck {
  return { startedAt, endedAt, objects, bytes, damaged, missing };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
