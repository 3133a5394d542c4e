import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeArrival } from '../../../../main/intake/describe-arrival.ts';
import {
  createDescribeApart,
  type DescribeApart,
  type DescribeApartOptions,
} from '../../../../main/intake/parsing/describe-apart.ts';
import { makeDataSet, makeFacts, makeFile } from '../rig/data-set.ts';
import { associate, readStatus, release, storeMessage } from '../rig/raw-scu.ts';
import { filesBelow, openTestStation, until } from '../rig/test-station.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const program = fileURLToPath(new URL('../rig/odd-parser.ts', import.meta.url));
let folder: string;
let opened: DescribeApart[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yuanzhen-parse-'));
});

afterEach(async () => {
  for (const one of opened) await one.stop();
  opened = [];
  rmSync(folder, { recursive: true });
});

function open(options: Partial<DescribeApartOptions> = {}): DescribeApart {
  const apart = createDescribeApart({ log, ...options });
  opened.push(apart);
  return apart;
}

function fileOf(name: string, bytes: Buffer = Buffer.from('x')): { path: string; size: number } {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return { path, size: bytes.length };
}

test('says the same as the parser itself, of whole, cut and foreign bytes', async () => {
  const apart = open();
  const whole = makeFile(makeFacts());
  for (const bytes of [whole, whole.subarray(0, 200), Buffer.from('no picture')]) {
    const file = fileOf('a.dcm', bytes);
    expect(await apart.describe(file)).toEqual(describeArrival(readFileSync(file.path)));
  }
  expect(await apart.describe({ path: join(folder, 'gone'), size: 1 })).toMatchObject({
    ok: false,
    failure: { code: 'parse-failed' },
  });
});

test('a file that takes too long is refused alone; what waited behind it goes to the next process', async () => {
  const apart = open({ program, watchdogMs: 400 });
  await apart.describe(fileOf('first'));
  const before = apart.pid();
  const answers = await Promise.all(
    ['before', 'hang', 'behind', 'last'].map((name) => apart.describe(fileOf(name))),
  );
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.failure.code));
  expect(codes).toEqual(['format-unknown', 'parse-timed-out', 'format-unknown', 'format-unknown']);
  expect(apart.pid()).not.toBe(before);
});

test.each(['hog', 'die'])('a file on which the process would %s is refused alone', async (name) => {
  const apart = open({ program, memoryBytes: 120 * 1024 * 1024, watchdogMs: 60_000 });
  const answers = await Promise.all([name, 'behind'].map((one) => apart.describe(fileOf(one))));
  expect(answers[0]).toMatchObject({ failure: { code: 'parse-failed' } });
  expect(answers[1]).toMatchObject({ failure: { code: 'format-unknown' } });
});

test('the process may neither write nor start programs, and sees no environment', async () => {
  const script = join(folder, 'probe.mjs');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs';
     import { execSync } from 'node:child_process';
     const denied = [];
     for (const act of [() => writeFileSync('${join(folder, 'written')}', 'x'), () => execSync('true')])
       try { act(); } catch (error) { denied.push(error.code); }
     process.on('message', ({ number }) => process.send({ number, described: { ok: true, value: [denied, process.env] } }));
     process.send('ready');`,
  );
  const answer = await open({ program: script }).describe(fileOf('any'));
  expect(answer).toEqual({ ok: true, value: [['ERR_ACCESS_DENIED', 'ERR_ACCESS_DENIED'], {}] });
});

test('an object that cannot be read in time is answered C000H and set aside; the next one is kept', async () => {
  const real = open();
  let isFirst = true;
  const odd = open({ program, watchdogMs: 300 });
  const station = await openTestStation({
    describe: (file) => {
      if (!isFirst) return real.describe(file);
      isFirst = false;
      return odd.describe({ ...file, path: `${file.path}-hang` });
    },
  });
  const source = await station.listen();
  const scu = await associate(source.address);
  const statuses: number[] = [];
  for (const facts of [makeFacts(), makeFacts()]) {
    scu.write(storeMessage(facts, makeDataSet(facts)));
    statuses.push(await readStatus(scu));
  }
  expect(statuses).toEqual([0xc000, 0]);
  await release(scu);
  await until(() => station.ended.length === 1);
  expect(station.refused.map((one) => one.failure.code)).toEqual(['parse-timed-out']);
  expect(filesBelow(join(station.vault.folder, 'refused'))).toHaveLength(1);
  expect(filesBelow(join(station.vault.folder, 'incoming'))).toEqual([]);
  await station.close();
});
