/**
 * Bench `receive`: instances per second that a listener stores, ours (durable: fsync, rename, fsync of the folder, commit,
 * then the answer) against DCMTK storescp, Orthanc, a dcmjs-dimse listener and a bare durable one, in one run, from one sender.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildStation } from '../scripts/build-station.ts';
import { quantile } from './figures/summary.ts';
import { type Listener, listeners } from './receive/listeners.ts';
import { pushTo } from './receive/push-objects.ts';

interface Load {
  readonly name: string;
  readonly count: number;
  readonly pixelBytes: number;
}

const share = Number(process.argv[2] ?? 1);
/** Names of listeners, comma between; all when left out. */
const wanted = process.argv[3]?.split(',');
const loads: readonly Load[] = [
  { name: 'ct', count: Math.round(1000 * share), pixelBytes: 512 * 1024 },
  { name: 'ecg', count: Math.round(300 * share), pixelBytes: 150 * 1024 },
];
const associations = [1, 4];
const rounds = 3;

await buildStation();
/** On the disk where the station keeps its data, never on a memory file system. */
const folder = mkdtempSync(join(process.cwd(), 'bench-receive-'));
const rates = new Map<string, number[]>();
/** Processor time an object, in ms. */
const costs = new Map<string, number[]>();
const peaks = new Map<string, number>();
/** At the end of a push, with the code that the processes of a listener share counted once. */
const memory = new Map<string, number>();
const missing: string[] = [];
// Also when it is stopped half way nothing may be left running or lying about.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
  const opened: Listener[] = [];
  for (const make of listeners) {
    if (wanted?.includes(make.name) === false) continue;
    const listener = await make(folder);
    if (typeof listener === 'string') missing.push(listener);
    else opened.push(listener);
  }
  let serial = 0;
  for (const load of loads) {
    for (const parallel of associations) {
      // Neighbouring rounds: on a shared machine only ratios mean something.
      for (let round = 0; round < rounds; round += 1) {
        for (const listener of opened) {
          serial += 1;
          const spent = listener.processorMs();
          const seconds = await pushTo(listener, { ...load, parallel, serial });
          const key = `${load.name} ${parallel} ${listener.name}`;
          rates.set(key, [...(rates.get(key) ?? []), load.count / seconds]);
          costs.set(key, [...(costs.get(key) ?? []), (listener.processorMs() - spent) / load.count]);
          peaks.set(listener.name, listener.peakRssMb());
          memory.set(listener.name, Math.max(memory.get(listener.name) ?? 0, listener.memoryMb()));
        }
      }
    }
  }
  for (const listener of opened) await listener.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const ofPeers = (what: ReadonlyMap<string, number[]>, key: string, digits: number): Record<string, number> =>
  Object.fromEntries(
    [...peaks.keys()].map((name) => [
      name,
      Number(quantile(what.get(`${key} ${name}`) ?? [], 0.5).toFixed(digits)),
    ]),
  );
const cells = loads.flatMap((load) =>
  associations.map((parallel) => {
    const perSecond = ofPeers(rates, `${load.name} ${parallel}`, 1);
    const processorMs = ofPeers(costs, `${load.name} ${parallel}`, 2);
    const ours = perSecond.yuanzhen ?? Number.NaN;
    const times = (name: string): number | null =>
      perSecond[name] === undefined ? null : Math.round((ours / perSecond[name]) * 100) / 100;
    return {
      load: load.name,
      count: load.count,
      associations: parallel,
      perSecond,
      processorMs,
      ofStorescp: times('storescp'),
      ofOrthanc: times('orthanc'),
      ofBare: times('bare'),
    };
  }),
);
const peakRssMb = Object.fromEntries(peaks);
const pass =
  cells.every((cell) => (cell.ofStorescp ?? 1) >= 1 && (cell.ofOrthanc ?? 2) >= 2) &&
  (peakRssMb.yuanzhen ?? 0) <= 150;
console.log(
  JSON.stringify({
    bench: 'receive',
    rounds,
    unit: 'instances/s',
    cells,
    peakRssMb,
    memoryMb: Object.fromEntries(memory),
    missing,
    goal: { ofStorescp: 1, ofOrthanc: 2, peakRssMb: 150 },
    pass,
  }),
);
process.exit(0);
