/** The packed program in a real Electron on its own display, driven by Playwright. `npm run pack` must have run. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';
import { openDisplay } from './electron-xvfb.ts';

export const packedProgram = join(import.meta.dirname, '../../release/linux-unpacked/yuanzhen');

const launches = 3;
const launchMs = 25_000;
const closeMs = 30_000;

export interface ElectronOptions {
  /** The running station to attach to; without it the program starts its own. */
  readonly station?: StationPlace;
  readonly township?: StationPlace;
  /** One-time link the window opens by, as a path: `/?token=…`. */
  readonly startPath?: string;
  /** Ask the stations for links that sign in (practice region). */
  readonly signIn?: boolean;
  /** Further arguments of the shell. */
  readonly args?: readonly string[];
  /** Kept after `stop` when given; else a temporary folder. */
  readonly userData?: string;
}

export interface StationPlace {
  readonly pipe: string;
  readonly secretFile: string;
}

export interface LaunchedElectron {
  readonly app: ElectronApplication;
  /** The first window. */
  readonly page: Page;
  /** To start a second instance by hand. */
  readonly commandLine: readonly string[];
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

/** Launches the packed program and waits for its first window. */
export async function launchElectron(options: ElectronOptions = {}): Promise<LaunchedElectron> {
  if (!existsSync(packedProgram)) throw new Error('the packed program is missing: npm run pack');
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'yuanzhen-window-'));
  const display = await openDisplay();
  const args = [
    // Chromium's own sandbox refuses to run as root, as tests in a container do.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--enable-unsafe-swiftshader',
    '--disable-dev-shm-usage',
    `--user-data-dir=${userData}`,
    ...placeArguments('station', options.station),
    ...placeArguments('township', options.township),
    ...(options.startPath ? [`--start-url=${options.startPath}`] : []),
    ...(options.signIn ? ['--open-signed-in'] : []),
    ...(options.args ?? []),
  ];
  const env = { ...ownEnvironment(), DISPLAY: display.name };
  try {
    const { app, program, page } = await launch(args, env);
    const stop = async () => {
      await closeOrKill(app, program);
      await display.stop();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
    };
    return { app, page, commandLine: [packedProgram, ...args], env, stop };
  } catch (error) {
    await display.stop();
    throw error;
  }
}

/**
 * Playwright now and then never hears from a debugger it has attached to, the program's or the page's, while both wait for it:
 * begun anew, and what it looked like is said. A window that is slow has longer than a launch, and fails as it is.
 */
async function launch(
  args: string[],
  env: Record<string, string>,
): Promise<{ app: ElectronApplication; program: ChildProcess; page: Page }> {
  for (let left = launches - 1; ; left -= 1) {
    let app: ElectronApplication | null = null;
    let program: ChildProcess | null = null;
    try {
      app = await _electron.launch({ executablePath: packedProgram, args, env, timeout: launchMs });
      // Playwright forgets the process when it ends.
      program = app.process();
      const page = await app.firstWindow({ timeout: 2 * launchMs });
      await page.waitForLoadState('load', { timeout: 2 * launchMs });
      return { app, program, page };
    } catch (error) {
      if (app !== null && program !== null) {
        console.error(`the first window did not load: ${await sayWindows(app)}`);
        await killNow(program);
      }
      if (left === 0 || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}

function sayWindows(app: ElectronApplication): Promise<string> {
  const windows = app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      url: window.webContents.getURL(),
      loading: window.webContents.isLoading(),
      crashed: window.webContents.isCrashed(),
      visible: window.isVisible(),
    })),
  );
  const said = windows.then(JSON.stringify, String);
  return Promise.race([said, setTimeout(5000, 'the program does not answer')]);
}

/** Ends the program as a person would; one that does not end has gone wrong, and may not hold up the tests after it. */
async function closeOrKill(app: ElectronApplication, program: ChildProcess): Promise<void> {
  if (hasEnded(program)) return;
  const closed = app.close().then(
    () => true,
    () => true,
  );
  if (await Promise.race([closed, setTimeout(closeMs, false)])) return;
  await killNow(program);
  throw new Error(`the program did not end within ${closeMs} ms of being told to`);
}

function killNow(program: ChildProcess): Promise<unknown> {
  if (hasEnded(program)) return Promise.resolve();
  const gone = once(program, 'exit');
  program.kill('SIGKILL');
  return gone;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

function placeArguments(name: 'station' | 'township', place: StationPlace | undefined): string[] {
  return place ? [`--${name}-pipe=${place.pipe}`, `--${name}-secret-file=${place.secretFile}`] : [];
}

function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (each): each is [string, string] => each[1] !== undefined && !each[0].startsWith('ELECTRON_'),
  );
  return Object.fromEntries(kept);
}
