/**
 * Which Electron runs the window: the one named by the environment, the official one, or the one inside an npm package
 * where the release host cannot be reached. Every step that takes time says so in one line, and none can hang.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmRuntime } from './electron-from-npm.ts';

export interface ElectronRuntime {
  /** Folder of the runtime. */
  readonly dist: string;
  readonly executable: string;
  /** As electron-builder wants it, e.g. `45.4.1`. */
  readonly version: string;
}

export type RuntimeAnswer =
  | { readonly found: true; readonly runtime: ElectronRuntime }
  | { readonly found: false; readonly reason: string };

const launcher = join(import.meta.dirname, '..', 'node_modules', 'electron');
const releaseHost = 'https://github.com/electron/electron/releases/download/';

/** Finds or fetches a runtime; `say` gets one line for each step that takes time. */
export async function electronRuntime(say: (line: string) => void): Promise<RuntimeAnswer> {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) {
    const runtime = runtimeAt(named);
    return runtime
      ? { found: true, runtime }
      : { found: false, reason: `ELECTRON_OVERRIDE_DIST_PATH: ${named}` };
  }
  const official = runtimeAt(join(launcher, 'dist'));
  if (official) return { found: true, runtime: official };
  const kept = await npmRuntime(say, { download: false });
  if (kept.ok) return answer(kept.dist);
  const unreachable = await downloadOfficial(say);
  if (unreachable === undefined) return answer(join(launcher, 'dist'));
  const fromNpm = await npmRuntime(say, { download: true });
  if (fromNpm.ok) return answer(fromNpm.dist);
  return { found: false, reason: `${unreachable}; ${fromNpm.reason}` };
}

function answer(dist: string): RuntimeAnswer {
  const runtime = runtimeAt(dist);
  return runtime ? { found: true, runtime } : { found: false, reason: `no Electron in ${dist}` };
}

function runtimeAt(dist: string): ElectronRuntime | undefined {
  const names = {
    win32: 'electron.exe',
    darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  } as const;
  const name =
    process.platform === 'win32' || process.platform === 'darwin' ? names[process.platform] : 'electron';
  const executable = join(dist, name);
  const versionFile = join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  return { dist, executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
}

/** Undefined when the official runtime is in place now, else why it is not. */
async function downloadOfficial(say: (line: string) => void): Promise<string | undefined> {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env;
  const host = ELECTRON_MIRROR ?? npm_config_electron_mirror ?? releaseHost;
  if (!(await canReach(host))) return `${new URL(host).host} cannot be reached`;
  say(`downloading Electron from ${new URL(host).host} …`);
  const code = await runFor(process.execPath, [join(launcher, 'install.js')], 300_000);
  return code === 0 ? undefined : `the download from ${new URL(host).host} failed`;
}

async function canReach(address: string): Promise<boolean> {
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    return false;
  }
}

function runFor(command: string, args: readonly string[], limitMs: number): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: limitMs });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
