/** ECGs written as DICOM: read back they are the same integers at the same scale, and every bound of the class is kept. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EcgFile } from '#shared/formats/ecg/ecg-file.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { writeDicomEcg } from '#shared/formats/ecg/write-dicom-ecg.ts';
import type { WaveformLead } from '#shared/study/waveform.ts';

const uids = { studyInstanceUid: '2.25.1', seriesInstanceUid: '2.25.2', sopInstanceUid: '2.25.3' };
const options = { uids, originalSha256: 'ab'.repeat(32), notLaterThan: '2026-03-04T05:06:07' } as const;

interface FileChoices {
  readonly leads: ReadonlyArray<Pick<WaveformLead, 'name' | 'samples'> & Partial<WaveformLead>>;
  readonly samplingHz?: number;
  readonly change?: Partial<EcgFile>;
}

function ecg({ leads, samplingHz = 500, change = {} }: FileChoices): EcgFile {
  return {
    format: 'hl7-aecg',
    patient: { name: '王小东', id: 'P-7', sex: 'F', birthDate: '1970-02-28' },
    accessionNumber: 'A-9',
    institution: '沔城卫生院',
    device: { manufacturer: '理邦', model: 'SE-1201', serial: '7', software: '1.2' },
    waveform: {
      groups: [
        {
          label: 'RHYTHM',
          samplingHz,
          sampleCount: leads[0]?.samples.length ?? 0,
          leads: leads.map((lead) => ({
            microvoltsPerLsb: 2.5,
            baselineMicrovolts: 0,
            missing: [],
            filterLowHz: 0.05,
            filterHighHz: 150,
            notchHz: 50,
            ...lead,
          })),
        },
      ],
      statements: [{ text: '窦性心律', confirmed: false }],
      measurements: [
        { name: 'QT Interval', value: 380, unit: 'ms' },
        { name: 'Sokolow', value: 2.35, unit: 'mV', code: 'SOKOLOW_LYON_INDEX_LONG' },
      ],
      acquiredAt: '2026-01-02T03:04:05',
    },
    warnings: new Set(),
    complete: true,
    ...change,
  };
}

function written(file: EcgFile, target: 'dicom-12-lead' | 'dicom-general' = 'dicom-12-lead') {
  const object = writeDicomEcg(file, { ...options, target });
  if (!object.ok) throw new Error(object.failure.message);
  const back = readEcgFile(object.value.bytes);
  if (!back.ok) throw new Error(back.failure.message);
  return { ...object.value, back: back.value };
}

const stored = (file: EcgFile) =>
  file.waveform.groups[0]?.leads
    .filter((lead) => lead.derived !== true)
    .map((lead) => [
      lead.name,
      [...lead.samples],
      lead.microvoltsPerLsb,
      lead.baselineMicrovolts,
      lead.missing,
    ]);

const samplesOf = (...values: number[]) => Int32Array.from(values);

test('every sample, scale and baseline comes back, whatever they are', () => {
  const lead = (name: string, count: number) =>
    fc.record({
      name: fc.constant(name),
      samples: fc
        .array(fc.integer({ min: -32768, max: 32767 }), { minLength: count, maxLength: count })
        .map((values) => Int32Array.from(values)),
      microvoltsPerLsb: fc.constantFrom(0.1, 0.30518, 1, 1.25, 2.44140625, 4.88, 5, 1 / 3),
      baselineMicrovolts: fc.constantFrom(0, -12.5, 1000),
    });
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 300 })
        .chain((count) => fc.tuple(lead('I', count), lead('V2', count), lead('V3R', count))),
      fc.constantFrom('dicom-12-lead' as const, 'dicom-general' as const),
      (leads, target) => {
        const file = ecg({ leads });
        const { back } = written(file, target);
        const rounded = stored(file)?.map(([name, samples, scale, ...rest]) => [
          name,
          samples,
          Number(Number(scale).toPrecision(12)),
          ...rest,
        ]);
        expect(stored(back)).toEqual(rounded);
      },
    ),
    { numRuns: 60 },
  );
});

test('patient, order, device, time, filters, statements and measurements come along', () => {
  const file = ecg({ leads: [{ name: 'II', samples: samplesOf(1, 2, 3) }] });
  const { back } = written(file);
  expect(back).toMatchObject({
    patient: file.patient,
    accessionNumber: 'A-9',
    institution: file.institution,
    device: file.device,
    complete: true,
  });
  expect(back.waveform.acquiredAt).toBe('2026-01-02T03:04:05');
  expect(back.waveform.statements).toEqual(file.waveform.statements);
  expect(back.waveform.measurements).toEqual(
    file.waveform.measurements.map(({ name, value, unit }) => ({ name, value, unit })),
  );
  expect(back.waveform.groups[0]?.leads[0]).toMatchObject({
    filterLowHz: 0.05,
    filterHighHz: 150,
    notchHz: 50,
  });
  expect([...back.warnings]).toEqual([]);
});

test('the same file gives the same bytes; the original is named by its hash', () => {
  const file = ecg({ leads: [{ name: 'II', samples: samplesOf(1, 2, 3) }] });
  const [one, other] = [written(file).bytes, written(file).bytes];
  expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true);
  expect(Buffer.from(one).toString('latin1')).toContain(`original SHA-256 ${options.originalSha256}`);
});

test('missing samples stay missing, also where every usual filling value is a sample', () => {
  const samples = samplesOf(-32768, 5, 0, 0, -32767, 32767);
  const file = ecg({
    leads: [
      { name: 'II', samples, missing: [[2, 4]] },
      { name: 'V1', samples },
    ],
  });
  expect(stored(written(file).back)).toEqual(stored(file));
});

test('an original without a time says so in the object', () => {
  const waveform = { ...ecg({ leads: [{ name: 'II', samples: samplesOf(1) }] }).waveform, acquiredAt: null };
  const { back } = written(ecg({ leads: [], change: { waveform } }));
  expect(back.waveform.acquiredAt).toBe('2026-03-04T05:06:07');
  expect(back.waveform.statements.map(({ text }) => text).join()).toContain('no acquisition time');
});

describe('the class follows the recording', () => {
  const long = new Int32Array(20_000);
  test.each([
    ['12-lead', 'dicom-12-lead', { samples: samplesOf(1) }, '12-lead ECG'],
    ['too long for 12-lead', 'dicom-general', { samples: long }, 'General ECG'],
    ['more than 16 bit', 'dicom-general', { samples: samplesOf(70_000) }, 'General 32-bit ECG'],
    ['slow', 'dicom-general', { samples: samplesOf(1), samplingHz: 125 }, 'Ambulatory ECG'],
  ] as const)('%s', (_, target, { samples, ...rest }, name) => {
    expect(written(ecg({ leads: [{ name: 'II', samples }], ...rest }), target).sopClass.name).toBe(name);
  });

  test.each([
    ['too long', { leads: [{ name: 'II', samples: long }] }],
    ['too slow', { leads: [{ name: 'II', samples: samplesOf(1) }], samplingHz: 125 }],
    ['too wide', { leads: [{ name: 'II', samples: samplesOf(70_000) }] }],
    [
      'too many',
      { leads: Array.from({ length: 14 }, (_, at) => ({ name: `C${at}`, samples: samplesOf(1) })) },
    ],
  ])('%s is refused, never bent', (_, choices) => {
    const object = writeDicomEcg(ecg(choices), { ...options, target: 'dicom-12-lead' });
    expect(object).toMatchObject({ ok: false, failure: { code: 'ecg-not-convertible' } });
  });
});
