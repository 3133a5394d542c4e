/** EDF, BDF and ISHNE: what a writer stores comes back; headers that lie are refused, cut files are told. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EcgReadOptions } from '#shared/formats/ecg/ecg-file.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { recogniseFormat } from '#shared/formats/recognise.ts';
import {
  type EdfChoices,
  edfBytes,
  type IshneChoices,
  ishneBeats,
  ishneBytes,
} from '../../../builders/holter-bytes.ts';

function read(bytes: Uint8Array, options: EcgReadOptions = {}) {
  const found = readEcgFile(bytes, options);
  if (!found.ok) throw new Error(`${found.failure.code}: ${found.failure.message}`);
  return found.value;
}
const codeOf = (bytes: Uint8Array) => {
  const found = readEcgFile(bytes);
  return found.ok ? 'read' : found.failure.code;
};

describe('EDF and BDF', () => {
  test.each([
    [false, 32_767, Int16Array],
    [true, 8_388_607, Int32Array],
  ] as const)('round trip, BDF %s', (bdf, most, kind) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -most, max: most }), { minLength: 8, maxLength: 64 }),
        fc.integer({ min: 1, max: 4 }),
        (values, rate) => {
          const samples = values.slice(0, values.length - (values.length % (2 * rate)));
          fc.pre(samples.length > 0);
          const slow = samples.filter((_, at) => at % 2 === 0);
          const file = read(
            edfBytes({
              bdf,
              recordSeconds: 0.5,
              signals: [
                { label: 'ECG II', samplesPerRecord: 2 * rate, samples },
                { label: 'Resp', dimension: 'mmHg', samplesPerRecord: rate, samples: slow },
              ],
            }),
          );
          const [fast, other] = file.waveform.groups;
          expect([fast?.samplingHz, other?.samplingHz]).toEqual([4 * rate, 2 * rate]);
          expect(fast?.leads[0]?.name).toBe('II');
          expect(fast?.leads[0]?.samples).toBeInstanceOf(kind);
          expect(Array.from(fast?.leads[0]?.samples ?? [])).toEqual(samples);
          expect(Array.from(other?.otherChannels?.[0]?.samples ?? [])).toEqual(slow);
        },
      ),
      { numRuns: 60 },
    );
  });

  const one = (more: Partial<EdfChoices> = {}, signal = {}): Buffer =>
    edfBytes({
      signals: [{ label: 'V1', samplesPerRecord: 4, samples: [1, 2, 3, 4, 5, 6, 7, 8], ...signal }],
      ...more,
    });

  test('scale, offset, filters, patient and order number', () => {
    const bytes = one(
      {
        patient: 'MCH-7 F 02-AUG-1951 Haagse_Harry',
        recording: 'Startdate 25-NOV-2025 ACC-1 T1 Holter_9',
        lists: ['+0\x14\x14\0+0.5\x15\x32\x14ventricular 早搏\x14\0', '+1\x14\x14\0'],
      },
      { dimension: 'mV', physical: [-5, 15], digital: [0, 2000], prefilter: 'HP:0.05Hz LP:100Hz N:50Hz' },
    );
    const file = read(bytes);
    const [lead] = file.waveform.groups[0]?.leads ?? [];
    expect([lead?.microvoltsPerLsb, lead?.baselineMicrovolts]).toEqual([10, -5000]);
    expect([lead?.filterLowHz, lead?.filterHighHz, lead?.notchHz]).toEqual([0.05, 100, 50]);
    expect(file.patient).toEqual({ name: 'Haagse Harry', id: 'MCH-7', sex: 'F', birthDate: '1951-08-02' });
    expect([file.accessionNumber, file.device.model]).toEqual(['ACC-1', 'Holter 9']);
    expect(file.waveform.acquiredAt).toBe('2025-11-25T04:05:06');
    expect(file.waveform.annotations).toEqual([{ sample: 2, code: '', text: 'ventricular 早搏' }]);
  });

  test('a discontinuous recording is shown in its stretches, each at its time', () => {
    const file = read(
      one(
        { reserved: 'EDF+D', lists: ['+0\x14\x14\0', '+90\x14\x14\0+90.25\x14later\x14\0', '+91\x14\x14\0'] },
        {
          samples: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        },
      ),
    );
    expect(
      file.waveform.groups.map((group) => [group.offsetMs, Array.from(group.leads[0]?.samples ?? [])]),
    ).toEqual([
      [90_000, [5, 6, 7, 8, 9, 10, 11, 12]],
      [0, [1, 2, 3, 4]],
    ]);
    expect(file.waveform.annotations).toEqual([{ sample: 1, code: '', text: 'later' }]);
    expect([...file.warnings]).toEqual(['recording-interrupted']);
  });

  test.each([
    ['−1 records: never closed', one({ declaredRecords: -1 }), ['recording-not-closed'], true, 8],
    ['more records than there are', one({ declaredRecords: 9 }), ['waveform-short'], false, 8],
    ['cut inside a record', one().subarray(0, -3), ['waveform-short'], false, 4],
    ['fewer records than there are', one({ declaredRecords: 1 }), ['trailing-bytes'], true, 4],
  ] as const)('%s', (_, bytes, warnings, complete, samples) => {
    const file = read(bytes);
    expect([[...file.warnings], file.complete, file.waveform.groups[0]?.sampleCount]).toEqual([
      warnings,
      complete,
      samples,
    ]);
  });

  test.each([
    ['record duration 0', one({ recordSeconds: 0 }), 'waveform-invalid'],
    ['no digital range', one({}, { digital: [5, 5] }), 'waveform-invalid'],
    ['no physical range', one({}, { physical: [0, 0] }), 'waveform-invalid'],
    ['samples without number', one({}, { samplesPerRecord: Number.NaN }), 'waveform-invalid'],
    ['a record longer than the file', one().fill('99999999', 256 + 216, 256 + 224), 'no-waveform'],
    ['a cut header', one().subarray(0, 300), 'waveform-cut'],
    ['no record at all', one().subarray(0, 512), 'no-waveform'],
  ] as const)('refused: %s', (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });
});

describe('ISHNE', () => {
  const leads = [
    { code: 5, nanovolts: 2500, samples: [1, -2, -32_768, -32_768, 3] },
    { code: 11, nanovolts: 1000, samples: [10, 20, 30, 40, 50] },
  ];
  const one = (more: Partial<IshneChoices> = {}) =>
    ishneBytes({
      leads,
      id: 'H-1',
      lastName: Buffer.of(0xcd, 0xf5),
      firstName: Buffer.of(0xd0, 0xa1),
      ...more,
    });

  test('round trip', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -32_767, max: 32_767 }), { minLength: 6, maxLength: 6 }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 1, max: 32_767 }),
        (rows, nanovolts) => {
          const file = read(
            ishneBytes({
              leads: rows.map((samples, index) => ({ code: 11 + (index % 6), nanovolts, samples })),
              samplingHz: 1000,
            }),
          );
          const own = file.waveform.groups[0]?.leads ?? [];
          expect(own.map((lead) => Array.from(lead.samples))).toEqual(rows);
          expect(own[0]?.microvoltsPerLsb).toBe(nanovolts / 1000);
          expect([file.complete, [...file.warnings]]).toEqual([true, []]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('names in GBK, electrodes off, dates, and the beats beside it', () => {
    const sibling = (name: string) =>
      name === 'night.ann'
        ? ishneBeats(0, [
            ['N', 2],
            ['V', 1],
            ['!', 65_535],
            ['N', 1],
          ])
        : null;
    const file = read(one({ variable: 'note' }), { fileName: 'night.ecg', sibling });
    expect(file.patient).toEqual({ name: '王小', id: 'H-1', sex: 'F', birthDate: '1947-08-09' });
    expect(file.waveform.acquiredAt).toBe('2025-11-20T07:06:05');
    const [first, second] = file.waveform.groups[0]?.leads ?? [];
    expect([first?.name, second?.name, first?.missing, second?.missing]).toEqual(['I', 'V1', [[2, 4]], []]);
    expect(file.waveform.annotations).toEqual([
      { sample: 2, code: 'N', text: '' },
      { sample: 3, code: 'V', text: '' },
    ]);
    expect([...file.warnings]).toEqual(
      expect.arrayContaining(['charset-undeclared', 'annotations-interrupted']),
    );
  });

  test('samples may be counted of all leads together', () => {
    const file = read(one({ sampleCount: 10 }));
    expect([file.complete, file.waveform.groups[0]?.sampleCount]).toEqual([true, 5]);
  });

  test('a header that was changed is told by its checksum', () => {
    const bytes = one();
    bytes[130] = 9;
    expect(read(bytes).warnings.has('checksum-mismatch')).toBe(true);
  });

  test.each([
    ['sampling rate 0', one({ samplingHz: 0 }), 'waveform-invalid'],
    ['no resolution', one({ leads: [{ code: 5, nanovolts: 0, samples: [1] }] }), 'waveform-invalid'],
    ['no lead', one({ leads: [] }), 'waveform-invalid'],
    ['−5 samples', one({ sampleCount: -5 }), 'waveform-invalid'],
    ['a cut header', one().subarray(0, 400), 'waveform-cut'],
    ['no sample', one().subarray(0, 522), 'no-waveform'],
    ['annotations alone', ishneBeats(0, [['N', 5]]), 'annotations-only'],
  ] as const)('refused: %s', (_, bytes, code) => {
    expect(recogniseFormat(bytes)).toBe('ishne');
    expect(codeOf(bytes)).toBe(code);
  });
});
