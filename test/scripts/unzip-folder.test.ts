/** Chosen files of one folder of a zip, and nothing outside the target. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { unzipFolder } from '../../scripts/unzip-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-zip-'));
afterAll(() => rmSync(folder, { recursive: true }));

function zipOf(files: Record<string, string>): string {
  const path = join(folder, `${Object.keys(files).length}.zip`);
  const bytes = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]));
  writeFileSync(path, zipSync(bytes));
  return path;
}

it('takes what is wanted, with the executable bit where asked', async () => {
  const zip = zipOf({
    'App/run': 'program',
    'App/data/a.txt': 'text',
    'App/skip.txt': 'no',
    'Other/b': 'no',
  });
  const target = join(folder, 'out');
  await unzipFolder(zip, 'App/', target, {
    wanted: (name) => name !== 'skip.txt',
    executable: (name) => name === 'run',
  });
  expect(readFileSync(join(target, 'data', 'a.txt'), 'utf8')).toBe('text');
  expect(statSync(join(target, 'run')).mode & 0o111).not.toBe(0);
  expect(existsSync(join(target, 'skip.txt'))).toBe(false);
  expect(existsSync(join(target, 'b'))).toBe(false);
});

it('refuses a name that climbs out', async () => {
  const zip = zipOf({ 'App/../../evil': 'x' });
  const choice = { wanted: () => true, executable: () => false };
  await expect(unzipFolder(zip, 'App/', join(folder, 'out2'), choice)).rejects.toThrow('outside');
});
