/** The station's door for long recordings: facts, a stretch, an overview, and sentences for what cannot be. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeOverview, decodeWindow } from '#shared/formats/ecg/recording/window-bytes.ts';
import type { Sha256 } from '#shared/study/ids.ts';
import { openVault } from '../../../main/archive/vault.ts';
import { createServeRecordings, type ServeRecordings } from '../../../main/compose/serve-recordings.ts';
import { edfBytes, ishneBytes } from '../../builders/holter-bytes.ts';
import { bundleOf, recordFiles } from '../../builders/record-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'serve-recordings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const samples = Array.from({ length: 60_000 }, (_, at) => (at % 500) - 250);
const bytes = ishneBytes({ leads: [{ code: 5, nanovolts: 2000, samples }], samplingHz: 200 });
const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
let ask: (path: string) => Promise<Response>;
let pathOf: (sha256: Sha256) => string;
let served: ServeRecordings;
afterAll(() => served?.stop());

beforeAll(async () => {
  const vault = await openVault(folder, { reserveBytes: 0 });
  if (!vault.ok) throw new Error(vault.failure.message);
  pathOf = vault.value.pathOf;
  const path = pathOf(sha256);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  served = createServeRecordings(vault.value);
  ask = (asked) => {
    const url = new URL(`http://x/${asked}`);
    return served.serve(url.pathname.slice(1), url.searchParams);
  };
});

const bodyOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

it('tells the facts, gives a stretch and an overview', async () => {
  const facts = (await (await ask(sha256)).json()) as { value: { groups: object[]; format: string } };
  expect(facts.value.format).toBe('ishne');
  expect(facts.value.groups[0]).toMatchObject({ samplingHz: 200, sampleCount: 60_000, leads: ['I'] });
  const window = decodeWindow(await bodyOf(await ask(`${sha256}/window?group=0&from=1234&to=1334`)));
  if (!window.ok) throw new Error(window.failure.message);
  expect(Array.from(window.value.leads[0]?.samples ?? [])).toEqual(samples.slice(1234, 1334));
  const answers = await Promise.all([1, 2].map(() => ask(`${sha256}/overview?group=0&most=100`)));
  for (const answer of answers) {
    const overview = decodeOverview(await bodyOf(answer));
    if (!overview.ok) throw new Error(overview.failure.message);
    expect(overview.value.leads[0]?.min.length).toBeLessThanOrEqual(100);
    expect(Math.min(...(overview.value.leads[0]?.min ?? []))).toBe(-500);
  }
  expect(await (await ask(`${sha256}/marks`)).json()).toEqual({ ok: true, value: [] });
});

it('passes an interrupted recording once, not for every window', async () => {
  const values = Array.from({ length: 60 }, (_, at) => at * 10);
  const lists = ['+0\x14\x14\0', '+1\x14\x14\0+1.5\x14beat\x14\0', '+9\x14\x14\0'];
  const file = edfBytes({
    signals: [{ label: 'ECG II', samplesPerRecord: 20, samples: values }],
    lists,
    reserved: 'EDF+D',
  });
  const name = createHash('sha256').update(file).digest('hex') as Sha256;
  const path = pathOf(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file);
  const groupsOf = async () =>
    ((await (await ask(name)).json()) as { value: { groups: Array<{ sampleCount: number }> } }).value.groups;
  expect((await groupsOf()).map((group) => group.sampleCount)).toEqual([40, 20]);
  // Without its lists the file would be one stretch: what follows can only come from the index.
  writeFileSync(path, Buffer.from(file.toString('latin1').replaceAll('\x14', ' '), 'latin1'));
  expect((await groupsOf()).map((group) => group.sampleCount)).toEqual([40, 20]);
  const window = decodeWindow(await bodyOf(await ask(`${name}/window?group=1&from=5&to=9`)));
  if (!window.ok) throw new Error(window.failure.message);
  expect(Array.from(window.value.leads[0]?.samples ?? [])).toEqual(values.slice(45, 49));
  expect(window.value.offsetMs).toBe(9000);
  expect(await (await ask(`${name}/marks`)).json()).toMatchObject({
    value: [{ sample: 30, text: 'beat' }],
  });
});

it('gives the marks that came after the recording and lie beside it', async () => {
  const keep = (file: Uint8Array): Sha256 => {
    const name = createHash('sha256').update(file).digest('hex') as Sha256;
    mkdirSync(dirname(pathOf(name)), { recursive: true });
    writeFileSync(pathOf(name), file);
    return name;
  };
  const { '100.hea': header, '100.dat': signals, '100.atr': marks } = recordFiles();
  const record = keep(
    bundleOf([
      { name: '100.hea', role: 'main', bytes: header as Buffer },
      { name: '100.dat', role: 'signal', bytes: signals as Buffer },
    ]),
  );
  const late = keep(marks as Buffer);
  expect(await (await ask(`${record}/marks`)).json()).toEqual({ ok: true, value: [] });
  expect(await (await ask(`${record}/marks?late=${late}&name=100.atr`)).json()).toMatchObject({
    value: [{ sample: 100 }, { sample: 400 }],
  });
  for (const wrong of ['0'.repeat(64), 'x', ''])
    expect((await ask(`${record}/marks?late=${wrong}&name=100.atr`)).status).toBe(404);
});

it('says that half a gigabyte of XML is no ECG, without reading it', async () => {
  const name = 'e'.repeat(64) as Sha256;
  const path = pathOf(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '<?xml version="1.0"?><AnnotatedECG xmlns="urn:hl7-org:v3"><series>');
  truncateSync(path, 500 * 1024 * 1024);
  const answer = await ask(name);
  const { failure } = (await answer.json()) as { failure: { code: string; message: string; remedy: string } };
  expect([answer.status, failure.code]).toEqual([400, 'file-too-large']);
  expect(failure.message.length * failure.remedy.length).toBeGreaterThan(0);
});

it('refuses in words what is not there', async () => {
  const codes = [`${'0'.repeat(64)}`, `${sha256}/window?group=3`, `${sha256}/overview?group=9`].map(
    async (path) => {
      const answer = await ask(path);
      const { failure } = (await answer.json()) as { failure: { code: string } };
      return [answer.status, failure.code];
    },
  );
  expect(await Promise.all(codes)).toEqual([
    [404, 'object-not-found'],
    [400, 'invalid-input'],
    [400, 'invalid-input'],
  ]);
  expect((await ask('../etc/passwd')).status).toBe(404);
  expect((await ask(`${sha256}/other`)).status).toBe(404);
});
