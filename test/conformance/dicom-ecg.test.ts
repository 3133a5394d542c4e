/** Real DICOM ECGs come out with the amplitudes, names and measurements that are known of them. */
import { describe, expect, test } from 'vitest';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { standardLeads } from '#shared/study/waveform.ts';
import { expectedFacts, hasSharedData } from '../rig/shared-data.ts';
import { realBytes } from './real-files.ts';

interface EcgFacts {
  readonly fs: number;
  readonly samples: number;
  readonly first3: ReadonlyArray<readonly number[]>;
  readonly peakToPeak: readonly number[];
  readonly measurements: Readonly<Record<string, string>>;
}

function waveform(path: string) {
  const read = readEcgFile(realBytes(path));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.waveform;
}

describe.skipIf(!hasSharedData)('DICOM ECG', () => {
  test.each(['ecg/dicom/waveform_ecg.dcm', 'ecg/dicom/Example.dcm'])('%s', (path) => {
    const facts: EcgFacts = expectedFacts().ecg[path];
    const { groups, measurements } = waveform(path);
    const [rhythm] = groups;
    expect(groups.map((group) => group.label)).toEqual(['RHYTHM', 'MEDIAN BEAT']);
    expect(rhythm?.leads.map((lead) => lead.name)).toEqual([...standardLeads]);
    expect([rhythm?.samplingHz, rhythm?.sampleCount]).toEqual([facts.fs, facts.samples]);
    for (const [index, lead] of (rhythm?.leads ?? []).entries()) {
      const range = leadAmplitude(lead);
      expect(((range?.max ?? 0) - (range?.min ?? 0)) * 1000).toBeCloseTo(
        facts.peakToPeak[index] ?? Number.NaN,
        3,
      );
      for (const [at, row] of facts.first3.entries()) {
        if (row[index] === undefined) continue;
        expect((lead.samples[at] ?? 0) * lead.microvoltsPerLsb + lead.baselineMicrovolts).toBeCloseTo(
          row[index],
          6,
        );
      }
    }
    for (const [name, value] of Object.entries(facts.measurements)) {
      const found = measurements.find((measurement) => measurement.name === name);
      expect(String(found?.value)).toBe(value.split(' ')[0]);
    }
  });

  test('the Mortara sample reaches 1.9625 mV in V5', () => {
    const lead = waveform('ecg/dicom/waveform_ecg.dcm').groups[0]?.leads.find(({ name }) => name === 'V5');
    expect(lead && leadAmplitude(lead)?.max).toBe(1.9625);
  });
});
