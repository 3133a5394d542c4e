/** What lies in the packed station beside its bundle: every package is there whole, and a report can be drawn by it. */
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { unbundled } from '../../scripts/build-station.ts';
import { reportBody } from '../builders/report.ts';
import { packedProgram } from '../rig/launch-electron.ts';

const station = join(dirname(packedProgram), 'resources', 'station');

it.each(unbundled)('%s lies in the pack and can be loaded from there', async (name) => {
  const found = createRequire(join(station, 'yuanzhen-cli.mjs')).resolve(name);
  expect(found.startsWith(station)).toBe(true);
  // As the bundle loads it: another entry, with other files, than `require` may take.
  const text = `console.log(Object.keys(await import(${JSON.stringify(name)})).length)`;
  const loaded = execFileSync(process.execPath, ['--input-type=module', '--eval', text], { cwd: station });
  expect(Number(loaded)).toBeGreaterThan(0);
});

it('draws a report', async () => {
  const signer = { role: 'author', memberId: 'm1', name: '李明', licence: '1104', at: 1_790_000_400_000 };
  const input = { body: reportBody(), signers: [signer], waveform: null, long: null, picture: null };
  const thread = new Worker(join(station, 'pdf-worker.mjs'), {
    env: { ...process.env, YUANZHEN_FONTS: join(dirname(station), 'fonts') },
  });
  const drawn = answerOf(thread);
  thread.postMessage({ number: 1, input });
  const { pdf, error } = (await drawn) as { pdf?: Uint8Array; error?: string };
  expect(error).toBeUndefined();
  expect(
    Buffer.from(pdf ?? [])
      .subarray(0, 5)
      .toString('latin1'),
  ).toBe('%PDF-');
});

async function answerOf(thread: Worker): Promise<unknown> {
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
    });
  } finally {
    await thread.terminate();
  }
}
