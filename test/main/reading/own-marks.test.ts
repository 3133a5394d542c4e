/** Marks event by event in a real database, and after SIGKILL of the process that wrote them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { MarkEvent, Measurement } from '#shared/measure/marking.ts';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { createOwnMarks } from '../../../main/reading/own-marks.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-marks-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const image = { seriesInstanceUid: '2.25.1', sopInstanceUid: '2.25.2', sopClassUid: '1.2', frame: 3 };
const [a, b, dragged] = [1, 2, 3].map((n) => `0b5dd0e4-7b1c-4d0f-8a5e-00000000000${n}`) as [
  string,
  string,
  string,
];
const line = (id: string, x: number): Measurement => ({
  id,
  tool: 'length',
  image,
  points: [
    [x, 1.25],
    [40, 8],
  ],
  text: '',
  textAt: [10.5, 20],
  quantities: [{ name: 'length', value: 19.5, unit: 'mm' }],
  method: 'pixel-spacing',
  magnification: null,
});

test('events make the state; each reader has his own, each study its own', async () => {
  const opened = openStationDatabase(newFolder());
  if (!opened.ok) throw new Error(opened.failure.message);
  const marks = createOwnMarks({ database: opened.value, now: () => 1 });
  expect(marks.find('s1', 'p1')).toBeNull();
  const events: MarkEvent[] = [
    { do: 'put', measurement: line(a, 1) },
    { do: 'put', measurement: line(b, 2) },
    { do: 'key', image, on: true },
    { do: 'put', measurement: line(a, 5) },
  ];
  await marks.add('s1', 'p1', events);
  await marks.add('s1', 'p1', [
    { do: 'remove', id: b },
    { do: 'key', image: { ...image, frame: 4 }, on: true },
    { do: 'key', image, on: false },
  ]);
  expect(marks.find('s1', 'p1')).toEqual({
    measurements: [line(a, 5)],
    keyImages: [{ ...image, frame: 4 }],
    views: [],
    calibrations: [],
  });
  expect(marks.find('s1', 'p2')).toBeNull();
  expect(marks.find('s2', 'p1')).toBeNull();
  opened.value.close();
});

test('a long way to a state is forgotten, the state is not', async () => {
  const opened = openStationDatabase(newFolder());
  if (!opened.ok) throw new Error(opened.failure.message);
  const marks = createOwnMarks({ database: opened.value, now: () => 1 });
  const rows = () => opened.value.sqlite.prepare('SELECT count(*) FROM markEvent').pluck().get() as number;
  await marks.add('s1', 'p2', [{ do: 'put', measurement: line(b, 7) }]);
  // A handle is dragged for minutes.
  for (let x = 1; x <= 40; x += 1) {
    const drag = Array.from(
      { length: 30 },
      (_, at): MarkEvent => ({
        do: 'put',
        measurement: line(a, x * 30 + at),
      }),
    );
    await marks.add('s1', 'p1', [...drag, { do: 'key', image: { ...image, frame: x }, on: true }]);
    const found = marks.find('s1', 'p1');
    expect(found?.measurements).toEqual([line(a, x * 30 + 29)]);
    expect(found?.keyImages.map(({ frame }) => frame)).toEqual(Array.from({ length: x }, (_, at) => at + 1));
  }
  expect(rows()).toBeLessThan(600);
  // What is not past stays, however much it is.
  const many = Array.from(
    { length: 500 },
    (_, frame): MarkEvent => ({
      do: 'key',
      image: { ...image, sopInstanceUid: '2.25.3', frame: frame + 1 },
      on: true,
    }),
  );
  await marks.add('s1', 'p3', many);
  expect(marks.find('s1', 'p3')?.keyImages).toHaveLength(500);
  // All taken away again: that is his state, and not that he never marked anything.
  await marks.add(
    's1',
    'p3',
    many.map((event) => ({ ...event, on: false }) as MarkEvent),
  );
  expect(marks.find('s1', 'p3')).toEqual({ measurements: [], keyImages: [], views: [], calibrations: [] });
  expect(marks.find('s1', 'p2')?.measurements).toEqual([line(b, 7)]);
  opened.value.close();
});

test('what was answered is there after kill -9', async () => {
  const folder = newFolder();
  const program = `
    const { openStationDatabase } = await import(${JSON.stringify(join(import.meta.dirname, '../../../main/database/open-database.ts'))});
    const { createOwnMarks } = await import(${JSON.stringify(join(import.meta.dirname, '../../../main/reading/own-marks.ts'))});
    const marks = createOwnMarks({ database: openStationDatabase(${JSON.stringify(folder)}).value, now: () => 1 });
    const measurement = ${JSON.stringify(line(dragged, 0))};
    for (let x = 1; ; x += 1) {
      await marks.add('s1', 'p1', [{ do: 'put', measurement: { ...measurement, points: [[x, 1], [2, 2]] } }]);
      process.stdout.write(x + '\\n');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = 0;
  child.stdout.on('data', (bytes: Buffer) => {
    told = Number(bytes.toString().trim().split('\n').at(-1));
    if (told >= 20) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(told).toBeGreaterThanOrEqual(20);
  const opened = openStationDatabase(folder);
  if (!opened.ok) throw new Error(opened.failure.message);
  const found = createOwnMarks({ database: opened.value, now: () => 1 }).find('s1', 'p1');
  expect(found?.measurements[0]?.points[0]?.[0]).toBeGreaterThanOrEqual(told);
  opened.value.close();
}, 60_000);
