/** A log of 1,000 cases from a seeded generator: the board against numbers worked out from the log one by one, to the second. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '#shared/study/task.ts';
import { commitTask } from '../../../exchange/feed/commit-task.ts';
import { openInFolder } from '../../../exchange/open-in-folder.ts';
import { drawFrom } from '../../../soak/soak-program.ts';
import { buildTask } from '../../builders/task.ts';
import {
  addCast,
  type Cast,
  sendWholeStudy,
  startTestExchange,
  type TestExchange,
  valueIn,
} from '../../rig/exchange.ts';

const cases = 1000;
const second = 1000;
const kinds = ['ecg', 'imaging'] as const;

interface Line {
  readonly kind: (typeof kinds)[number];
  readonly startedAt: number;
  readonly waited: number;
  readonly read: number;
  /** Null for one that is still open. */
  readonly signedAt: number | null;
  readonly pausedMs: number;
  readonly home: number;
}

describe('the board of a log of 1,000 cases', () => {
  let exchange: TestExchange;
  let cast: Cast;
  let log: Line[];
  /** An hour that no other case of the exchange has. */
  const from = Date.UTC(2026, 9, 1, 0, 0, 0);
  beforeAll(async () => {
    exchange = await startTestExchange();
    cast = await addCast(exchange);
    const pattern = await sendWholeStudy(cast.clinic);
    const draw = drawFrom(20261129);
    log = Array.from({ length: cases }, (_, at) => {
      const startedAt = from + draw.below(86_400) * second;
      const waited = draw.below(240) * second;
      const read = (20 + draw.below(700)) * second;
      const pausedMs = draw.below(10) === 0 ? 60 * second : 0;
      const isOpen = draw.below(20) === 0;
      const signedAt = isOpen ? null : startedAt + waited + read + pausedMs;
      const kind = kinds[at % 2] ?? 'ecg';
      return { kind, startedAt, waited, read, signedAt, pausedMs, home: draw.below(90) * second };
    });
    const opened = await valueIn(openInFolder(exchange.folder, false));
    const kept = await opened.parts.write(async (trx, now) => {
      for (const [at, line] of log.entries()) await commitTask(trx, taskOf(pattern, line, at), now);
      return { ok: true, value: undefined };
    });
    await valueIn(kept);
    await opened.close();
  }, 120_000);
  afterAll(() => exchange.stop());

  function taskOf(pattern: Task, line: Line, at: number): Task {
    const { kind, startedAt, waited, signedAt, pausedMs, home } = line;
    const targetMs = kind === 'ecg' ? 180_000 : 480_000;
    const stamps = {
      firstByteAt: startedAt - 30 * second,
      openedAt: startedAt,
      claimedAt: startedAt + waited,
      signedAt,
      deliveredAt: signedAt === null ? null : signedAt + home,
    };
    const deadline = startedAt + targetMs + pausedMs;
    const clock = { startedAt, targetMs, deadline, pausedMs, stoppedAt: signedAt };
    const built = buildTask({ stamps, clock });
    const state = signedAt === null ? 'reading' : 'delivered';
    return { ...pattern, ...built, ...keyOf(pattern), taskId: `log-${at}` as never, kind, state };
  }
  const keyOf = ({ depositId, orderId, siteId, siteName }: Task) => ({
    depositId,
    orderId,
    siteId,
    siteName,
  });

  /** Nearest rank, as a person counts it off on a sorted list. */
  function rank(values: readonly number[], percent: number): number {
    const sorted = [...values].sort((one, other) => one - other);
    let place = 0;
    while (place < sorted.length && 100 * (place + 1) < percent * sorted.length) place += 1;
    return sorted[place] ?? Number.NaN;
  }

  it('has p50, p90, p99, the share in promise and every phase to the second, by site and by hour', async () => {
    const to = from + 86_400 * second;
    const board = await valueIn(cast.reader.client.statistics.turnaround({ from, to }));
    for (const kind of kinds) {
      const own = log.filter((line) => line.kind === kind);
      const done = own.filter((line) => line.signedAt !== null);
      const took = done.map((line) => line.waited + line.read);
      const target = kind === 'ecg' ? 180_000 : 480_000;
      const row = board.rows.find((one) => one.kind === kind);
      expect(row).toMatchObject({
        siteName: '青石镇卫生院',
        tasks: own.length,
        stillOpen: own.length - done.length,
        within: took.filter((ms) => ms <= target).length,
        // What is still open has been for weeks.
        overdue: took.filter((ms) => ms > target).length + own.length - done.length,
        medianMs: rank(took, 50),
        p90Ms: rank(took, 90),
        p99Ms: rank(took, 99),
      });
      for (let hour = 0; hour < 24; hour += 1) {
        const within = done.filter((line) => new Date(line.startedAt).getHours() === hour);
        const ofHour = board.hours.find((one) => one.kind === kind && one.hour === hour);
        expect(ofHour?.p90Ms ?? Number.NaN).toBe(
          rank(
            within.map((line) => line.waited + line.read),
            90,
          ),
        );
      }
      const phase = (name: string) => board.phases.find((one) => one.kind === kind && one.phase === name);
      expect(phase('upload')).toMatchObject({ tasks: own.length, medianMs: 30 * second });
      const waited = own.map((line) => line.waited);
      expect(phase('waiting')).toMatchObject({ p90Ms: rank(waited, 90), p99Ms: rank(waited, 99) });
      const read = done.map((line) => line.read + line.pausedMs);
      expect(phase('reading')).toMatchObject({ tasks: done.length, medianMs: rank(read, 50) });
      expect(phase('home')).toMatchObject({
        p99Ms: rank(
          done.map((line) => line.home),
          99,
        ),
      });
      expect(phase('unopened')).toBeUndefined();
    }
  });
});
