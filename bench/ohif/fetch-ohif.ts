/**
 * OHIF's own production bundle, as its authors publish it in the npm package `@ohif/app` (MIT): fetched once into the cache folder by
 * the bench that compares with it, checked against a pinned hash; nobody else pays for its 50 MB.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const ohifVersion = '3.13.2';
const integrity = 'WZdxmpmG7rqFgW9ZJLcbgr3XCtLi1KDNPoMaeY5PPe6j4G4fjEjjkycZM6C6Zk2F87BKxFfpq+jd5xXZB9E8EA==';

const run = promisify(execFile);

/** The folder of the bundle; null, with the reason on the error stream, where it cannot be had. */
export async function fetchOhif(): Promise<string | null> {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'yuanzhen');
  const folder = join(cache, `ohif-${ohifVersion}`);
  if (existsSync(join(folder, 'index.html'))) return folder;
  const work = join(cache, `fetching-${process.pid}`);
  try {
    mkdirSync(work, { recursive: true });
    const name = `@ohif/app@${ohifVersion}`;
    console.error(`fetching ${name} from the package registry (50 MB, once) …`);
    await run('npm', ['pack', name, '--silent', '--pack-destination', work], { timeout: 600_000 });
    const archive = join(work, readdirSync(work).find((file) => file.endsWith('.tgz')) ?? '');
    if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== integrity) {
      throw new Error(`${name} does not match its pinned hash`);
    }
    const wanted = ['-C', work, '--exclude=*.map', 'package/dist'];
    await run('tar', ['-xzf', archive, ...wanted], { timeout: 120_000 });
    if (!existsSync(folder)) renameSync(join(work, 'package', 'dist'), folder);
    return folder;
  } catch (error) {
    console.error(`without OHIF: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    return null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
