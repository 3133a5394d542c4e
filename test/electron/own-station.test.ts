/** The packed program alone: it starts the station it carries, on the Node it carries, and ends it with itself. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openDisplay } from '../rig/electron-xvfb.ts';
import { type LaunchedElectron, launchElectron, packedProgram } from '../rig/launch-electron.ts';
import { type Program, runCommand, startProgram } from '../rig/program.ts';

let folder: string;
let exchange: Program;
let shell: LaunchedElectron;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yz-'));
  const data = join(folder, 'exchange');
  exchange = await startProgram(['exchange', '--data', data, '--listen', '127.0.0.1:0']);
  const member = ['member', 'add', '--data', data, '--type', 'station', '--name', '阅片一室', '--json'];
  const token = String((await runCommand(member)).lines[0]?.secret);
  const args = [`--exchange=${exchange.ready.exchange}`, `--token=${token}`, '--name=阅片一室'];
  shell = await launchElectron({ userData: join(folder, 'w'), args });
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
