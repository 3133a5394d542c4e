/** inspect, pixels and ecg as a person types them: lines, folders, refusals and exit codes. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Language } from '#shared/failure.ts';
import type { CommandIo } from '../../cli/command-io.ts';
import { run as ecg } from '../../cli/commands/ecg.ts';
import { run as inspect } from '../../cli/commands/inspect.ts';
import { run as pixels } from '../../cli/commands/pixels.ts';
import { ecgFile, sliceFile } from '../builders/dicom-objects.ts';

const folder = mkdtempSync(join(tmpdir(), 'yuanzhen-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

mkdirSync(join(folder, 'b', 'inner'), { recursive: true });
writeFileSync(join(folder, 'b', 'inner', 'slice.dcm'), sliceFile());
writeFileSync(join(folder, 'b', 'cut.dcm'), sliceFile().subarray(0, -20));
writeFileSync(join(folder, 'a.txt'), 'a letter');
const lead = { code: '2:2', meaning: '', samples: [0, 1000, -500] };
const group = { label: 'RHYTHM', samplingHz: 500, interpretation: 'SS', bits: 16, leads: [lead] };
writeFileSync(join(folder, 'c.dcm'), ecgFile([group]));

type Run = (args: readonly string[], io: CommandIo) => Promise<number>;

async function type(run: Run, args: readonly string[], language: Language = 'en') {
  const out: string[] = [];
  const err: string[] = [];
  const io: CommandIo = { out: (line) => out.push(line), err: (line) => err.push(line), language, env: {} };
  const exit = await run(args, io);
  return { exit, out, err, lines: () => out.map((line) => JSON.parse(line)) };
}

describe('inspect', () => {
  test('walks folders in order, one line a file, and ends with 1 when one is refused', async () => {
    const typed = await type(inspect, [folder, '--json']);
    expect(typed.exit).toBe(1);
    expect(typed.lines()).toMatchObject([
      { path: `${folder}/a.txt`, ok: false, failure: { code: 'format-unknown' } },
      { path: `${folder}/b/cut.dcm`, ok: true, complete: false },
      { path: `${folder}/b/inner/slice.dcm`, ok: true, complete: true },
      { path: `${folder}/c.dcm`, ok: true, kind: 'ecg', rows: null },
    ]);
  });

  test('gives exactly the fields of the contract', async () => {
    const typed = await type(inspect, [`${folder}/b/inner/slice.dcm`, '--json']);
    expect(typed.exit).toBe(0);
    expect(typed.lines()).toEqual([
      {
        path: `${folder}/b/inner/slice.dcm`,
        ok: true,
        format: 'dicom',
        kind: 'imaging',
        patient: { name: 'Wang^XiaoDong', id: 'P1', sex: 'F', birthDate: '1970-02-28' },
        studyInstanceUid: '1.2.3',
        seriesInstanceUid: '1.2.3.1',
        sopInstanceUid: '1.2.3.4',
        sopClass: '1.2.840.10008.5.1.4.1.1.2',
        sopClassName: 'CT Image Storage',
        modality: 'CT',
        transferSyntax: '1.2.840.10008.1.2.1',
        rows: 16,
        columns: 16,
        frames: 1,
        complete: true,
        textCorrection: null,
        warnings: [],
        ecg: null,
      },
    ]);
  });

  test('an incomplete file alone is no refusal; a missing one is', async () => {
    expect((await type(inspect, [`${folder}/b/cut.dcm`])).exit).toBe(0);
    const missing = await type(inspect, [`${folder}/none`, '--json'], 'zh-CN');
    expect(missing.exit).toBe(1);
    expect(missing.lines()[0].failure).toMatchObject({
      code: 'file-unreadable',
      message: expect.stringContaining('无法'),
    });
  });

  test.each([[[]], [['--wrong', 'x']]])('wrong usage ends with 2: %s', async (args) => {
    expect((await type(inspect, args)).exit).toBe(2);
  });
});

test('pixels', async () => {
  const typed = await type(pixels, [join(folder, 'b'), '--json']);
  expect(typed.exit).toBe(1);
  expect(typed.lines()).toMatchObject([
    { ok: false, failure: { code: 'pixel-data-short' } },
    { ok: true, rows: 16, columns: 16, frames: 1, samplesPerPixel: 1, min: -100, max: 155, mean: 27.5 },
  ]);
  expect(typed.lines()[1].sha256).toMatch(/^[0-9a-f]{64}$/);
});

test('ecg', async () => {
  const typed = await type(ecg, [join(folder, 'c.dcm'), join(folder, 'b', 'cut.dcm'), '--json']);
  expect(typed.exit).toBe(1);
  expect(typed.lines()).toMatchObject([
    {
      path: `${folder}/c.dcm`,
      ok: true,
      format: 'dicom',
      leads: ['II'],
      samplingHz: 500,
      samples: 3,
      durationS: 0.006,
      amplitudeMv: { II: { min: -0.5, max: 1 } },
    },
    { path: `${folder}/b/cut.dcm`, ok: false, failure: expect.objectContaining({ code: 'no-waveform' }) },
  ]);
});
