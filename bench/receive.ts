/**
 * Bench `receive`: instances per second that a listener stores, ours (durable: fsync, rename, fsync of the folder, commit,
 * then the answer) against DCMTK storescp, Orthanc and a dcmjs-dimse listener, in one run, from one and the same sender.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildStation } from '../scripts/build-station.ts';
import { summary } from './figures/summary.ts';
import { type Listener, listeners } from './receive/listeners.ts';
import { pushTo } from './receive/push-objects.ts';

interface Load {
  readonly name: string;
  readonly count: number;
  readonly pixelBytes: number;
}

const share = Number(process.argv[2] ?? 1);
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
const peaks = new Map<string, number>();
const missing: string[] = [];
// Also when it is stopped half way nothing may be left running or lying about.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
try {
  const opened: Listener[] = [];
  for (const make of listeners) {
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
          const seconds = await pushTo(listener, { ...load, parallel, serial });
          const key = `${load.name} ${parallel} ${listener.name}`;
          rates.set(key, [...(rates.get(key) ?? []), load.count / seconds]);
          peaks.set(listener.name, listener.peakRssMb());
        }
      }
    }
  }
  for (const listener of opened) await listener.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const rateOf = (load: string, parallel: number, name: string): number =>
  summary(rates.get(`${load} ${parallel} ${name}`) ?? []).median;
const cells = loads.flatMap((load) =>
  associations.map((parallel) => {
    const names = [...peaks.keys()];
    const perSecond = Object.fromEntries(names.map((name) => [name, rateOf(load.name, parallel, name)]));
    const ours = perSecond.yuanzhen ?? Number.NaN;
    const times = (name: string): number | null =>
      perSecond[name] === undefined ? null : Math.round((ours / perSecond[name]) * 100) / 100;
    return {
      load: load.name,
      count: load.count,
      associations: parallel,
      perSecond,
      ofStorescp: times('storescp'),
      ofOrthanc: times('orthanc'),
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
    missing,
    goal: { ofStorescp: 1, ofOrthanc: 2, peakRssMb: 150 },
    pass,
  }),
);
process.exit(0);
