/** The display function against the table of PS3.14 Annex B and against DCMTK, which works it out by itself. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jndOfLuminance, luminanceOfJnd } from '#shared/measure/display-function.ts';

test('the first and the last rows of Table B-1', () => {
  const table = [
    [1, 0.05],
    [2, 0.0547],
    [3, 0.0594],
    [4, 0.0643],
    [5, 0.0696],
    [10, 0.0991],
    [1022, 3967.547],
    [1023, 3993.404],
  ] as const;
  for (const [jnd, luminance] of table)
    expect(Math.abs(luminanceOfJnd(jnd) - luminance)).toBeLessThan(Math.max(0.00006, luminance * 3e-5));
});

test('there and back: within a tenth of a JND over the whole range', () => {
  for (let jnd = 1; jnd <= 1023; jnd += 1)
    expect(Math.abs(jndOfLuminance(luminanceOfJnd(jnd)) - jnd)).toBeLessThan(0.1);
});

test('DCMTK works out the same curve of 1023 levels', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-gsdf-'));
  const file = join(folder, 'gsdf.txt');
  execFileSync('dcmdspfn', ['+Il', '0.05', '3993.404', '+Cd', '1023', '+Og', file]);
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\d+\t/.test(line))
    .map((line) => line.split('\t').map(Number) as [number, number]);
  rmSync(folder, { recursive: true });
  expect(rows).toHaveLength(1023);
  const [first, last] = [jndOfLuminance(0.05), jndOfLuminance(3993.404)];
  // It draws a spline through the whole JND, which is off a little where the curve bends most.
  for (const [level, luminance] of rows) {
    const own = luminanceOfJnd(first + ((last - first) * level) / 1022);
    expect(Math.abs(own / luminance - 1), `level ${level}`).toBeLessThan(5e-4);
  }
});
