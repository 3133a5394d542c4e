/** Real ECGs in XML come out with the samples, amplitudes and measurements that are known of them. */
import { describe, expect, test } from 'vitest';
import type { EcgFile } from '#shared/formats/ecg/ecg-file.ts';
import { leadAmplitude } from '#shared/formats/ecg/lead-amplitude.ts';
import { leadName } from '#shared/formats/ecg/lead-names.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import { standardLeads, type WaveformLead } from '#shared/study/waveform.ts';
import { expectedFacts, hasSharedData } from '../rig/shared-data.ts';
import { realBytes } from './real-files.ts';

interface XmlFacts {
  readonly fs: number;
  readonly samples: number;
  readonly leads: number;
  readonly leadNames: readonly string[];
  readonly first3II: readonly number[];
  readonly ptpII: number;
  readonly measurements: Readonly<Record<string, string>>;
}

function file(path: string): EcgFile {
  const read = readEcgFile(realBytes(path));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

function leadOf(ecg: EcgFile, name: string): WaveformLead {
  const found = ecg.waveform.groups[0]?.leads.find((lead) => lead.name === name);
  if (found === undefined) throw new Error(name);
  return found;
}

const microvolts = (lead: WaveformLead): number[] =>
  Array.from(lead.samples, (sample) => sample * lead.microvoltsPerLsb + lead.baselineMicrovolts);

const measured = (ecg: EcgFile, name: string) =>
  ecg.waveform.measurements.find((measurement) => measurement.name === name)?.value;

describe.skipIf(!hasSharedData)('ECGs in XML', () => {
  test.each(['ecg/aecg/Example.xml', 'ecg/muse-xml/example1.xml', 'ecg/muse-xml/example2.xml'])(
    '%s',
    (path) => {
      const facts: XmlFacts = expectedFacts().ecg[path];
      const ecg = file(path);
      const [group] = ecg.waveform.groups;
      const stored = group?.leads.filter((lead) => lead.derived !== true) ?? [];
      expect([group?.samplingHz, group?.sampleCount, stored.length]).toEqual([
        facts.fs,
        facts.samples,
        facts.leads,
      ]);
      expect(stored.map((lead) => lead.name)).toEqual(
        facts.leadNames.map((name, at) => leadName(name, '', name, at)),
      );
      const two = leadOf(ecg, 'II');
      for (const [at, value] of facts.first3II.entries()) expect(microvolts(two)[at]).toBeCloseTo(value, 6);
      const range = leadAmplitude(two);
      expect(((range?.max ?? 0) - (range?.min ?? 0)) * 1000).toBeCloseTo(facts.ptpII, 3);
      for (const [code, value] of Object.entries(facts.measurements)) {
        const found = ecg.waveform.measurements.find((measurement) => measurement.code === code);
        expect(String(found?.value), code).toBe(value.split(' ')[0]);
      }
      expect([...ecg.warnings]).toEqual([]);
      expect(ecg.complete).toBe(true);
    },
  );

  test('one recording in aECG and DICOM is the same, sample by sample', () => {
    const xml = file('ecg/aecg/Example.xml');
    const dicom = file('ecg/dicom/Example.dcm');
    for (const name of standardLeads) {
      const [one, other] = [leadOf(xml, name), leadOf(dicom, name)];
      expect(
        Buffer.from(Int32Array.from(one.samples).buffer).equals(
          Buffer.from(Int32Array.from(other.samples).buffer),
        ),
        name,
      ).toBe(true);
      expect(one.microvoltsPerLsb).toBe(other.microvoltsPerLsb);
    }
    expect(measured(xml, 'QT Interval')).toBe(measured(dicom, 'QT Interval'));
  });

  test('the aECG with a subject, a site and a device', () => {
    expect(file('ecg/aecg/Example.xml')).toMatchObject({
      patient: { name: 'Clark', id: 'SBJ-123', sex: 'M', birthDate: '1953-05-08' },
      device: { model: 'ELI250', software: '5.3' },
      waveform: {
        acquiredAt: '2002-11-22T09:10:00',
        statements: [{ text: 'Sinus Rhythm', confirmed: false }],
      },
    });
  });

  test.each(['minimum_aecg', 'minimum_aecg_nouuid'])('%s has 26 ms of one lead: no waveform', (name) => {
    const read = readEcgFile(realBytes(`ecg/aecg/${name}.xml`));
    expect(read).toMatchObject({ ok: false, failure: { code: 'no-waveform' } });
  });

  test.each([
    ['129DYPRG.XML', 'HeartstartMRx', 41, 476],
    ['3191723_ZZDEMOPTONLY_1-04_orig.xml', 'PageWriter Touch', 84, 352],
  ])('Philips %s', (name, model, rate, qt) => {
    const ecg = file(`ecg/philips-sierra-xml/${name}`);
    const [group] = ecg.waveform.groups;
    expect([group?.samplingHz, group?.sampleCount, ecg.device.model, ecg.complete]).toEqual([
      500,
      5500,
      model,
      true,
    ]);
    expect(group?.leads.map((lead) => lead.name)).toEqual([...standardLeads]);
    expect([measured(ecg, 'Ventricular Heart Rate'), measured(ecg, 'QT Interval')]).toEqual([rate, qt]);
    // The last second holds the cart's calibration: every lead rests at exactly 1 mV for 0.2 s, which only the right decoding gives.
    for (const lead of group?.leads ?? []) {
      const end = Array.from(lead.samples.subarray(5000, 5500), (sample) => sample * lead.microvoltsPerLsb);
      expect(end.filter((value) => value === 1000).length, lead.name).toBeGreaterThan(80);
    }
    // Goldberger: the three augmented leads cancel but for the rounding of halves.
    const [right, left, foot] = ['aVR', 'aVL', 'aVF'].map((lead) => leadOf(ecg, lead).samples);
    for (let at = 0; at < 5000; at++) {
      expect(Math.abs((right?.[at] ?? 0) + (left?.[at] ?? 0) + (foot?.[at] ?? 0))).toBeLessThanOrEqual(4);
    }
  });

  test('the 1.04 file has its representative beats, close to the means of its rhythm', () => {
    const ecg = file('ecg/philips-sierra-xml/3191723_ZZDEMOPTONLY_1-04_orig.xml');
    const beats = ecg.waveform.groups.find((group) => group.label === 'MEDIAN BEAT');
    expect([beats?.sampleCount, beats?.leads.length]).toEqual([600, 12]);
    const two = beats?.leads.find((lead) => lead.name === 'II');
    // ramp + |samp| of lead II as the cart measured it: 1533 and 470 µV.
    const range = two && leadAmplitude(two);
    expect(((range?.max ?? 0) - (range?.min ?? 0)) * 1000).toBeGreaterThan(1900);
    expect(((range?.max ?? 0) - (range?.min ?? 0)) * 1000).toBeLessThan(2100);
  });

  test('Schiller: rhythm and averages; a clock that was never set is no time', () => {
    const ecg = file('ecg/schiller-xml/sample.xml');
    expect(ecg.waveform.groups.map((group) => [group.label, group.sampleCount, group.samplingHz])).toEqual([
      ['RHYTHM', 5000, 500],
      ['MEDIAN BEAT', 500, 500],
    ]);
    expect(leadOf(ecg, 'II').samples.slice(0, 3)).toEqual(Int32Array.of(-420, -419, -419));
    expect([measured(ecg, 'QT Interval'), ecg.waveform.acquiredAt, ecg.device.model]).toEqual([
      370,
      null,
      'AT-10P',
    ]);
  });
});
