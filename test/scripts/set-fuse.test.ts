/** A fuse is one byte behind Electron's sentinel, wherever in the binary that lies. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { setFuse } from '../../scripts/set-fuse.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-fuse-'));
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
afterAll(() => rmSync(folder, { recursive: true }));

it.each([0, 1000, 16 * 1024 * 1024 - 5])('sets the fourth fuse with the sentinel at %i', (at) => {
  const file = join(folder, `binary-${at}`);
  const before = Buffer.concat([
    Buffer.alloc(at, 1),
    Buffer.from(`${sentinel}\x01\x080000100`),
    Buffer.alloc(64),
  ]);
  writeFileSync(file, before);
  setFuse(file, 3, true);
  const after = readFileSync(file);
  expect(after.length).toBe(before.length);
  expect(after.subarray(at + sentinel.length + 2, at + sentinel.length + 9).toString()).toBe('0001100');
});

it('refuses a file without fuses', () => {
  const file = join(folder, 'plain');
  writeFileSync(file, 'nothing here');
  expect(() => setFuse(file, 3, true)).toThrow('no fuses');
});
