/**
 * Bench `region`: 700 stations of townships and 40 readers, each a client with a socket of its own, on one real exchange. A day is
 * replayed at 20×, the busiest hour of it unless `--hour N` or `--day` is given. Then the worklist's queries on a million tasks (`--tasks N`).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { busiestHour, drawDay, hourMs } from './region/day.ts';
import { measureQueries } from './region/measure-queries.ts';
import { replay } from './region/replay.ts';

const number = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    day: { type: 'boolean', default: false },
    hour: number,
    stations: number,
    readers: number,
    speed: number,
    tasks: number,
    seed: number,
  },
});
const stations = Number(values.stations ?? 700);
const readers = Number(values.readers ?? 40);
const speed = Number(values.speed ?? 20);
const tasks = Number(values.tasks ?? 1_000_000);
const day = drawDay(stations, Number(values.seed ?? 1));
const from = values.day ? 0 : Number(values.hour ?? busiestHour) * hourMs;
const to = values.day ? 24 * hourMs : from + hourMs;
const exams = day.filter((exam) => exam.at >= from && exam.at < to);

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-region-'));
const load = (): number => Math.round((loadavg()[0] ?? 0) * 10) / 10;
try {
  const loadBefore = load();
  const region = await replay({ folder: join(folder, 'region'), stations, readers, speed, exams, from, to });
  console.log(
    JSON.stringify({
      bench: 'region',
      unit: 'ms',
      loadBefore,
      load: load(),
      stations,
      readers,
      speed,
      ...region,
    }),
  );
  const queries = tasks > 0 ? await measureQueries(join(folder, 'tasks'), tasks) : { pass: true };
  if (tasks > 0)
    console.log(JSON.stringify({ bench: 'region queries', unit: 'ms', load: load(), tasks, ...queries }));
  process.exitCode = region.pass && queries.pass ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
