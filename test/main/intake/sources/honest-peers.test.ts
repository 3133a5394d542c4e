/** Other people's senders over loopback: DCMTK's dcmsend, Orthanc and dcmjs-dimse; what each sent is kept, pixels byte for byte. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sliceFile } from '../../../builders/dicom-objects.ts';
import { hasSharedData, sharedDataFolder } from '../../../rig/shared-data.ts';
import { type DataSetFacts, makeFacts, makeFile } from '../rig/data-set.ts';
import { orthancProgram, startOrthanc } from '../rig/orthanc.ts';
import { openTestStation, type TestStation, until } from '../rig/test-station.ts';

const run = promisify(execFile);
const env = { ...process.env, TCP_NODELAY: '1' };
let station: TestStation;
let folder: string;

beforeEach(async () => {
  station = await openTestStation();
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-peers-'));
});
afterEach(async () => {
  await station.close();
  rmSync(folder, { recursive: true });
});

/** Objects of several sizes, each with pixels of its own. */
function writeObjects(count: number, below = folder): DataSetFacts[] {
  return Array.from({ length: count }, (_, at) => {
    const facts = makeFacts({ pixelBytes: 1000 + at * 37_000, fill: at + 1 });
    mkdirSync(below, { recursive: true });
    writeFileSync(join(below, `${at}.dcm`), makeFile(facts));
    return facts;
  });
}

/** Every object is in index and vault once, and its pixels are those that were sent. */
function expectKept(sent: readonly DataSetFacts[]): void {
  const byUid = new Map(station.kept.map((one) => [one.sopInstanceUid, one]));
  expect([...byUid.keys()].sort()).toEqual(sent.map((one) => one.sopInstanceUid).sort());
  for (const { sopInstanceUid, pixelBytes, fill } of sent) {
    const kept = byUid.get(sopInstanceUid);
    const stored = readFileSync(station.vault.pathOf(kept?.sha256 ?? ('' as never)));
    const pixels = stored.subarray(stored.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00])) + 12);
    expect(pixels.subarray(0, pixelBytes).equals(Buffer.alloc(pixelBytes, fill)), sopInstanceUid).toBe(true);
  }
  expect(station.refused).toEqual([]);
}

const args = (address: string) => address.split(':') as [host: string, port: string];

test('dcmsend sends folders below folders, and says of each object that it arrived', async () => {
  const { address } = await station.listen();
  const sent = [...writeObjects(8), ...writeObjects(4, join(folder, 'more', 'below'))];
  const report = join(folder, 'report.txt');
  await run('dcmsend', ['-aec', 'YUANZHEN', '+sd', '+r', '+crf', report, ...args(address), folder], { env });
  await until(() => station.ended.length === 1);
  expectKept(sent);
  expect(readFileSync(report, 'utf8')).toMatch(/sent to the peer\s*: 12\s+\* with status SUCCESS\s*: 12/);
});

test('dcmsend opens an association for each batch of mixed transfer syntaxes, and what came twice is one object', async () => {
  const { address } = await station.listen();
  const root = '1.2.840.10008.1.2';
  for (const [at, syntax] of [root, `${root}.1`, `${root}.2`].entries()) {
    const file = Buffer.from(sliceFile(syntax));
    // The three are one object in three encodings: each gets a UID of its own.
    file.write(`1.2.3.${at + 5}`, file.lastIndexOf('1.2.3.4'));
    writeFileSync(join(folder, `${at}.dcm`), file);
  }
  const send = () =>
    run('dcmsend', ['-aec', 'YUANZHEN', '--multi-associations', '+sd', ...args(address), folder], { env });
  await send();
  await send();
  await until(() => station.kept.length === 6);
  expect(station.kept.filter((one) => one.outcome === 'new')).toHaveLength(3);
  expect(station.kept.filter((one) => one.outcome === 'same')).toHaveLength(3);
});

test.runIf(hasSharedData)('dcmsend sends a real series whole', async () => {
  const { address } = await station.listen();
  const series = join(sharedDataFolder, 'dicom/ct-series-head-phantom');
  await run('dcmsend', ['-aec', 'YUANZHEN', '+sd', ...args(address), series], { env });
  await until(() => station.ended.length === 1);
  expect(station.kept).toHaveLength(readdirSync(series).length);
});

test.skipIf(orthancProgram === null)(
  'Orthanc (apt-get install orthanc) sends on what it holds, and once more when it is asked again',
  async () => {
    const { address } = await station.listen();
    const orthanc = await startOrthanc(orthancProgram ?? '', address);
    try {
      expect(await orthanc.echo()).toBe(true);
      const sent = writeObjects(9);
      for (const name of readdirSync(folder))
        await orthanc.keep(new Uint8Array(readFileSync(join(folder, name))));
      expect(await orthanc.sendAll()).toBe(true);
      expectKept(sent);
      expect(await orthanc.sendAll()).toBe(true);
      expect(station.kept.filter((one) => one.outcome === 'new')).toHaveLength(sent.length);
      station.policy.current = { ...station.policy.current, callers: [] };
      expect(await orthanc.sendAll()).toBe(false);
    } finally {
      await orthanc.stop();
    }
  },
  120_000,
);

test('dcmjs-dimse sends what it read, and is answered success for each', async () => {
  const { address } = await station.listen();
  const sent = writeObjects(7);
  const files = sent.map((_, at) => join(folder, `${at}.dcm`));
  const sender = join(import.meta.dirname, '..', 'rig', 'dcmjs-sender.mjs');
  const { stdout } = await run(process.execPath, [sender, ...args(address), ...files]);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toEqual(Array.from({ length: 8 }, () => 0));
  expectKept(sent);
});

test('three kinds of senders at once lose nothing to one another', async () => {
  const { address } = await station.listen();
  const [first, second, third] = ['a', 'b', 'c'].map((name) => join(folder, name));
  const sent = [first, second, third].flatMap((below) => writeObjects(6, below));
  const sender = join(import.meta.dirname, '..', 'rig', 'dcmjs-sender.mjs');
  const files = readdirSync(third ?? '').map((name) => join(third ?? '', name));
  await Promise.all([
    run('dcmsend', ['-aec', 'YUANZHEN', '+sd', ...args(address), first ?? ''], { env }),
    run('storescu', ['-aec', 'YUANZHEN', '+sd', ...args(address), second ?? ''], { env }),
    run(process.execPath, [sender, ...args(address), ...files]),
  ]);
  expectKept(sent);
});
