/**
 * `npm run pack`: the packed program in `release/linux-unpacked`, offline, from the Electron at hand. `--release` sets every fuse
 * hard; without it the inspect fuse stays on, so that the tests can attach. `--no-build` packs what `out/` holds.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { electronRuntime } from './electron-runtime.ts';

const root = join(import.meta.dirname, '..');

const answer = await electronRuntime((line) => console.log(line));
if (!answer.found) {
  console.error(`no Electron to pack with: ${answer.reason}`);
  process.exit(1);
}
if (!process.argv.includes('--no-build')) await import('./build.ts');

const { dist, version } = answer.runtime;
const release = process.argv.includes('--release');
rmSync(join(root, 'release', 'linux-unpacked'), { recursive: true, force: true });
const packed = spawnSync(
  'electron-builder',
  [
    '--linux',
    'dir',
    '--config',
    'electron-builder.yml',
    '--publish',
    'never',
    `-c.electronVersion=${version}`,
    `-c.electronDist=${relative(root, dist)}`,
    `-c.electronFuses.enableNodeCliInspectArguments=${release ? 'false' : 'true'}`,
  ],
  { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', shell: process.platform === 'win32' },
);
if (packed.status !== 0) {
  console.error(packed.stdout, packed.stderr);
  process.exit(packed.status ?? 1);
}
console.log(`packed with Electron ${version}: release/linux-unpacked/yuanzhen`);
