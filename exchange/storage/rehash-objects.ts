/**
 * The exchange's nightly re-hash: every object is read and compared with its name, slowly enough not to be felt, going on
 * where a restart cut it; its report lies in the database.
 */
import type { VaultCheck } from '#shared/contract/archive.ts';
import { ok } from '#shared/result.ts';
import { makeId } from '../database/make-id.ts';
import type { ExchangeTables } from '../database/tables.ts';
import type { Parts } from '../parts.ts';
import { checkObject } from './check-object.ts';

export interface ObjectRehash {
  /** Begins now, or joins the one that runs; resolves with its report. */
  readonly runNow: () => Promise<VaultCheck>;
  readonly isRunning: () => boolean;
  /** Newest first. */
  readonly reports: () => Promise<VaultCheck[]>;
  /** Begins when one is due: tonight's, or one that was cut short. */
  readonly look: (localHour: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

type CheckRow = ExchangeTables['objectCheck'];

const firstHour = 1;
const lastHour = 5;
const notBeforeMs = 20 * 3_600_000;
const pageSize = 100;
/** Of the time, at most this part is spent on reading and hashing. */
const duty = 0.25;

export function rehashObjects(deps: Parts, onBug: (error: unknown) => void): ObjectRehash {
  let running: Promise<VaultCheck> | null = null;
  let stopped = false;
  let spentFrom = performance.now();

  const newest = (limit: number): Promise<CheckRow[]> =>
    deps.db.selectFrom('objectCheck').selectAll().orderBy('startedAt', 'desc').limit(limit).execute();

  async function pause(): Promise<void> {
    const spent = performance.now() - spentFrom;
    const wait = Math.min(1000, (spent * (1 - duty)) / duty);
    await new Promise((resolve) => setTimeout(resolve, wait));
    spentFrom = performance.now();
  }

  async function findOrBegin(): Promise<CheckRow> {
    const [last] = await newest(1);
    if (last !== undefined && last.endedAt === null) return last;
    const checkId = makeId('k');
    const startedAt = deps.clock.now();
    const row = { checkId, startedAt, endedAt: null, upTo: '', objects: 0, bytes: 0, damaged: 0, missing: 0 };
    await keep(row);
    return row;
  }

  async function keep(row: CheckRow): Promise<void> {
    await deps.write(async (trx) => {
      await trx
        .insertInto('objectCheck')
        .values(row)
        .onConflict((conflict) => conflict.column('checkId').doUpdateSet(row))
        .execute();
      return ok(undefined);
    });
  }

  async function run(): Promise<VaultCheck> {
    let row = await findOrBegin();
    for (;;) {
      const objects = await deps.db
        .selectFrom('object')
        .select(['sha256', 'size'])
        .where('sha256', '>', row.upTo)
        .orderBy('sha256')
        .limit(pageSize)
        .execute();
      if (objects.length === 0 || stopped) break;
      for (const object of objects) {
        if (stopped) break;
        spentFrom = performance.now();
        const verdict = await checkObject(deps, object, pause);
        await pause();
        row = {
          ...row,
          upTo: object.sha256,
          objects: row.objects + 1,
          bytes: row.bytes + object.size,
          damaged: row.damaged + (verdict === 'damaged' ? 1 : 0),
          missing: row.missing + (verdict === 'missing' ? 1 : 0),
        };
      }
      await keep(row);
    }
    if (stopped) return reportOf(row);
    row = { ...row, endedAt: deps.clock.now() };
    await keep(row);
    return reportOf(row);
  }

  function runNow(): Promise<VaultCheck> {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    runNow,
    isRunning: () => running !== null,
    reports: async () => (await newest(10)).map(reportOf),
    look: async (localHour) => {
      if (running !== null || stopped) return;
      const [last] = await newest(1);
      const tonight = localHour >= firstHour && localHour < lastHour;
      const isCut = last !== undefined && last.endedAt === null;
      const isDue = tonight && deps.clock.now() - (last?.endedAt ?? 0) > notBeforeMs;
      if (isCut || isDue) runNow().catch(onBug);
    },
    stop: async () => {
      stopped = true;
      await running?.catch(() => undefined);
    },
  };
}

function reportOf({ startedAt, endedAt, objects, bytes, damaged, missing }: CheckRow): VaultCheck {
  return { startedAt, endedAt, objects, bytes, damaged, missing };
}
