/** DCMTK's own tools as senders over loopback. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasSharedData, sharedDataFolder } from '../../../rig/shared-data.ts';
import { makeFacts, makeFile } from '../rig/data-set.ts';
import { openTestStation, type TestStation, until } from '../rig/test-station.ts';

const run = promisify(execFile);
const env = { ...process.env, TCP_NODELAY: '1' };
let station: TestStation;
let folder: string;

beforeEach(async () => {
  station = await openTestStation();
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-dcmtk-'));
});

afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true });
});

/** The pixel data's value: before it, the sender itself drops retired group lengths and mends a wrong VR. */
function pixelsOf(file: Buffer): Buffer {
  const little = file.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
  const at = little >= 0 ? little : file.lastIndexOf(Buffer.from([0x7f, 0xe0, 0x00, 0x10]));
  return file.subarray(at + 12);
}

/** The data set of a Part 10 file whose meta has a group length. */
function dataSetOf(file: Buffer): Buffer {
  return file.subarray(144 + file.readUInt32LE(140));
}

async function send(address: string, args: readonly string[]): Promise<void> {
  const [host = '', port = ''] = address.split(':');
  await run(
    'storescu',
    ['-aet', 'DCMTK', '-aec', 'YUANZHEN', ...args.slice(0, -1), host, port, args.at(-1) ?? ''],
    {
      env,
    },
  );
}

test('echoscu is answered, under the wrong name it is rejected', async () => {
  const source = await station.listen();
  const [host = '', port = ''] = source.address.split(':');
  await run('echoscu', ['-aec', 'YUANZHEN', host, port], { env });
  await expect(run('echoscu', ['-aec', 'WRONG', host, port], { env })).rejects.toThrow(
    /Called AE Title Not Recognized/,
  );
  station.policy.current = { ...station.policy.current, callers: [] };
  await expect(run('echoscu', ['-aec', 'YUANZHEN', host, port], { env })).rejects.toThrow(
    /Calling AE Title Not Recognized/,
  );
});

test('storescu sends a folder; the data sets are those that were sent', async () => {
  const source = await station.listen();
  const sent = new Map<string, Buffer>();
  for (let at = 0; at < 12; at += 1) {
    const facts = makeFacts({ pixelBytes: 100_000 });
    const file = makeFile(facts);
    writeFileSync(join(folder, `${at}.dcm`), file);
    sent.set(facts.sopInstanceUid, dataSetOf(file));
  }
  await send(source.address, ['+sd', folder]);
  await until(() => station.ended.length === 1);
  expect(station.ended[0]).toMatchObject({ outcome: 'released', callingAet: 'DCMTK' });
  expect(station.kept).toHaveLength(12);
  for (const kept of station.kept) {
    const stored = dataSetOf(readFileSync(station.vault.pathOf(kept.sha256)));
    expect(stored.equals(sent.get(kept.sopInstanceUid) ?? Buffer.alloc(0))).toBe(true);
  }
});

test.runIf(hasSharedData)('storescu sends real objects in every transfer syntax it knows', async () => {
  const source = await station.listen();
  const syntaxes: readonly (readonly [string, string])[] = [
    ['ctimage-implicit-le.dcm', '-xi'],
    ['ctimage-explicit-be.dcm', '-xb'],
    ['ctimage-rle.dcm', '-xr'],
    ['ctimage-jpeg-50-baseline.dcm', '-xy'],
    ['ctimage-jpeg-70-lossless-sv1.dcm', '-xs'],
    ['ctimage-jpegls-80.dcm', '-xt'],
    ['ctimage-j2k-90-lossless.dcm', '-xv'],
    ['ctimage-j2k-91.dcm', '-xw'],
  ];
  for (const [name, option] of syntaxes) {
    const path = join(sharedDataFolder, 'dicom/ct', name);
    const before = station.kept.length;
    await send(source.address, ['-R', option, path]);
    expect(station.kept.length, name).toBe(before + 1);
    const stored = readFileSync(station.vault.pathOf(station.kept[before]?.sha256 ?? ('' as never)));
    expect(pixelsOf(stored).equals(pixelsOf(readFileSync(path))), name).toBe(true);
  }
});

test.runIf(hasSharedData)('storescu sends a real series of one study', async () => {
  const source = await station.listen();
  const series = join(sharedDataFolder, 'dicom/ct-series-head-phantom');
  await send(source.address, ['+sd', series]);
  await until(() => station.ended.length === 1);
  expect(station.ended[0]?.stored).toHaveLength(readdirSync(series).length);
  expect(new Set(station.kept.map((one) => one.studyInstanceUid)).size).toBe(1);
});

test('four senders at once', async () => {
  const source = await station.listen();
  await Promise.all(
    Array.from({ length: 4 }, async (_one, n) => {
      const own = mkdtempSync(join(folder, `${n}-`));
      for (let at = 0; at < 6; at += 1) {
        writeFileSync(join(own, `${at}.dcm`), makeFile(makeFacts({ pixelBytes: 60_000 })));
      }
      await send(source.address, ['+sd', own]);
    }),
  );
  expect(station.kept.filter((one) => one.outcome === 'new')).toHaveLength(24);
});
