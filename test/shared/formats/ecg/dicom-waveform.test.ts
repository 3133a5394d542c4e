import { describe, expect, test } from 'vitest';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { element } from '../../../builders/dicom-bytes.ts';
import { ecgFile, type GroupChoices, measurementItem } from '../../../builders/dicom-objects.ts';

const rhythm: GroupChoices = {
  label: 'RHYTHM',
  samplingHz: 500,
  interpretation: 'SS',
  bits: 16,
  leads: [
    { code: '2:1', meaning: 'Lead I (Einthoven)', samples: [1, -2, 3, 4], sensitivity: '1.25' },
    {
      code: '5.6.3-9-62',
      meaning: '',
      samples: [10, 20, 30, 40],
      sensitivity: '0.005',
      unit: 'mV',
      factor: '2',
    },
    { code: 'MDC_ECG_LEAD_V6', meaning: '', samples: [0, 0, 0, 100], unit: 'V', sensitivity: '0.00001' },
    { code: '9:9', meaning: 'Lead V3R', samples: [5, 5, 5, 5], baseline: '-2' },
  ],
};

function read(groups: readonly GroupChoices[], annotations: ReadonlyArray<Uint8Array> = []) {
  const waveform = readEcgFile(ecgFile(groups, annotations));
  if (!waveform.ok) throw new Error(waveform.failure.message);
  return waveform.value.waveform;
}

describe('amplitudes', () => {
  test('sensitivity, factor, unit and baseline give true millivolts; codes give the names', () => {
    const [group] = read([rhythm]).groups;
    expect(group?.leads.map((lead) => lead.name)).toEqual(['I', 'aVR', 'V6', 'V3R']);
    expect(group?.leads.map(leadAmplitude)).toEqual([
      { min: -0.0025, max: 0.005 },
      { min: 0.1, max: 0.4 },
      { min: 0, max: 1 },
      { min: 0.003, max: 0.003 },
    ]);
    expect(group?.leads[0]?.filterHighHz).toBe(150);
    expect([...(group?.leads[0]?.samples ?? [])]).toEqual([1, -2, 3, 4]);
  });

  test('the further leads of the chest are known by their codes alone', () => {
    const numbers = [9, 10, 11, 12, 13, 14, 15, 66, 67, 68, 69];
    const channels = numbers.map((number) => ({ code: `2:${number}`, meaning: '', samples: [1, 2, 3, 4] }));
    const [group] = read([{ ...rhythm, leads: channels }]).groups;
    expect(group?.leads.map((lead) => lead.name)).toEqual([
      'V7',
      'V2R',
      'V3R',
      'V4R',
      'V5R',
      'V6R',
      'V7R',
      'V8',
      'V9',
      'V8R',
      'V9R',
    ]);
  });

  test.each([
    ['SB', 8, -5],
    ['UB', 8, 200],
    ['SS', 16, -300],
    ['US', 16, 60000],
    ['SL', 32, -70000],
    ['UL', 32, 70000],
  ])('%s samples', (interpretation, bits, value) => {
    const [group] = read([
      { ...rhythm, interpretation, bits, leads: [{ code: '2:2', meaning: '', samples: [value, 1] }] },
    ]).groups;
    expect([...(group?.leads[0]?.samples ?? [])]).toEqual([value, 1]);
  });

  test('padding is missing signal', () => {
    const lead = { code: '2:2', meaning: '', samples: [-32768, 7, 8, -32768, -32768] };
    const [group] = read([{ ...rhythm, leads: [lead], padding: -32768 }]).groups;
    expect(group?.leads[0]?.missing).toEqual([
      [0, 1],
      [3, 5],
    ]);
    expect(group?.leads.map(leadAmplitude)).toEqual([{ min: 0.007, max: 0.008 }]);
  });
});

test('the longest group comes first; statements and measurements come along', () => {
  const median: GroupChoices = {
    ...rhythm,
    label: 'MEDIAN BEAT',
    leads: [{ code: '2:1', meaning: '', samples: [1, 2] }],
  };
  const statement = element(0x00700006, 'ST', new TextEncoder().encode('窦性心律'));
  const waveform = read([median, rhythm], [statement, measurementItem('QRS Duration', '75', 'ms')]);
  expect(waveform.groups.map((group) => group.label)).toEqual(['RHYTHM', 'MEDIAN BEAT']);
  expect(waveform.statements).toEqual([{ text: '窦性心律', confirmed: false }]);
  expect(waveform.measurements).toEqual([{ name: 'QRS Duration', value: 75, unit: 'ms' }]);
  expect(waveform.acquiredAt).toBe('2026-01-02T03:04:05');
});

describe('refused', () => {
  test.each([
    ['an unknown interpretation', { ...rhythm, interpretation: 'XX' }],
    ['no sampling rate', { ...rhythm, samplingHz: 0 }],
    ['bits that do not fit', { ...rhythm, interpretation: 'SL' }],
    ['no sensitivity', { ...rhythm, leads: [{ code: '2:1', meaning: '', samples: [1], sensitivity: '' }] }],
    [
      'sensitivity zero',
      { ...rhythm, leads: [{ code: '2:1', meaning: '', samples: [1], sensitivity: '0' }] },
    ],
  ])('%s', (_, group) => {
    expect(readEcgFile(ecgFile([group]))).toMatchObject({
      ok: false,
      failure: { code: 'waveform-invalid' },
    });
  });

  test('no waveform', () => {
    expect(readEcgFile(ecgFile([]))).toMatchObject({ ok: false, failure: { code: 'no-waveform' } });
  });
});

describe('beside the twelve leads', () => {
  test('a channel that is no voltage keeps its unit and stands apart', () => {
    const pressure = {
      code: '1',
      meaning: 'Aortic pressure',
      unit: 'mm[Hg]',
      sensitivity: '0.5',
      baseline: '10',
    };
    const [group] = read([
      { ...rhythm, leads: [...rhythm.leads, { ...pressure, samples: [1, 2, 3, 4] }] },
    ]).groups;
    expect(group?.leads).toHaveLength(4);
    expect(group?.otherChannels).toEqual([
      {
        name: 'Aortic pressure',
        unit: 'mm[Hg]',
        samples: Int32Array.of(1, 2, 3, 4),
        unitsPerLsb: 0.5,
        baseline: 10,
        missing: [],
      },
    ]);
  });

  test('a longer record of pressures alone stands behind the ECG', () => {
    const samples = Array.from({ length: 40 }, (_, index) => index);
    const pressures = { ...rhythm, label: 'P', leads: [{ code: '1', meaning: 'P', samples, unit: 'kPa' }] };
    expect(read([pressures, rhythm]).groups.map(({ label }) => label)).toEqual(['RHYTHM', 'P']);
  });

  test('a trigger without any sensitivity is in counts; it does not cost the ECG', () => {
    const trigger = { code: '9:9', meaning: 'Trigger', samples: [0, 1, 0, 0], sensitivity: '' };
    const [group] = read([{ ...rhythm, leads: [...rhythm.leads, trigger] }]).groups;
    expect(group?.otherChannels).toMatchObject([{ name: 'Trigger', unit: '1', unitsPerLsb: 1 }]);
  });
});

describe('companded and unsigned samples', () => {
  // ITU-T G.711: the codes of the greatest, the least and the smallest values.
  test.each([
    ['MB', [0x80, 0x00, 0xff, 0x7f, 0xfe], [8031, -8031, 0, 0, 2]],
    ['AB', [0xaa, 0x2a, 0xd5, 0x55], [4032, -4032, 1, -1]],
  ])('%s', (interpretation, codes, values) => {
    const lead = { code: '2:2', meaning: '', samples: codes };
    const [group] = read([{ ...rhythm, interpretation, bits: 8, leads: [lead] }]).groups;
    expect([...(group?.leads[0]?.samples ?? [])].map((value) => value + 0)).toEqual(values);
  });

  test('UL beyond a signed number keeps its amplitude', () => {
    const lead = { code: '2:2', meaning: '', samples: [3_000_000_000, 1], sensitivity: '0.001' };
    const [group] = read([{ ...rhythm, interpretation: 'UL', bits: 32, leads: [lead] }]).groups;
    expect(group?.leads.map(leadAmplitude)).toEqual([{ min: 0.000001, max: 3000 }]);
  });
});

test('data that end early: what is there is read, the rest is missing, and the file is not complete', () => {
  const file = readEcgFile(ecgFile([{ ...rhythm, promised: 6 }]));
  if (!file.ok) throw new Error(file.failure.message);
  const { waveform, complete, warnings } = file.value;
  expect(waveform.groups[0]?.leads[0]?.missing).toEqual([[4, 6]]);
  expect([complete, warnings.has('waveform-short')]).toEqual([false, true]);
});
