/** Bad ECGs of every format written here: odd rates, leads missing, doubled or named in Chinese, scales that are none, fill values. */
import { describe, expect, test } from 'vitest';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { recogniseFormat } from '#shared/formats/recognise.ts';
import { edfBytes, ishneBytes } from '../builders/holter-bytes.ts';
import { scpBytes } from '../builders/scp-bytes.ts';
import { wfdbSamples } from '../builders/wfdb-bytes.ts';

const wave = Array.from({ length: 40 }, (_, at) => (at % 9) * 100 - 300);

interface Recording {
  /** Standard names; a format that keeps codes uses those. */
  readonly names: readonly string[];
  readonly samplingHz?: number;
  readonly samples?: readonly number[];
}

const scpNumbers: Record<string, number> = { I: 1, II: 2, V1: 3, V2: 4, V3: 5, V4: 6, V5: 7, V6: 8 };
const ishneCodes: Record<string, number> = { I: 5, II: 6, V1: 11, V2: 12, V3: 13, V4: 14, V5: 15, V6: 16 };

const formats: ReadonlyArray<
  readonly [name: string, read: (recording: Recording) => ReturnType<typeof readEcgFile>]
> = [
  [
    'SCP-ECG',
    ({ names, samplingHz = 500, samples = wave }) =>
      readEcgFile(
        scpBytes({
          leads: names.map((name) => ({ id: scpNumbers[name] ?? 0, samples })),
          interval: samplingHz === 0 ? 0 : Math.round(1e6 / samplingHz),
        }),
      ),
  ],
  [
    'EDF',
    ({ names, samplingHz = 500, samples = wave }) =>
      readEcgFile(
        edfBytes({
          signals: names.map((label) => ({ label, samplesPerRecord: samples.length, samples })),
          recordSeconds: samplingHz === 0 ? 0 : samples.length / samplingHz,
        }),
      ),
  ],
  [
    'ISHNE',
    ({ names, samplingHz = 500, samples = wave }) =>
      readEcgFile(
        ishneBytes({
          leads: names.map((name) => ({ code: ishneCodes[name] ?? 0, nanovolts: 5000, samples })),
          samplingHz,
        }),
      ),
  ],
  [
    'WFDB',
    ({ names, samplingHz = 500, samples = wave }) => {
      const lines = names.map((name, index) => `a${index}.dat 16 200 16 0 0 0 0 ${name}`);
      const header = Buffer.from(
        [`a ${names.length} ${samplingHz} ${samples.length}`, ...lines, ''].join('\n'),
      );
      return readEcgFile(header, { sibling: () => wfdbSamples(16, samples) });
    },
  ],
];

describe.each(formats)('%s', (format, read) => {
  const groupOf = (recording: Recording) => {
    const found = read(recording);
    if (!found.ok) throw new Error(found.failure.message);
    const [group] = found.value.waveform.groups;
    if (group === undefined) throw new Error('no group');
    return group;
  };

  test('a sampling rate of 0 is refused by name', () => {
    const found = read({ names: ['I'], samplingHz: 0 });
    expect(found.ok ? 'read' : found.failure.code).toBe(
      format === 'SCP-ECG' ? 'scp-damaged' : 'waveform-invalid',
    );
  });

  test.each([16, 124, 10_000])('%i Hz is read as it is', (samplingHz) => {
    const found = groupOf({ names: ['I'], samplingHz });
    // SCP-ECG keeps whole microseconds: 124 Hz are 8065 µs.
    expect(Math.abs(found.samplingHz / samplingHz - 1)).toBeLessThan(1e-4);
    expect(found.sampleCount).toBe(wave.length);
  });

  test('eight leads stay eight and the four that follow from them are marked', () => {
    const { leads } = groupOf({ names: ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] });
    expect(leads.filter(({ derived }) => derived).map(({ name }) => name)).toEqual([
      'III',
      'aVR',
      'aVL',
      'aVF',
    ]);
    expect(leads).toHaveLength(12);
  });

  test('without II nothing is worked out', () => {
    expect(groupOf({ names: ['I', 'V1'] }).leads.map(({ name }) => name)).toEqual(['I', 'V1']);
  });

  test('leads in another order keep their names, and one that is there twice stays twice', () => {
    const { leads } = groupOf({ names: ['V6', 'V1', 'V1'] });
    expect(leads.map(({ name }) => name)).toEqual(['V6', 'V1', 'V1']);
  });

  test('a flat line and a saturated one are signal, not missing', () => {
    for (const value of [0, 32_767]) {
      const [lead] = groupOf({ names: ['I'], samples: wave.map(() => value) }).leads;
      expect([lead?.missing, lead?.samples.every((sample) => sample === value)]).toEqual([[], true]);
    }
  });

  test.skipIf(format === 'SCP-ECG')('the fill value at the end is missing', () => {
    const samples = wave.map((value, at) => (at < 20 ? value : -32_768));
    expect(groupOf({ names: ['I'], samples }).leads[0]?.missing).toEqual([[20, 40]]);
  });
});

test('an EDF lead named in Chinese is named so', () => {
  const bytes = edfBytes({ signals: [{ label: '????', samplesPerRecord: 2, samples: [1, 2] }] });
  Buffer.from('胸1', 'utf8').copy(bytes, 256);
  const found = readEcgFile(bytes);
  expect(found.ok && found.value.waveform.groups[0]?.leads[0]?.name).toContain('胸1');
});

test.each([
  ['uV', 1],
  ['mV', 1000],
  ['nV', 0.001],
  ['V', 1_000_000],
])('EDF in %s: the scale is the unit’s', (dimension, microvolts) => {
  const signal = { label: 'I', dimension, physical: [-100, 100], digital: [-100, 100] } as const;
  const found = readEcgFile(edfBytes({ signals: [{ ...signal, samplesPerRecord: 2, samples: [1, 2] }] }));
  expect(found.ok && found.value.waveform.groups[0]?.leads[0]?.microvoltsPerLsb).toBe(microvolts);
});

test('a scale upside down is kept upside down', () => {
  const signal = { label: 'I', physical: [100, -100], digital: [-100, 100] } as const;
  const found = readEcgFile(edfBytes({ signals: [{ ...signal, samplesPerRecord: 2, samples: [1, 2] }] }));
  expect(found.ok && found.value.waveform.groups[0]?.leads[0]?.microvoltsPerLsb).toBe(-1);
});

test('what a file is does not hang on its name: each is known by its bytes alone, damaged or not', () => {
  const scp = scpBytes({ leads: [{ id: 1, samples: wave }] });
  scp[0] = (scp[0] ?? 0) ^ 0xff;
  const edf = edfBytes({ signals: [{ label: 'I', samplesPerRecord: 2, samples: [1, 2] }] });
  const bdf = edfBytes({ bdf: true, signals: [{ label: 'I', samplesPerRecord: 2, samples: [1, 2] }] });
  const ishne = ishneBytes({ leads: [{ code: 5, nanovolts: 1, samples: [1] }] });
  const found = [scp, edf, bdf, ishne, Buffer.from('100 2 360 650000\n100.dat 212 200\n')].map((bytes) =>
    recogniseFormat(bytes),
  );
  expect(found).toEqual(['scp-ecg', 'edf', 'bdf', 'ishne', 'wfdb']);
});

test('a day of Holter is not worked out into twelve leads', () => {
  const samples = Array.from({ length: 3_600_001 }, () => 1);
  const found = readEcgFile(
    ishneBytes({ leads: [5, 6].map((code) => ({ code, nanovolts: 1000, samples })), samplingHz: 1000 }),
  );
  expect(
    found.ok &&
      found.value.waveform.groups[0]?.leads.map((lead) => [lead.name, lead.samples.BYTES_PER_ELEMENT]),
  ).toEqual([
    ['I', 2],
    ['II', 2],
  ]);
});
