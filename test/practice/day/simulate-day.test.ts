/** The simulated day: it orders before it pushes, holds at four, takes up after a stop, and keeps its answers. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { practiceStatusSchema } from '#shared/contract/practice.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { openDayJournal } from '../../../practice/day/day-journal.ts';
import { nextGap } from '../../../practice/day/next-gap.ts';
import { serveControl } from '../../../practice/day/serve-control.ts';
import { simulateDay } from '../../../practice/day/simulate-day.ts';
import type { TownshipDesk, TrackedTask } from '../../../practice/day/township-desk.ts';
import type { Exam } from '../../../practice/exam.ts';
import { createRandom } from '../../../practice/random.ts';

let folder: string;
const cleanups: Array<() => Promise<void>> = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-day-'));
});
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
  rmSync(folder, { recursive: true, force: true });
});

/** A station that takes every order and every object, and lists what it was pushed as unclaimed. */
async function township(options: { unclaimed?: number; pushFails?: boolean } = {}) {
  const orders: string[] = [];
  const pushed: Exam[] = [];
  const tasks: TrackedTask[] = Array.from({ length: options.unclaimed ?? 0 }, (_, i) => ({
    accessionNumber: `OLD${i}`,
    unclaimed: true,
  }));
  const desk: TownshipDesk = {
    station: async () => ok({ simulation: true, siteName: '青石镇卫生院', known: true }),
    placeOrder: async (form) => {
      orders.push(form.accessionNumber);
      return ok({ accessionNumber: form.accessionNumber });
    },
    tracked: async () => ok(tasks),
  };
  const journal = await openDayJournal(folder);
  const day = simulateDay({
    journal,
    desk,
    push: async (exam) => {
      expect(orders).toContain(exam.order.accessionNumber);
      if (options.pushFails) return fail(failure('practice-push-failed', { detail: 'test' }));
      pushed.push(exam);
      return ok({ stored: exam.objects.length });
    },
    now: () => Date.now(),
    seed: 'day',
    hospital: () => '青石镇卫生院',
    onTrouble: () => undefined,
  });
  const stop = async () => {
    await day.stop();
    await journal.close();
  };
  cleanups.push(stop);
  return { day, orders, pushed, stop };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resume) => setTimeout(resume, 50));
}

describe('simulateDay', () => {
  it('begins with an ECG by itself', async () => {
    const { day, pushed } = await township();
    await until(() => pushed.length > 0);
    expect(pushed[0]?.examKind).toBe('ecg');
    await until(() => day.status().sent === 1);
    expect(day.status()).toMatchObject({ running: true, paused: false, rush: false, unclaimed: 1 });
  });

  it('holds at four unclaimed, sends on request all the same, and goes on in the morning rush', async () => {
    const { day, pushed } = await township({ unclaimed: 4 });
    await until(() => day.status().unclaimed === 4);
    expect(day.status().nextAt).toBeNull();
    expect(pushed).toHaveLength(0);
    expect((await day.sendOne('ecg')).ok).toBe(true);
    expect(pushed).toHaveLength(1);
    expect((await day.setRush(true)).nextAt).not.toBeNull();
    expect(day.status().rush).toBe(true);
  });

  it('keeps switches, counts and planted findings over a restart', async () => {
    const first = await township();
    await first.day.setPaused(true);
    const sent = await first.day.sendOne('ecg');
    expect(sent.ok).toBe(true);
    const accession = sent.ok ? sent.value.accessionNumber : '';
    const finding = first.day.finding(accession);
    expect(finding?.code).toMatch(/^ecg\//);
    await first.stop();
    cleanups.length = 0;
    appendFileSync(join(folder, 'practice.jsonl'), '{"entry":"sent","acc');
    const second = await township();
    expect(second.day.status()).toMatchObject({ paused: true, sent: 1, nextAt: null });
    expect(second.day.finding(accession)).toEqual(finding);
    expect(second.day.finding('UNKNOWN')).toBeNull();
  });

  it('sends again, byte for byte, what was planted but could not be pushed', async () => {
    const broken = await township({ pushFails: true });
    expect((await broken.day.sendOne('ecg')).ok).toBe(false);
    await broken.stop();
    cleanups.length = 0;
    const [accession] = broken.orders;
    const again = await township();
    again.orders.push(accession as string);
    await until(() => again.pushed.length > 0);
    expect(again.pushed[0]?.order.accessionNumber).toBe(accession);
    expect(again.orders.filter((one) => one === accession)).toHaveLength(1);
  });
});

describe('serveControl', () => {
  it('answers who knows the secret, and nobody else', async () => {
    const { day } = await township({ unclaimed: 4 });
    const control = await serveControl(day, 0, folder);
    if (!control.ok) throw new Error(control.failure.message);
    cleanups.push(control.value.stop);
    const { url, secret } = JSON.parse(readFileSync(join(folder, 'control.json'), 'utf8'));
    expect(url).toBe(control.value.url);
    const ask = (path: string, body?: unknown, key = secret) =>
      fetch(url + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'x-yuanzhen-secret': key },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    expect((await ask('/status', undefined, 'wrong')).status).toBe(403);
    const status = practiceStatusSchema.parse(await (await ask('/status')).json());
    expect(status).toMatchObject({ running: true, rush: false });
    expect(practiceStatusSchema.safeParse(await day.setRush(true)).success).toBe(true);
    expect(await (await ask('/rush', { on: true })).json()).toMatchObject({ rush: true });
    expect(await (await ask('/pause', { on: true })).json()).toMatchObject({ paused: true, nextAt: null });
    const sent = await (await ask('/send-one', { kind: 'ecg' })).json();
    const finding = await (await ask(`/finding?accession=${sent.accessionNumber}`)).json();
    expect(finding.zh).toContain('诊断意见');
    expect(finding.en).toContain('Impression');
    expect((await ask('/finding?accession=none')).status).toBe(404);
    expect((await ask('/send-one', { kind: 'pet' })).status).toBe(400);
  });
});

describe('nextGap', () => {
  it('spreads exams over 40 to 90 seconds, and closer in the rush', () => {
    const random = createRandom('gaps');
    const calm = Array.from({ length: 500 }, () => nextGap(random, 10, false));
    const rush = Array.from({ length: 500 }, () => nextGap(random, 10, true));
    expect(Math.min(...calm)).toBeGreaterThanOrEqual(40_000);
    expect(Math.max(...calm)).toBeLessThanOrEqual(90_000);
    const mean = calm.reduce((sum, gap) => sum + gap, 0) / calm.length;
    expect(mean).toBeGreaterThan(52_000);
    expect(mean).toBeLessThan(68_000);
    expect(Math.max(...rush)).toBeLessThanOrEqual(30_000);
  });
});
