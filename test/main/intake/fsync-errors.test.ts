/**
 * A disk that fails a sync, once, at any of the syncs of receiving (strace injects EIO): what met it is not acknowledged,
 * the station takes nothing new and says so within seconds, and after a restart everything acknowledged is there.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proveLedger, soundProof } from '../../rig/archive-ledger.ts';
import { type Ledger, makeSender, pause, startFaulty } from '../../rig/faulty-station.ts';

const points = (process.env.YUANZHEN_FSYNC_POINTS ?? '1,8').split(',').map(Number);

function hasStrace(): boolean {
  try {
    execFileSync('strace', ['-qq', '-e', 'trace=none', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The `point`-th sync of every thread from now on fails, and all after it: a disk that is dying. */
async function failSyncs(pid: number, point: number): Promise<ChildProcess> {
  const inject = `inject=fsync,fdatasync:error=EIO:when=${point}+`;
  const tracer = spawn('strace', ['-f', '-p', String(pid), '-e', 'trace=fsync,fdatasync', '-e', inject], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((resolve) => tracer.stderr?.once('data', () => resolve()));
  tracer.stderr?.resume();
  return tracer;
}

test.each(points)(
  'syncs that fail from the %i. on: never acknowledged, said, and sound after a restart',
  async (point) => {
    if (!hasStrace()) {
      console.log('SKIPPED fsync test: strace is not installed or may not trace here.');
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-fsync-'));
    const ledger: Ledger = new Map();
    const station = await startFaulty(folder);
    const tracer = await failSyncs(station.pid, point);
    const sender = makeSender('CT', ledger, [3000]);
    let isOver = false;
    const pushing = sender.push(String(station.ready.dicom), () => !isOver);
    const from = performance.now();
    const told = (): boolean =>
      readFileSync(join(folder, 'station.log'), 'utf8').includes('"code":"store-failing"');
    while (sender.refusals.length < 5 && performance.now() - from < 60_000) await pause(50);
    const acknowledged = ledger.size;
    await pause(500);
    // Once the disk has failed, nothing is taken any more: A700H, out of resources, the sender keeps it.
    expect(ledger.size).toBe(acknowledged);
    expect(sender.refusals.length).toBeGreaterThanOrEqual(5);
    expect(sender.refusals.slice(2).every((status) => status === 0xa700)).toBe(true);
    expect(told()).toBe(true);
    isOver = true;
    await station.kill();
    await pushing;
    tracer.kill();
    const again = await startFaulty(folder);
    const { acknowledged: _counted, instances: _found, ...proof } = proveLedger(folder, ledger);
    expect(proof).toEqual(soundProof);
    const before = ledger.size;
    await makeSender('CT', ledger, [3000]).push(String(again.ready.dicom), () => ledger.size < before + 3);
    expect(ledger.size).toBe(before + 3);
    await again.stop();
    rmSync(folder, { recursive: true });
  },
  240_000,
);
