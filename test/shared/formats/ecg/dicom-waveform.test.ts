import { describe, expect, test } from 'vitest';
import { readDicomWaveform } from '#shared/formats/ecg/dicom-waveform.ts';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
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
  const waveform = readDicomWaveform(ecgFile(groups, annotations));
  if (!waveform.ok) throw new Error(waveform.failure.message);
  return waveform.value;
}

describe('amplitudes', () => {
  test('sensitivity, factor, unit and baseline give true millivolts; codes give the names', () => {
    const [group] = read([rhythm]).groups;
    expect(group?.leads.map((lead) => lead.name)).toEqual(['I', 'aVR', 'V6', 'Lead V3R']);
    expect(group?.leads.map(leadAmplitude)).toEqual([
      { min: -0.0025, max: 0.005 },
      { min: 0.1, max: 0.4 },
      { min: 0, max: 1 },
      { min: 0.003, max: 0.003 },
    ]);
    expect(group?.leads[0]?.filterHighHz).toBe(150);
    expect([...(group?.leads[0]?.samples ?? [])]).toEqual([1, -2, 3, 4]);
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
    ['µ-law', { ...rhythm, interpretation: 'MB', bits: 8 }],
    ['no sampling rate', { ...rhythm, samplingHz: 0 }],
    ['bits that do not fit', { ...rhythm, interpretation: 'SL' }],
    ['no sensitivity', { ...rhythm, leads: [{ code: '2:1', meaning: '', samples: [1], sensitivity: '' }] }],
    [
      'sensitivity zero',
      { ...rhythm, leads: [{ code: '2:1', meaning: '', samples: [1], sensitivity: '0' }] },
    ],
  ])('%s', (_, group) => {
    expect(readDicomWaveform(ecgFile([group]))).toMatchObject({
      ok: false,
      failure: { code: 'waveform-invalid' },
    });
  });

  test('no waveform, and channels that are no voltage', () => {
    expect(readDicomWaveform(ecgFile([]))).toMatchObject({ ok: false, failure: { code: 'no-waveform' } });
    const pressure = { ...rhythm, leads: [{ code: '1', meaning: '', samples: [1], unit: 'mm[Hg]' }] };
    expect(readDicomWaveform(ecgFile([pressure]))).toMatchObject({
      ok: false,
      failure: { code: 'no-waveform' },
    });
  });
});
