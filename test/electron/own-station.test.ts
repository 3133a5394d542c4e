/** The packed program alone: it starts the station it carries, on the Node it carries, and ends it with itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDisplay } from '../rig/electron-xvfb.ts';
import {
  type ElectronOptions,
  type LaunchedElectron,
  launchElectron,
  packedProgram,
} from '../rig/launch-electron.ts';
import { type Program, runCommand, startProgram } from '../rig/program.ts';

let folder: string;
let exchange: Program;
let shell: LaunchedElectron;
let launched: ElectronOptions;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yz-'));
  const data = join(folder, 'exchange');
  exchange = await startProgram(['exchange', '--data', data, '--listen', '127.0.0.1:0']);
  const member = ['member', 'add', '--data', data, '--type', 'station', '--name', '阅片一室', '--json'];
  const token = String((await runCommand(member)).lines[0]?.secret);
  const args = [`--exchange=${exchange.ready.exchange}`, `--token=${token}`, '--name=阅片一室'];
  launched = { userData: join(folder, 'w'), args };
  shell = await launchElectron(launched);
});

afterAll(async () => {
  await shell?.stop();
  await exchange?.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('shows the window of the station it carries', async () => {
  const answer = await shell.page.evaluate(async () => {
    const response = await fetch('/rpc/session/station', { method: 'POST', body: '{}' });
    return { status: response.status, text: await response.text() };
  });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('"role":"reader"');
});

it('keeps pipe and secret to the person who started it', () => {
  const run = join(folder, 'w', 'station', 'run');
  expect(statSync(run).mode & 0o777).toBe(0o700);
  expect(statSync(join(run, 's')).mode & 0o777).toBe(0o600);
  expect(statSync(join(run, 'secret')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(run, 'secret'), 'utf8').length).toBeGreaterThan(32);
});

it('stays in the tray when its window is closed, and comes back as it was', async () => {
  const windowState = () =>
    shell.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        visible: window.isVisible(),
        url: window.webContents.getURL(),
      })),
    );
  const shows = (visible: boolean) =>
    vi.waitFor(async () => expect((await windowState()).map((one) => one.visible)).toEqual([visible]), {
      timeout: 30_000,
    });
  await shows(true);
  await shell.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await shows(false);
  // The page goes on hearing of the station's events: that is what sounds and notifies.
  expect(await shell.page.evaluate(() => document.readyState)).toBe('complete');
  const [command = '', ...args] = shell.commandLine;
  const second = spawn(command, args, { env: shell.env, stdio: 'ignore' });
  await new Promise((resolve) => second.once('exit', resolve));
  await shows(true);
});

it('takes its station along when it is killed, so that the next start opens on the same data', async () => {
  const station = stationOf(shell.app.process().pid ?? 0);
  shell.app.process().kill('SIGKILL');
  await vi.waitFor(() => expect(isRunning(station)).toBe(false), { timeout: 30_000 });
  await shell.stop();
  shell = await launchElectron(launched);
});

it('ends when it is quit before its window has loaded, and is not left behind in the tray', async () => {
  await shell.stop();
  const display = await openDisplay();
  const [command = '', ...args] = shell.commandLine;
  for (const afterMs of [50, 150, 250, 350, 450]) {
    rmSync(join(folder, 'w', 'station', 'run', 's'), { force: true });
    const child = spawn(command, args, { env: { ...shell.env, DISPLAY: display.name }, stdio: 'ignore' });
    const ended = once(child, 'exit');
    // The station's pipe is there shortly before the window is opened.
    await vi.waitFor(() => expect(existsSync(join(folder, 'w', 'station', 'run', 's'))).toBe(true), {
      timeout: 30_000,
      interval: 10,
    });
    await setTimeout(afterMs);
    child.kill('SIGTERM');
    const inTime = await Promise.race([ended.then(() => true), setTimeout(20_000, false)]);
    child.kill('SIGKILL');
    await ended;
    expect(inTime, `quit ${afterMs} ms after its station was up`).toBe(true);
  }
  await display.stop();
});

it('says what is missing when no region knows it', async () => {
  const display = await openDisplay();
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(packedProgram, [...root, `--user-data-dir=${join(folder, 'new')}`, '--lang=en-US'], {
    env: { ...process.env, DISPLAY: display.name },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  try {
    await vi.waitFor(() => expect(said).toContain('--token=CODE'), { timeout: 60_000, interval: 200 });
  } finally {
    child.kill('SIGKILL');
    await display.stop();
  }
});

/** The process id of the station a shell has started; its other children are Chromium's. */
function stationOf(shellPid: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const station = pids.find((pid) => parentOf(pid) === shellPid && commandOf(pid).includes('yuanzhen.mjs'));
  if (station === undefined) throw new Error('the shell has no station');
  return Number(station);
}

const parentOf = (pid: string) => Number(readProc(pid, 'stat').split(') ')[1]?.split(' ')[1]);
const commandOf = (pid: string) => readProc(pid, 'cmdline');
const isRunning = (pid: number) => readProc(String(pid), 'cmdline') !== '';

function readProc(pid: string, what: string): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return '';
  }
}
