/** Windows of long recordings: a day is opened by its header, a stretch costs its bytes, and says what the whole file says. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildLead } from '#shared/formats/ecg/build-lead.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { openRecording, type RangeSource } from '#shared/formats/ecg/read-window.ts';
import { buildOverview, cutOverview } from '#shared/formats/ecg/recording/overview.ts';
import {
  decodeOverview,
  decodeWindow,
  encodeOverview,
  encodeWindow,
} from '#shared/formats/ecg/recording/window-bytes.ts';
import { writeDicomEcg } from '#shared/formats/ecg/write-dicom-ecg.ts';
import type { WaveformGroup } from '#shared/study/waveform.ts';
import { edfBytes, ishneBeats, ishneBytes } from '../../../builders/holter-bytes.ts';
import { fillSamples, heldSource, madeSource, valueAt } from '../../../builders/long-recordings.ts';
import { wfdbMarks, wfdbSamples } from '../../../builders/wfdb-bytes.ts';

const day = 24 * 3600;
const leadsOfDay = 3;

async function opened(source: RangeSource) {
  const found = await openRecording(source);
  if (!found.ok) throw new Error(`${found.failure.code}: ${found.failure.message}`);
  return found.value;
}

async function windowOf(
  source: RangeSource,
  group: number,
  from: number,
  to: number,
): Promise<WaveformGroup> {
  const window = await (await opened(source)).readWindow(group, from, to);
  if (!window.ok) throw new Error(`${window.failure.code}: ${window.failure.message}`);
  return window.value;
}

const zeros = (count: number) => Array.from({ length: count }, () => 0);

/** 24 hours of three leads in each format that can be as long; `samplingHz` as such recorders have it. */
const days: ReadonlyArray<
  readonly [name: string, samplingHz: number, make: () => ReturnType<typeof madeSource>]
> = [
  [
    'ISHNE',
    200,
    () => {
      const head = ishneBytes({
        leads: [2, 3, 4].map((code) => ({ code, nanovolts: 2500, samples: [] })),
        samplingHz: 200,
        sampleCount: day * 200,
      });
      return madeSource(head, day * 200 * 6, (body, from) =>
        fillSamples(body, from, 2, (place) => valueAt(place % 3, Math.floor(place / 3))),
      );
    },
  ],
  ...([false, true] as const).map(
    (bdf) =>
      [
        bdf ? 'BDF' : 'EDF',
        256,
        () => {
          const head = edfBytes({
            bdf,
            signals: [1, 2, 3].map((lead) => ({ label: `V${lead}`, samplesPerRecord: 256, samples: [] })),
            declaredRecords: day,
          });
          const width = bdf ? 3 : 2;
          return madeSource(head, day * 256 * 3 * width, (body, from) =>
            fillSamples(body, from, width, (place) => {
              const within = place % 768;
              return valueAt(Math.floor(within / 256), Math.floor(place / 768) * 256 + (within % 256));
            }),
          );
        },
      ] as const,
  ),
  [
    'WFDB 16',
    250,
    () => {
      const signals = madeSource(new Uint8Array(), day * 250 * 6, (body, from) =>
        fillSamples(body, from, 2, (place) => valueAt(place % 3, Math.floor(place / 3))),
      );
      const lines = [1, 2, 3].map((lead) => `day.dat 16 200 16 0 0 0 0 V${lead}`).join('\n');
      const header = Buffer.from(`day 3 250 ${day * 250}\n${lines}\n`);
      const source = heldSource(header, {
        name: 'day.hea',
        sibling: async (name) => (name === 'day.dat' ? signals : null),
      });
      return { ...source, bytesRead: signals.bytesRead, mostHeld: signals.mostHeld };
    },
  ],
  [
    'DICOM ambulatory',
    200,
    () => {
      const samples = day * 200;
      const small = dicomEcg({
        leads: ['V1', 'V2', 'V3'],
        samplingHz: 200,
        samples: [zeros(2), zeros(2), zeros(2)],
      });
      const head = withWaveformLength(small, 3 * 2 * 2, samples, samples * 6);
      return madeSource(head, samples * 6, (body, from) =>
        fillSamples(body, from, 2, (place) => valueAt(place % 3, Math.floor(place / 3))),
      );
    },
  ],
];

describe.each(days)('24 hours of three leads: %s', (_, samplingHz, make) => {
  const total = day * samplingHz;

  test('opens by its header and reads only the stretch asked for', async () => {
    const source = make();
    const recording = await opened(source);
    expect(recording.groups).toHaveLength(1);
    expect(recording.groups[0]).toMatchObject({ samplingHz, sampleCount: total });
    expect(recording.groups[0]?.leads).toHaveLength(leadsOfDay);
    expect(recording.complete).toBe(true);
    const atOpening = source.bytesRead();
    expect(atOpening).toBeLessThan(800_000);
    for (const from of [0, 777, total / 2 + 1, total - 10 * samplingHz]) {
      const before = source.bytesRead();
      const window = await recording.readWindow(0, from, from + 10 * samplingHz);
      if (!window.ok) throw new Error(window.failure.code);
      expect(window.value.sampleCount).toBe(10 * samplingHz);
      for (const [lead, { samples, missing }] of window.value.leads.entries()) {
        expect(samples).toHaveLength(10 * samplingHz);
        expect(missing).toEqual([]);
        expect(samples.every((value, at) => value === valueAt(lead, from + at))).toBe(true);
      }
      // Twelve seconds of three leads in three bytes at the most.
      expect(source.bytesRead() - before).toBeLessThanOrEqual(12 * samplingHz * 9);
    }
  });

  test('what lies beyond the end is cut, what makes no sense refused', async () => {
    const recording = await opened(make());
    const last = await recording.readWindow(0, total - 5, total + 1000);
    expect(last.ok && last.value.sampleCount).toBe(5);
    const none = await recording.readWindow(0, total + 5, total + 9);
    expect(none.ok ? none.value.sampleCount : none.failure.code).toBe('invalid-input');
    for (const [group, from, to] of [
      [1, 0, 1],
      [0, -1, 1],
      [0, 0.5, 2],
      [0, 9, 3],
      [0, 0, total],
    ] as const) {
      const refused = await recording.readWindow(group, from, to);
      expect(refused.ok ? 'read' : refused.failure.code).toBe('invalid-input');
    }
  });
});

test('the overview of a day: every bucket holds the least and greatest of its samples, and no read is large', async () => {
  const [, samplingHz, make] = days[0] ?? [];
  if (make === undefined || samplingHz === undefined) throw new Error('no day');
  const source = make();
  const recording = await opened(source);
  const built = await buildOverview(recording, 0);
  if (!built.ok) throw new Error(built.failure.code);
  const total = day * samplingHz;
  expect(source.mostHeld()).toBeLessThan(3_000_000);
  const whole = cutOverview(built.value, 0, total, 2000);
  expect(whole.leads[0]?.min.length).toBeLessThanOrEqual(2000);
  expect(whole.leads[0]?.min.length).toBeGreaterThan(400);
  const part = cutOverview(built.value, 5_000_100, 5_200_000, 20_000);
  expect(part.from).toBeLessThanOrEqual(5_000_100);
  for (const [lead, { min, max }] of part.leads.entries()) {
    for (let bucket = 0; bucket < min.length; bucket += 37) {
      const from = part.from + bucket * part.samplesPerBucket;
      const values = Array.from({ length: part.samplesPerBucket }, (_, at) => valueAt(lead, from + at) * 2.5);
      expect([min[bucket], max[bucket]]).toEqual([Math.min(...values), Math.max(...values)]);
    }
  }
  // A spike of one sample stands at every level.
  const spike = whole.leads[2]?.max ?? new Float32Array();
  expect(Math.max(...spike)).toBeGreaterThan(999 * 2.5);
}, 120_000);

describe('a window says what the whole file says', () => {
  const values = (count: number, seed: number) =>
    Array.from({ length: count }, (_, at) => ((at * 7919 + seed * 104_729) % 1000) - 500);

  const files: ReadonlyArray<readonly [name: string, make: () => RangeSource & { bytes?: Uint8Array }]> = [
    [
      'EDF with two rates and padding',
      () =>
        heldSource(
          edfBytes({
            signals: [
              {
                label: 'ECG II',
                samplesPerRecord: 50,
                samples: [...values(320, 1), ...Array.from({ length: 30 }, () => -32_768)],
              },
              { label: 'Resp', dimension: 'mmHg', samplesPerRecord: 10, samples: values(70, 2) },
            ],
          }),
        ),
    ],
    [
      'EDF+D with a pause',
      () =>
        heldSource(
          edfBytes({
            signals: [{ label: 'ECG II', samplesPerRecord: 20, samples: values(100, 3) }],
            lists: [
              '+0\x14\x14\0',
              '+1\x14\x14\0+1.5\x14beat\x14\0',
              '+9\x14\x14\0',
              '+10\x14\x14\0',
              '+11\x14\x14\0',
            ],
            reserved: 'EDF+D',
          }),
        ),
    ],
    [
      'BDF',
      () =>
        heldSource(
          edfBytes({
            bdf: true,
            signals: [
              { label: 'V1', samplesPerRecord: 25, samples: values(200, 4).map((value) => value * 4000) },
            ],
          }),
        ),
    ],
    [
      'ISHNE with an electrode off',
      () =>
        heldSource(
          ishneBytes({
            leads: [
              {
                code: 5,
                nanovolts: 2500,
                samples: values(300, 5).map((value, at) => (at > 100 && at < 140 ? -32_768 : value)),
              },
              { code: 6, nanovolts: 2500, samples: values(300, 6) },
            ],
          }),
        ),
    ],
    ...[8, 16, 24, 61, 80, 160, 212, 310, 311].map(
      (format) => [`WFDB ${format}`, () => wfdbSource(format)] as const,
    ),
    [
      'WFDB with skew and two rates',
      () => {
        const row = values(240, 9);
        return recordSource(`a 2 100 80\na.dat 16x2:3 200 16 0 0 0 0 II\na.dat 16 200/mmHg 16 0 0 0 0 P\n`, {
          'a.dat': wfdbSamples(16, row),
        });
      },
    ],
    [
      'WFDB in segments',
      () =>
        recordSource('a/4 2 100 130\nlayout 0\na1 50\n~ 30\na2 50\n', {
          'a1.hea': Buffer.from('a1 2 100 50\na1.dat 212 200 12 0 0 0 0 I\na1.dat 212 200 12 0 0 0 0 V1\n'),
          'a1.dat': wfdbSamples(212, values(100, 10)),
          'a2.hea': Buffer.from('a2 1 100 50\na2.dat 16 100 12 0 0 0 0 V5\n'),
          'a2.dat': wfdbSamples(16, values(50, 11)),
        }),
    ],
    [
      'DICOM',
      () =>
        heldSource(
          dicomEcg({
            leads: ['I', 'II', 'V1'],
            samplingHz: 500,
            samples: [values(900, 12), values(900, 13), values(900, 14)],
          }),
        ),
    ],
  ];

  test.each(files)('%s', async (_, make) => {
    const source = make();
    const siblings = new Map<string, Uint8Array>();
    for (const name of ['a.dat', 'a1.hea', 'a1.dat', 'a2.hea', 'a2.dat', 'a.atr']) {
      const beside = await source.sibling(name);
      if (beside !== null) siblings.set(name, await beside.read(0, beside.size));
    }
    const bytes = await source.read(0, source.size);
    const whole = readEcgFile(bytes, { sibling: (name) => siblings.get(name) ?? null });
    if (!whole.ok) throw new Error(whole.failure.message);
    const { groups } = whole.value.waveform;
    const recording = await opened(source);
    expect(
      recording.groups.map(({ samplingHz, sampleCount, offsetMs, leads }) => ({
        samplingHz,
        sampleCount,
        offsetMs,
        leads,
      })),
    ).toEqual(
      groups.map(({ samplingHz, sampleCount, offsetMs, leads }) => ({
        samplingHz,
        sampleCount,
        offsetMs,
        leads: leads.map(({ name }) => name),
      })),
    );
    for (const [index, group] of groups.entries()) {
      await fc.assert(
        fc.asyncProperty(
          fc.nat(group.sampleCount - 1),
          fc.integer({ min: 1, max: group.sampleCount }),
          async (from, length) => {
            const to = Math.min(from + length, group.sampleCount);
            const window = await windowOf(source, index, from, to);
            const rows = [...window.leads, ...(window.otherChannels ?? [])];
            const wholes = [...group.leads, ...(group.otherChannels ?? [])];
            expect(window.sampleCount).toBe(to - from);
            expect(rows.length).toBe(wholes.length);
            for (const [at, row] of rows.entries()) {
              const own = wholes[at];
              const { samples, missing, ...facts } = row;
              const { samples: all = new Int32Array(), missing: gaps = [], ...same } = own ?? {};
              expect(facts).toEqual(same);
              const isMissing = (runs: typeof missing, place: number) =>
                runs.some(([a, b]) => place >= a && place < b);
              for (let place = from; place < to; place++) {
                const gone = isMissing(gaps, place);
                expect(isMissing(missing, place - from)).toBe(gone);
                if (!gone) expect(samples[place - from]).toBe(all[place]);
              }
            }
          },
        ),
        { numRuns: 25 },
      );
    }
    const marks = await recording.readMarks();
    expect(marks.ok && marks.value).toEqual(whole.value.waveform.annotations ?? []);
  });

  function wfdbSource(format: number): RangeSource {
    const limit = format === 8 ? 100 : format === 80 ? 120 : 500;
    const row = Array.from({ length: 210 }, (_, at) => ((at * 7919) % (2 * limit)) - limit);
    const smooth = format === 8 ? row.map((_, at) => Math.round(50 * Math.sin(at / 9))) : row;
    const signals = format === 8 ? 1 : 3;
    const lines = Array.from(
      { length: signals },
      (_, at) => `a.dat ${format} 200 12 0 ${format === 8 ? smooth[0] : 0} 0 0 V${at + 1}`,
    );
    return recordSource(`a ${signals} 100 ${210 / signals}\n${lines.join('\n')}\n`, {
      'a.dat': wfdbSamples(format, smooth, smooth[0]),
      'a.atr': wfdbMarks([
        [1, 5],
        [5, 20],
      ]),
    });
  }

  function recordSource(header: string, files: Readonly<Record<string, Uint8Array>>): RangeSource {
    return heldSource(Buffer.from(header), {
      name: 'a.hea',
      sibling: async (name) => (files[name] === undefined ? null : heldSource(files[name])),
    });
  }
});

test('beats of ISHNE lie beside it', async () => {
  const beats = heldSource(
    ishneBeats(10, [
      ['N', 50],
      ['V', 40],
    ]),
  );
  const source = heldSource(ishneBytes({ leads: [{ code: 5, nanovolts: 2500, samples: zeros(200) }] }), {
    name: 'a.ecg',
    sibling: async (name) => (name === 'a.ann' ? beats : null),
  });
  const marks = await (await opened(source)).readMarks();
  expect(marks.ok && marks.value.map(({ sample, code }) => [sample, code])).toEqual([
    [60, 'N'],
    [100, 'V'],
  ]);
});

test('a resting ECG of any other format is windowed too, and hostile bytes are refused', async () => {
  const refused = await openRecording(heldSource(Buffer.from('nothing that is known')));
  expect(refused.ok ? 'read' : refused.failure.code).toBe('format-unknown');
  const empty = await openRecording(heldSource(new Uint8Array()));
  expect(empty.ok ? 'read' : empty.failure.code).toBe('file-empty');
  const torn: RangeSource = {
    ...heldSource(ishneBytes({ leads: [{ code: 5, nanovolts: 2500, samples: zeros(20) }] })),
    read: () => Promise.reject(new Error('EIO')),
  };
  const failed = await openRecording(torn);
  expect(failed.ok ? 'read' : failed.failure.code).toBe('waveform-cut');
});

test('windows and overviews come out of their bytes as they went in, at any place in memory', async () => {
  const window = await windowOf(
    heldSource(edfBytes({ signals: [{ label: 'V1', samplesPerRecord: 5, samples: [1, 2, 3, 4, 5] }] })),
    0,
    1,
    4,
  );
  const bytes = encodeWindow(window);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  for (const given of [bytes, shifted.subarray(1)]) {
    const back = decodeWindow(given);
    expect(back.ok && back.value).toEqual(window);
  }
  const part = {
    samplingHz: 1,
    sampleCount: 2,
    samplesPerBucket: 64,
    from: 0,
    leads: [{ name: '导', min: Float32Array.of(1, 2.5), max: Float32Array.of(3, 4) }],
  };
  const back = decodeOverview(encodeOverview(part));
  expect(back.ok && back.value).toEqual(part);
  expect(decodeWindow(Uint8Array.of(1, 2, 3)).ok).toBe(false);
  expect(decodeWindow(bytes.subarray(0, bytes.length - 4)).ok).toBe(false);
});

/** The same object with more samples than it holds: lengths of data, item and sequence raised, the bytes left to the source. */
function withWaveformLength(
  bytes: Uint8Array,
  dataLength: number,
  samples: number,
  longer: number,
): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, bytes.length - dataLength));
  const raise = (at: number) => head.writeUInt32LE(head.readUInt32LE(at) + longer - dataLength, at);
  raise(head.length - 4);
  const sequence = head.indexOf(Buffer.from([0x00, 0x54, 0x00, 0x01, 0x53, 0x51]));
  raise(sequence + 8);
  raise(sequence + 16);
  const count = head.indexOf(Buffer.from([0x3a, 0x00, 0x10, 0x00, 0x55, 0x4c]));
  head.writeUInt32LE(samples, count + 8);
  return new Uint8Array(head);
}

/** An ambulatory object as our converter writes it. */
function dicomEcg(given: {
  readonly leads: readonly string[];
  readonly samplingHz: number;
  readonly samples: readonly (readonly number[])[];
}): Uint8Array {
  const leads = given.leads.map((name, index) =>
    buildLead({ name, samples: Int16Array.from(given.samples[index] ?? []), microvoltsPerLsb: 2.5 }),
  );
  const { samplingHz } = given;
  const sampleCount = given.samples[0]?.length ?? 0;
  const written = writeDicomEcg(
    {
      format: 'ishne',
      patient: { name: '', id: '', sex: 'U', birthDate: null },
      accessionNumber: '',
      institution: '',
      device: { manufacturer: '', model: '', serial: '', software: '' },
      waveform: {
        groups: [{ label: 'RHYTHM', samplingHz, sampleCount, leads }],
        statements: [],
        measurements: [],
        acquiredAt: '2025-11-21T07:06:05',
      },
      warnings: new Set(),
      complete: true,
    },
    {
      target: 'dicom-general',
      uids: { studyInstanceUid: '2.25.1', seriesInstanceUid: '2.25.2', sopInstanceUid: '2.25.3' },
      originalSha256: '0'.repeat(64),
      notLaterThan: '2025-11-21T07:06:05',
    },
  );
  if (!written.ok) throw new Error(written.failure.message);
  return written.value.bytes;
}

test('an interrupted day is passed once: with its index a window costs the bytes it lies in', async () => {
  const hours = 24;
  const recordSeconds = 10;
  const records = (hours * 3600) / recordSeconds;
  const lists = Array.from(
    { length: records },
    (_, at) => `+${at * recordSeconds + (at >= 4000 ? 600 : 0)}\x14\x14\0`,
  );
  const source = heldSource(
    edfBytes({
      signals: [
        {
          label: 'V1',
          samplesPerRecord: 500,
          samples: Array.from({ length: records * 500 }, (_, at) => valueAt(0, at)),
        },
      ],
      lists,
      recordSeconds,
      reserved: 'EDF+D',
    }),
  );
  const first = await opened(source);
  expect(first.groups.map(({ sampleCount }) => sampleCount)).toEqual([4640 * 500, 4000 * 500]);
  expect(source.bytesRead()).toBeGreaterThan(source.size);
  const { index } = first;
  if (index === undefined) throw new Error('no index');
  const before = source.bytesRead();
  const again = await openRecording(source, { index });
  if (!again.ok) throw new Error(again.failure.message);
  const window = await again.value.readWindow(0, 1_000_000, 1_001_000);
  if (!window.ok) throw new Error(window.failure.message);
  expect(Array.from(window.value.leads[0]?.samples ?? [])).toEqual(
    Array.from({ length: 1000 }, (_, at) => valueAt(0, 4000 * 500 + 1_000_000 + at)),
  );
  expect(source.bytesRead() - before).toBeLessThan(100_000);
});
