import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRecords } from '#shared/formats/ecg/bundle/find-records.ts';
import { openBundle } from '#shared/formats/ecg/bundle/open-bundle.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { openRecording } from '#shared/formats/ecg/read-window.ts';
import { recogniseFormat } from '#shared/formats/recognise.ts';
import { heldSource } from '../../../../builders/long-recordings.ts';
import { bundleOf, recordFiles, recordFrames } from '../../../../builders/record-files.ts';

type Files = Record<string, Uint8Array>;

const candidatesOf = (files: Files) =>
  Object.entries(files).map(([name, bytes]) => ({
    name,
    size: bytes.length,
    bytes,
    read: async (from: number, to: number) => bytes.slice(from, to),
  }));

async function bundleOfFiles(files: Files): Promise<Uint8Array> {
  const [record] = await findRecords(candidatesOf(files));
  return bundleOf((record?.parts ?? []).map(({ file, name, role }) => ({ name, role, bytes: file.bytes })));
}

const plain = (bytes: Uint8Array) => new Uint8Array(bytes);

test('a bundle reads like the files beside one another, whole and in windows', async () => {
  const files = recordFiles();
  const bundle = await bundleOfFiles(files);
  expect(recogniseFormat(bundle)).toBe('wfdb');
  const beside = readEcgFile(plain(files['100.hea'] as Buffer), { sibling: (name) => files[name] ?? null });
  expect(beside.ok && beside.value.waveform.annotations).toHaveLength(2);
  expect(readEcgFile(bundle)).toEqual(beside);
  const opened = await openRecording(heldSource(bundle));
  if (!opened.ok) throw new Error(opened.failure.message);
  const window = await opened.value.readWindow(0, 100, 200);
  const whole = beside.ok ? beside.value.waveform.groups[0] : undefined;
  expect(window.ok && window.value.leads[1]?.samples).toEqual(whole?.leads[1]?.samples.slice(100, 200));
  expect(opened.value.groups[0]?.sampleCount).toBe(recordFrames);
  expect(await opened.value.readMarks()).toMatchObject({
    ok: true,
    value: [{ sample: 100 }, { sample: 400 }],
  });
});

test('marks that came later are read by the name of the record, and by their end mark', async () => {
  const { '100.atr': marks, ...files } = recordFiles();
  const opened = await openRecording(heldSource(await bundleOfFiles(files)));
  if (!opened.ok) throw new Error(opened.failure.message);
  const { readMarks } = opened.value;
  expect(await readMarks()).toEqual({ ok: true, value: [] });
  const late = (name: string, bytes: Uint8Array) => readMarks({ name, bytes: plain(bytes) });
  for (const name of ['100.atr', '100.Q1C'])
    expect(await late(name, marks as Buffer)).toMatchObject({ value: [{ sample: 100 }, { sample: 400 }] });
  for (const [name, bytes] of [
    ['200.atr', marks],
    ['100.html', Buffer.from('<html>an outside report</html>')],
    ['100.atr', (marks as Buffer).subarray(0, 3)],
    ['100.atr', Buffer.alloc(2)],
  ] as const)
    expect(await late(name, bytes as Buffer)).toEqual({ ok: true, value: [] });
});

test('the same files make the same bytes, in whatever order they were found', async () => {
  const files = recordFiles();
  const turned = Object.fromEntries(Object.entries(files).reverse());
  expect(await bundleOfFiles(turned)).toEqual(await bundleOfFiles(files));
});

test('names match without case and are kept as the header calls them', async () => {
  const files = recordFiles('a');
  const shouted = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name.toUpperCase(), bytes]),
  );
  const [record] = await findRecords(candidatesOf(shouted));
  expect(record?.parts.map(({ name, role }) => [name, role])).toEqual([
    ['A.HEA', 'main'],
    ['a.dat', 'signal'],
    ['a.atr', 'marks'],
  ]);
});

test('a record of segments takes the headers and signals of its segments, and they are no records of their own', async () => {
  const files: Files = {
    ...recordFiles('s1'),
    ...recordFiles('s2'),
    'day.hea': Buffer.from(`day/2 2 250 ${2 * recordFrames}\ns1 ${recordFrames}\ns2 ${recordFrames}\n`),
    'lone.hea': Buffer.from('lone 1 250 10\nlost.dat 16 200\n'),
    'out.hea': Buffer.from('out 1 250 10\n../../passwd 16 200\n'),
    'readme.txt': Buffer.from('not part of it'),
  };
  const found = await findRecords(candidatesOf(files));
  expect(found.map(({ parts, missing }) => [parts.map(({ name }) => name), missing])).toEqual([
    [['day.hea', 's1.hea', 's2.hea', 's1.dat', 's2.dat'], []],
    [['lone.hea'], ['lost.dat']],
    [['out.hea'], ['../../passwd']],
  ]);
  const read = readEcgFile(await bundleOfFiles(files));
  expect(read.ok && read.value.waveform.groups[0]?.sampleCount).toBe(2 * recordFrames);
});

test('what only looks like a bundle is not read as one', async () => {
  const files = recordFiles();
  const bundle = await bundleOfFiles(files);
  const nested = bundleOf([{ name: 'in.hea', role: 'main', bytes: bundle }]);
  expect(recogniseFormat(nested)).toBe('zip');
  const other = bundleOf([{ name: 'a.pdf', role: 'main', bytes: Buffer.from('%PDF-1.4') }]);
  expect(recogniseFormat(other)).toBe('zip');
  expect(() => openBundle(bundle.subarray(0, 40))).not.toThrow();
  // A cut bundle lacks its signals: the record is refused by name, never read in part.
  const cut = readEcgFile(bundle.subarray(0, (files['100.hea'] as Buffer).length + 200));
  expect(cut).toMatchObject({
    ok: false,
    failure: { code: 'signal-file-missing', params: { name: '100.dat' } },
  });
});

test('hostile bytes throw nowhere', async () => {
  const bundle = await bundleOfFiles(recordFiles());
  const change = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(change, async (changes) => {
      const bytes = bundle.slice();
      for (const [at, value] of changes) bytes[at] = value;
      readEcgFile(bytes);
      const opened = await openRecording(heldSource(bytes));
      if (opened.ok) await opened.value.readWindow(0, 0, 10);
    }),
    { numRuns: 500 },
  );
});
