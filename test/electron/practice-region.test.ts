/**
 * `npm start` without a display, as a person types it, and the packed program attached to its stations: the window opens signed
 * in on the worklist, an exam arrives, the township's window opens beside it; a killed station comes back.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type LaunchedElectron, launchElectron } from '../rig/launch-electron.ts';

const root = join(import.meta.dirname, '../..');
const pictures = join(root, 'test-output', 'electron');
const place = z.object({ pipe: z.string(), secretFile: z.string() });
const readyLine = z.object({
  ready: z.literal(true),
  window: z.null(),
  pipes: z.object({ reader: place, clinic: place }),
  links: z.object({ reader: z.string(), clinic: z.string() }),
  pids: z.record(z.string(), z.number()),
});

let data: string;
let region: ChildProcess;
let said = '';
let ready: z.infer<typeof readyLine>;
let shell: LaunchedElectron;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  data = mkdtempSync(join(tmpdir(), 'yuanzhen-practice-'));
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  region = spawn(process.execPath, [join(root, 'scripts', 'start.ts'), '--data', data, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, LC_ALL: 'en_US.UTF-8' },
  });
  region.stdout?.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  region.stderr?.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  await vi.waitFor(() => expect(said).toContain('"ready":true'), { timeout: 100_000, interval: 200 });
  ready = readyLine.parse(JSON.parse(said.split('\n').find((line) => line.startsWith('{')) ?? ''));
  shell = await launchElectron({
    station: ready.pipes.reader,
    township: ready.pipes.clinic,
    signIn: true,
  });
});

afterAll(async () => {
  await shell?.stop();
  if (region.exitCode !== null) return;
  const ended = new Promise((resolve) => region.once('exit', resolve));
  region.kill('SIGTERM');
  expect(await ended).toBe(0);
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
});

describe('npm start without a display', () => {
  it('says in one line which way the window opens, and why', () => {
    expect(said).toContain('in a browser, because: there is no display (DISPLAY is not set)');
  });

  it('gives a one-time link that works once', async () => {
    const first = await fetch(ready.links.reader, { redirect: 'manual' });
    expect(first.status).toBe(303);
    expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
    const second = await fetch(ready.links.reader, { redirect: 'manual' });
    expect(second.status).toBe(403);
  });
});

describe('the packed program on the practice region', () => {
  it('opens signed in, on the worklist, marked as practice', async () => {
    await shell.page.getByText('演示数据').first().waitFor({ timeout: 30_000 });
    await shell.page.getByText('陈静怡').first().waitFor({ timeout: 30_000 });
    await shell.page.screenshot({ path: join(pictures, 'worklist.png') });
  });

  it('receives an exam the township sends', async () => {
    await shell.page.getByRole('button', { name: '立即送一例' }).click();
    await shell.page.getByText('青石镇卫生院').first().waitFor({ timeout: 60_000 });
    await shell.page.screenshot({ path: join(pictures, 'exam-waiting.png') });
  });

  it('opens the township beside it, signed in as its own person', async () => {
    await shell.page.evaluate(() => Reflect.get(globalThis, 'yuanzhenShell').openTownship());
    await expect.poll(() => shell.app.windows().length, { timeout: 30_000 }).toBe(2);
    const township = shell.app.windows().find((each) => each !== shell.page);
    await township?.getByText('李秀兰').first().waitFor({ timeout: 30_000 });
    await township?.screenshot({ path: join(pictures, 'township.png') });
  });

  it('comes back when its station is killed, and says so', async () => {
    process.kill(ready.pids.reader ?? 0, 'SIGKILL');
    await expect.poll(() => said, { timeout: 10_000 }).toContain('reader ended unasked (SIGKILL)');
    const answer = () =>
      shell.page.evaluate(async () => (await fetch('/reports/none/1.pdf')).status).catch(() => 503);
    await expect.poll(answer, { timeout: 30_000 }).not.toBe(503);
  });
});
