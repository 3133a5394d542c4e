/** The packed program in a real Electron on its own display, driven by Playwright. `npm run pack` must have run. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';
import { openDisplay } from './electron-xvfb.ts';

export const packedProgram = join(import.meta.dirname, '../../release/linux-unpacked/yuanzhen');

const launches = 3;

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
    const app = await launch(args, env);
    const page = await app.firstWindow({ timeout: 60_000 });
    const stop = async () => {
      await app.close().catch(() => undefined);
      await display.stop();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
    };
    return { app, page, commandLine: [packedProgram, ...args], env, stop };
  } catch (error) {
    await display.stop();
    throw error;
  }
}

/** Playwright now and then never hears from the debugger it has attached to, while the program waits for it: begun anew. */
async function launch(args: string[], env: Record<string, string>): Promise<ElectronApplication> {
  for (let left = launches - 1; ; left -= 1) {
    try {
      return await _electron.launch({ executablePath: packedProgram, args, env, timeout: 25_000 });
    } catch (error) {
      if (left === 0 || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}

function placeArguments(name: 'station' | 'township', place: StationPlace | undefined): string[] {
  return place ? [`--${name}-pipe=${place.pipe}`, `--${name}-secret-file=${place.secretFile}`] : [];
}

function ownEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (each): each is [string, string] => each[1] !== undefined && !each[0].startsWith('ELECTRON_'),
  );
  return Object.fromEntries(kept);
}
