/** Every real SCP-ECG, EDF, BDF and WFDB file comes out with the samples, beats and measurements known of it. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EcgFile } from '#shared/formats/ecg/ecg-file.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { readWfdbAnnotations } from '#shared/formats/ecg/wfdb/wfdb-annotations.ts';
import type { WaveformLead } from '#shared/study/waveform.ts';
import { expectedFacts, hasSharedData, sharedDataFolder } from '../rig/shared-data.ts';
import { realBytes, realFiles } from './real-files.ts';

function file(path: string): EcgFile {
  const folder = path.replace(/[^/]*$/, '');
  const sibling = (name: string) =>
    existsSync(`${sharedDataFolder}${folder}${name}`) ? realBytes(`${folder}${name}`) : null;
  const read = readEcgFile(realBytes(path), { sibling });
  if (!read.ok) throw new Error(`${path}: ${read.failure.code} ${read.failure.message}`);
  return read.value;
}

const leadOf = (ecg: EcgFile, name: string): WaveformLead => {
  const lead = ecg.waveform.groups[0]?.leads.find((one) => one.name === name);
  if (lead === undefined) throw new Error(name);
  return lead;
};
const microvolts = (lead: WaveformLead) =>
  Array.from(lead.samples, (sample) => sample * lead.microvoltsPerLsb + lead.baselineMicrovolts);

describe.skipIf(!hasSharedData)('SCP-ECG', () => {
  test('Example.scp equals its DICOM and aECG twins, sample by sample in all leads', () => {
    const scp = file('ecg/scp/Example.scp');
    expect([scp.complete, [...scp.warnings]]).toEqual([true, []]);
    for (const twin of ['ecg/dicom/Example.dcm', 'ecg/aecg/Example.xml'].map(file)) {
      const [group] = twin.waveform.groups;
      expect(group?.leads).toHaveLength(12);
      for (const lead of group?.leads ?? []) {
        const own = microvolts(leadOf(scp, lead.name));
        expect(own, lead.name).toHaveLength(5000);
        const worst = microvolts(lead).reduce(
          (most, value, at) => Math.max(most, Math.abs(value - (own[at] ?? Number.NaN))),
          0,
        );
        expect(worst, lead.name).toBeLessThan(1e-6);
      }
      expect(scp.patient).toEqual(twin.patient);
    }
  });

  test('Example.scp has the beat, the measurements and the time of its twins', () => {
    const scp = file('ecg/scp/Example.scp');
    const dicom = file('ecg/dicom/Example.dcm');
    const values = Object.fromEntries(scp.waveform.measurements.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      'PR Interval': 148,
      'QRS Duration': 120,
      'QT Interval': 420,
      'QTc Interval': 443,
      'P Axis': 44,
      'QRS Axis': -61,
      'T Axis': 86,
    });
    expect(scp.waveform.acquiredAt).toBe(dicom.waveform.acquiredAt);
    const [, own] = scp.waveform.groups;
    const [, twin] = dicom.waveform.groups;
    // The section says 1198 ms; the twin was written with one sample more.
    expect([own?.label, own?.sampleCount, twin?.sampleCount]).toEqual(['MEDIAN BEAT', 599, 600]);
    for (const lead of own?.leads ?? []) {
      const other = twin?.leads.find(({ name }) => name === lead.name);
      if (other === undefined) throw new Error(lead.name);
      expect(microvolts(lead)).toEqual(microvolts(other).slice(0, 599));
    }
  });

  test('a record that is not to the standard is refused by name', () => {
    const read = readEcgFile(realBytes('ecg/scp/healforce-62-nonconforming.SCP'));
    expect(read.ok ? 'read' : read.failure.code).toBe('scp-damaged');
  });
});

describe.skipIf(!hasSharedData)('EDF and BDF', () => {
  test('the CinC file equals its WFDB twin; its padding is missing, not a spike', () => {
    const edf = file('ecg/edf/cinc2017-A00001.edf');
    const lead = leadOf(edf, 'ECG');
    expect(lead.samples).toHaveLength(12_000);
    expect(lead.missing).toEqual([[9000, 12_000]]);
    const twin = leadOf(file('ecg/wfdb/cinc2017/A00001.hea'), 'ECG');
    expect(microvolts(lead).slice(0, 9000)).toEqual(microvolts(twin));
  });

  test('EDF+ says when it began, to the part of a second', () => {
    const edf = file('ecg/edf/test_subsecond.edf');
    expect([edf.waveform.acquiredAt, edf.patient.sex, edf.patient.birthDate]).toEqual([
      '2020-01-24T04:05:56.395',
      'F',
      '1998-01-20',
    ]);
    // 8711 … −8711 µV: the range is upside down and so is the scale.
    expect(leadOf(edf, 'Fp1').microvoltsPerLsb).toBeCloseTo(-17_422 / 65_535, 9);
  });

  test('BDF+ holds 24 bits, one group for each rate', () => {
    const bdf = file('ecg/edf/test_generator.bdf');
    expect(bdf.waveform.groups.map((group) => group.samplingHz)).toEqual([1000, 800, 500, 975, 999]);
    expect(bdf.waveform.groups.flatMap((group) => group.leads.map((lead) => lead.samples.length))).toEqual([
      30_000, 24_000, 15_000, 29_250, 29_970,
    ]);
    const sine = microvolts(leadOf(bdf, 'sine 5Hz'));
    expect(Math.max(...sine)).toBeCloseTo(1000, 1);
    for (const [at, value] of sine.slice(0, 2000).entries())
      expect(Math.abs(value - 1000 * Math.sin((2 * Math.PI * 5 * (at + 1)) / 1000))).toBeLessThan(40);
  });

  test('a file of annotations alone has no curve', () => {
    const read = readEcgFile(realBytes('ecg/edf/test_edfann.edf'));
    expect(read.ok ? 'read' : read.failure.code).toBe('no-waveform');
  });
});

interface WfdbFacts {
  readonly fs: number;
  readonly samples: number;
  readonly signals: readonly string[];
  readonly headerChecksums: string | null | ReadonlyArray<readonly [string, number, number, number, number]>;
  readonly expectedDigital?: {
    readonly first: readonly number[];
    readonly second: readonly number[];
    readonly last: readonly number[];
    readonly columnSums: readonly number[];
  };
  readonly atr?: { readonly beatTypes: Record<string, number>; readonly firstBeats: readonly number[] };
}

describe.skipIf(!hasSharedData)('WFDB', () => {
  const facts: Record<string, WfdbFacts> = hasSharedData ? expectedFacts().wfdb : {};

  test.each(Object.entries(facts))('%s', (record, expected) => {
    const ecg = file(`ecg/wfdb/${record}.hea`);
    const [group] = ecg.waveform.groups;
    expect(group?.leads).toHaveLength(expected.signals.length);
    expect([group?.samplingHz, group?.sampleCount]).toEqual([expected.fs, expected.samples]);
    expect([ecg.complete, [...ecg.warnings]]).toEqual([true, []]);
    if (Array.isArray(expected.headerChecksums)) {
      for (const [index, row] of expected.headerChecksums.entries()) {
        const samples = group?.leads[index]?.samples ?? new Int16Array(0);
        expect([Array.from(samples).reduce((sum, value) => (sum + value) & 0xffff, 0), samples[0]]).toEqual([
          row[2],
          row[3],
        ]);
      }
    }
    const digital = expected.expectedDigital;
    if (digital !== undefined) {
      const column = (at: number) => group?.leads.map((lead) => lead.samples.at(at));
      expect([column(0), column(1), column(-1)]).toEqual([digital.first, digital.second, digital.last]);
      expect(
        group?.leads.map((lead) => Array.from(lead.samples).reduce((sum, value) => sum + value, 0)),
      ).toEqual(digital.columnSums);
    }
  });

  test.each(Object.entries(facts).filter(([, { atr }]) => atr !== undefined))(
    '%s has its beats beside it',
    (record, { atr }) => {
      const { annotations = [] } = file(`ecg/wfdb/${record}.hea`).waveform;
      const counts: Record<string, number> = {};
      const beats = annotations.filter(({ code }) => atr !== undefined && code in atr.beatTypes);
      for (const { code } of beats) counts[code] = (counts[code] ?? 0) + 1;
      expect(counts).toEqual(atr?.beatTypes);
      expect(beats.slice(0, 5).map(({ sample }) => sample)).toEqual(atr?.firstBeats);
    },
  );

  test.each(realFiles('ecg/wfdb/qtdb').filter((path) => path.endsWith('.q1c')))(
    '%s: 30 beats, each delineated',
    (path) => {
      const record = /([^/]+)\.q1c$/.exec(path)?.[1] ?? '';
      const marks = readWfdbAnnotations(realBytes(path));
      const beats = marks.filter(({ code }) => code === 'N');
      const known = expectedFacts().wfdb[`qtdb/${record}`].q1c;
      expect(beats).toHaveLength(known.QRS);
      expect([beats[0]?.sample, beats.at(-1)?.sample]).toEqual([known.firstQRSsample, known.lastQRSsample]);
    },
  );

  test('rhythm changes keep their words', () => {
    const [first] = file('ecg/wfdb/mitdb/100.hea').waveform.annotations ?? [];
    expect(first).toEqual({ sample: 18, code: '+', text: '(N' });
  });

  test('a record of two segments, three leads at four times the rate of its pressures', () => {
    const ecg = file('ecg/wfdb/formats/041s/041s.hea');
    const parts = ['041s01', '041s02'].map((name) => file(`ecg/wfdb/formats/041s/${name}.hea`));
    expect(ecg.waveform.groups.map((group) => [group.samplingHz, group.sampleCount])).toEqual([
      [500, 8000],
      [125, 2000],
    ]);
    expect(ecg.waveform.groups[1]?.otherChannels?.map(({ name, unit }) => [name, unit])).toEqual([
      ['ABP', 'mmHg'],
      ['PAP', 'mmHg'],
    ]);
    const joined = Array.from(leadOf(ecg, 'III').samples);
    expect(joined).toEqual(parts.flatMap((part) => Array.from(leadOf(part, 'III').samples)));
    expect(ecg.warnings.size).toBe(0);
  });

  test('a header alone says which file is missing', () => {
    const read = readEcgFile(realBytes('ecg/wfdb/mitdb/100.hea'));
    expect(read.ok ? null : read.failure).toMatchObject({
      code: 'signal-file-missing',
      message: expect.stringContaining('100.dat'),
    });
  });
});
