/** Opens the practice region's window in Electron, or says in one line why a browser has to do. */
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildShell } from '../build-shell.ts';
import { type ElectronRuntime, electronRuntime } from '../electron-runtime.ts';
import { words } from '../words.ts';
import type { PracticeRegion } from './practice-region.ts';

const root = join(import.meta.dirname, '..', '..');
/** How long the window may take to stand, on a slow machine without a GPU. */
const openLimitMs = 60_000;

export type OpenedShell =
  | { readonly opened: true; readonly version: string; readonly closed: Promise<void>; stop(): void }
  | { readonly opened: false; readonly reason: string };

/** Resolves when the window stands, or with the reason why it cannot. */
export async function openShell(
  region: PracticeRegion,
  data: string,
  say: (line: string) => void,
): Promise<OpenedShell> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    return {
      opened: false,
      reason: words('没有图形显示(DISPLAY 未设置)', 'there is no display (DISPLAY is not set)'),
    };
  }
  const answer = await electronRuntime(say);
  if (!answer.found) {
    return {
      opened: false,
      reason: words(`无法取得 Electron(${answer.reason})`, `no Electron can be had (${answer.reason})`),
    };
  }
  await buildShell();
  const [command, ...before] = placeShell(answer.runtime);
  if (command === undefined) return { opened: false, reason: 'Electron' };
  const child = spawn(
    command,
    [
      ...before,
      ...(process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []),
      `--user-data-dir=${join(data, 'window')}`,
      `--window-folder=${join(root, 'out', 'window')}`,
      `--station-pipe=${region.reader.pipe}`,
      `--station-secret-file=${region.reader.secretFile}`,
      `--township-pipe=${region.clinic.pipe}`,
      `--township-secret-file=${region.clinic.secretFile}`,
      '--open-signed-in',
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let lastWords = '';
  child.stderr.on('data', (bytes: Buffer) => {
    lastWords = (lastWords + bytes.toString()).slice(-1000);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code));
  });
  const stands = new Promise<'open'>((resolve) => {
    child.stdout.on('data', (bytes: Buffer) => {
      if (bytes.includes('"ready":true')) resolve('open');
    });
    setTimeout(() => resolve('open'), openLimitMs).unref();
  });
  const early = await Promise.race([ended, stands]);
  if (early !== 'open' && early !== 0) {
    const why = lastWords.trim().split('\n').at(-1) ?? '';
    return { opened: false, reason: words(`Electron 无法启动(${why})`, `Electron did not start (${why})`) };
  }
  return {
    opened: true,
    version: answer.runtime.version,
    closed: ended.then(() => undefined),
    stop: () => child.kill('SIGTERM'),
  };
}

/**
 * The command line that runs the built shell. On Linux the runtime is linked into `out/` with the shell as its app: the runtime
 * out of the npm package cannot be given a path, and two checkouts must not share one `resources/app`.
 */
function placeShell(runtime: ElectronRuntime): string[] {
  const shell = join(root, 'out', 'shell');
  if (process.platform !== 'linux') return [runtime.executable, shell];
  const target = join(root, 'out', `electron-${runtime.version}`);
  if (!existsSync(join(target, 'electron'))) linkTree(runtime.dist, target);
  const app = join(target, 'resources', 'app');
  rmSync(app, { recursive: true, force: true });
  cpSync(shell, app, { recursive: true });
  return [join(target, 'electron')];
}

/** Hard links where the file system allows, copies where it does not. */
function linkTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else if (!existsSync(target)) {
      try {
        linkSync(source, target);
      } catch {
        copyFileSync(source, target);
      }
    }
  }
}
