/** Marks saved into a real archive: objects of the same study and no images of it, three saves all kept, read back to be changed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInstance } from '#shared/formats/dicom/describe-instance.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import type { MarkEvent, Measurement, ViewState } from '#shared/measure/marking.ts';
import type { Task } from '#shared/study/task.ts';
import { type Archive, openArchive } from '../../../main/archive/open-archive.ts';
import { readStudy } from '../../../main/archive/read-study.ts';
import type { Actor } from '../../../main/audit/actor.ts';
import { composeMarks } from '../../../main/compose/compose-marks.ts';
import type { StationParts } from '../../../main/compose/station-parts.ts';
import type { StationStages } from '../../../main/compose/station-stages.ts';
import { openStationDatabase } from '../../../main/database/open-database.ts';
import { syntheticCt } from '../../renderer/viewers/image/rig/synthetic-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-save-marks-'));
const opened = openStationDatabase(folder);
if (!opened.ok) throw new Error(opened.failure.message);
const database = opened.value;
let archive: Archive;
const told: string[] = [];
let marks: ReturnType<typeof composeMarks>;
const actor = (memberId: string) => ({ member: { memberId, name: '王医生' } }) as Actor;
const task = { taskId: 't1', studyInstanceUid: '2.25.1111' } as Task;

beforeAll(async () => {
  const made = await openArchive(
    {
      database,
      clock: () => 1,
      isIndexLost: false,
      onInstanceKept: () => undefined,
      onStoreChanged: () => undefined,
      log: { warn: () => undefined, error: () => undefined } as never,
    },
    folder,
  );
  if (!made.ok) throw new Error(made.failure.message);
  archive = made.value;
  for (const bytes of syntheticCt({ slices: 2, size: 64 })) {
    const header = readDicomHeader(bytes);
    if (!header.ok) throw new Error(header.failure.message);
    const described = describeInstance(header.value, true);
    if (!described.ok) throw new Error(described.failure.message);
    const temporary = archive.store.openTemporary();
    await temporary.write(Buffer.from(bytes));
    const kept = await archive.store.keep(temporary, described.value, { source: 'dicom', peer: 'CT' });
    if (!kept.ok) throw new Error(kept.failure.message);
  }
  const audit = { record: async (entry: { act: string }) => void told.push(entry.act) };
  const parts = {
    database,
    now: () => Date.UTC(2026, 10, 29, 4),
    audit,
    onQueued: () => told.push('queued'),
  } as unknown as StationParts;
  marks = composeMarks(parts, { archive } as StationStages);
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const image = {
  seriesInstanceUid: '2.25.1111.1',
  sopInstanceUid: '2.25.1111.1.2',
  sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
  frame: 1,
};
const line = (n: number): Measurement => ({
  id: `0b5dd0e4-7b1c-4d0f-8a5e-00000000000${n}`,
  tool: 'length',
  image,
  points: [
    [n, 4],
    [30, 8.5],
  ],
  text: '',
  textAt: [50, 50],
  quantities: [{ name: 'length', value: 13.25, unit: 'mm' }],
  method: 'pixel-spacing',
  magnification: null,
});
const view: ViewState = {
  image,
  window: { lower: -1350, upper: 149 },
  invert: false,
  rotation: 0,
  flipHorizontal: false,
  flipVertical: false,
  zoom: 1,
  pan: [0, 0],
};
const put = (n: number): MarkEvent => ({ do: 'put', measurement: line(n) });

test('nothing marked, nothing saved', async () => {
  const saved = await marks.save(actor('p1'), task, {});
  expect(saved.ok ? '' : saved.failure.code).toBe('marks-empty');
});

test('three saves are all kept beside the images; who reads next goes on from the last', async () => {
  await marks.add(actor('p1'), task, [put(1), { do: 'key', image, on: true }, { do: 'view', view }]);
  for (const n of [2, 3, 4]) {
    const saved = await marks.save(actor('p1'), task, { [line(1).id]: ['长度 13.3 mm', '像素间距'] });
    expect(saved).toEqual({ ok: true, value: { objects: 3 } });
    if (n < 4) await marks.add(actor('p1'), task, [put(n)]);
  }
  expect(told.filter((act) => act === 'saved-marks')).toHaveLength(3);
  const study = await readStudy(database, '2.25.1111');
  expect(study?.kind).toBe('imaging');
  expect(study?.series.map(({ modality, instances }) => [modality, instances.length])).toEqual([
    ['CT', 2],
    ['SR', 3],
    ['KO', 3],
    ['PR', 3],
  ]);
  const rows = database.sqlite
    .prepare("SELECT document FROM instance WHERE source = 'reading'")
    .pluck()
    .all();
  expect(rows).toEqual(Array(9).fill(1));

  const other = await marks.find(actor('p2'), task);
  expect(other).toEqual({
    measurements: [line(1), line(2), line(3)],
    keyImages: [image],
    views: [view],
    calibrations: [],
  });
  await marks.add(actor('p2'), task, [{ do: 'remove', id: line(2).id }]);
  expect((await marks.find(actor('p2'), task))?.measurements).toEqual([line(1), line(3)]);
  expect((await marks.find(actor('p1'), task))?.measurements).toHaveLength(3);
});

test('a calibration alone is saved, and whoever reads next measures by it', async () => {
  const reader = actor('p7');
  const calibration = { image, row: 0.5, column: 0.5, millimetres: 25 };
  await marks.add(reader, task, [{ do: 'calibrate', calibration }]);
  const saved = await marks.save(reader, task, {});
  expect(saved).toEqual({ ok: true, value: { objects: 1 } });
  expect((await marks.find(actor('p8'), task))?.calibrations).toEqual([calibration]);
});
