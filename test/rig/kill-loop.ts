/** kill -9 of a clinic station while several senders push, again and again; a ledger outside the store judges it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { proveLedger, soundProof } from './archive-ledger.ts';
import { type Ledger, makeSender, pause, startFaulty } from './faulty-station.ts';

export interface KillLoopReport {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly instances: number;
  /** What was wrong, by round; empty when nothing was. */
  readonly findings: readonly { readonly round: number; readonly what: string }[];
}

const senders = 4;

export async function runKillLoop(options: {
  readonly rounds: number;
  /** A whole number from 0 to `below` - 1. */
  readonly draw: (below: number) => number;
  /** The whole store is hashed after every so many rounds, and at the end. */
  readonly proveEvery: number;
  readonly goOn?: () => boolean;
}): Promise<KillLoopReport> {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-kill-'));
  const ledger: Ledger = new Map();
  const pushing = Array.from({ length: senders }, (_, at) =>
    makeSender(`S${at}`, ledger, [20_000, 3000, 1_300_000]),
  );
  const findings: { round: number; what: string }[] = [];
  let rounds = 0;
  let instances = 0;
  const prove = (): void => {
    const { acknowledged: _counted, instances: found, ...proof } = proveLedger(folder, ledger);
    instances = found;
    if (JSON.stringify(proof) !== JSON.stringify(soundProof))
      findings.push({ round: rounds, what: JSON.stringify(proof) });
  };
  while (rounds < options.rounds && options.goOn?.() !== false) {
    rounds += 1;
    const station = await startFaulty(folder);
    // Just started: what the last kill left has been cleared and checked by the station itself.
    if (rounds % options.proveEvery === 0) prove();
    const before = ledger.size;
    const ended = Promise.all(pushing.map((sender) => sender.push(String(station.ready.dicom))));
    for (const from = performance.now(); ledger.size === before && performance.now() - from < 10_000; )
      await pause(5);
    await pause(options.draw(700));
    await station.kill();
    await ended;
  }
  const last = await startFaulty(folder);
  prove();
  await last.stop();
  rmSync(folder, { recursive: true });
  return { rounds, acknowledged: ledger.size, instances, findings };
}
