/** What a shell says to the station it starts, over a real pipe of a real child process. */
import { spawn } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readStarterInput } from '../../../cli/station/starter-input.ts';

const part = Buffer.alloc(32, 7);

describe('the line of the seal', () => {
  it('gives the 32 bytes while the stream stays open', async () => {
    const input = new PassThrough();
    const starter = readStarterInput(input);
    input.write(`${part.toString('base64')}\n`);
    expect(await starter.seal).toEqual({ ok: true, value: part });
    expect(input.destroyed).toBe(false);
    starter.close();
    expect(input.destroyed).toBe(true);
  });

  it('may be empty, or never come', async () => {
    const empty = new PassThrough();
    empty.write('\n');
    expect(await readStarterInput(empty).seal).toEqual({ ok: true, value: null });
    const gone = new PassThrough();
    gone.end();
    expect(await readStarterInput(gone).seal).toEqual({ ok: true, value: null });
  });

  it('is refused when it is cut short', async () => {
    const input = new PassThrough();
    input.end(part.toString('base64').slice(0, 20));
    const seal = await readStarterInput(input).seal;
    expect(seal).toMatchObject({ ok: false, failure: { code: 'usage' } });
  });
});

it('ends when the process at the other end is killed', async () => {
  const shell = spawn(process.execPath, [
    '-e',
    `console.log('${part.toString('base64')}'); setInterval(() => {}, 1000)`,
  ]);
  const starter = readStarterInput(shell.stdout);
  expect((await starter.seal).ok).toBe(true);
  let ended = false;
  const end = starter.ended.then(() => {
    ended = true;
  });
  expect(ended).toBe(false);
  shell.kill('SIGKILL');
  await end;
  expect(ended).toBe(true);
});
