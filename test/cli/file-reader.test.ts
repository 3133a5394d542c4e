/** One memory for all files: a longer one before must leave nothing in a shorter one after. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createFileReader } from '../../cli/file-reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'file-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('gives each file its own bytes, whatever was read before', () => {
  const read = createFileReader();
  const sizes = [3_000_000, 10, 0, 1_048_577, 70_000_000, 5];
  for (const [index, size] of sizes.entries()) {
    const path = join(folder, String(index));
    writeFileSync(path, Buffer.alloc(size, index + 1));
    const bytes = read(path);
    expect(bytes.length).toBe(size);
    expect(bytes.every((byte) => byte === index + 1)).toBe(true);
  }
  expect(() => read(join(folder, 'none'))).toThrow('ENOENT');
});
