/** A program of the practice region: ready by its line, named and started again after a crash, quiet when all is ending. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { pickPort } from '../../../scripts/practice/pick-port.ts';
import { watchProgram } from '../../../scripts/practice/watched-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-watched-'));
afterAll(() => rmSync(folder, { recursive: true }));

function program(name: string, text: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return file;
}

it('starts a killed program again and says so, then stops it', async () => {
  const file = program(
    'steady',
    `console.log(JSON.stringify({ ready: true, at: 7 })); process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`,
  );
  const said: string[] = [];
  const plan = {
    name: 'steady',
    args: () => [file],
    logFile: join(folder, 'a.log'),
    ending: new AbortController().signal,
  };
  const watched = await watchProgram(plan, (line) => said.push(line));
  expect(watched.ready.at).toBe(7);
  const first = watched.pid();
  process.kill(first ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(watched.pid() !== undefined && watched.pid() !== first).toBe(true), 10_000);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('SIGKILL');
  await watched.stop();
  expect(watched.pid()).toBeUndefined();
});

it('gives the last words of a program that cannot start, and keeps them in its log', async () => {
  const file = program('broken', `console.error('no such folder'); process.exit(1);`);
  const plan = {
    name: 'broken',
    args: () => [file],
    logFile: join(folder, 'b.log'),
    ending: new AbortController().signal,
  };
  await expect(watchProgram(plan, () => undefined)).rejects.toThrow('broken: no such folder');
  expect(readFileSync(join(folder, 'b.log'), 'utf8')).toContain('no such folder');
});

it('takes another port where the usual one is taken', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const address = holder.address();
  const taken = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await pickPort(taken)).not.toBe(taken);
  holder.close();
});
