/**
 * Before the tests: bundles the programs as the pack does, so that each of the hundreds of processes the tests start reads a
 * few files instead of a thousand. Only what changed is written, each file at once: runs side by side do not disturb each other.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOf } from '../../scripts/build-station.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'test-output', 'program');

export async function setup(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { outputFiles = [] } = await build({ ...bundleOf(folder), write: false });
  for (const { path, contents } of outputFiles) writeChanged(path, contents);
  writeChanged(join(folder, 'yuanzhen.mjs'), readFileSync(join(root, 'cli', 'yuanzhen.mjs')));
}

function writeChanged(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, bytes);
  renameSync(partial, path);
}
