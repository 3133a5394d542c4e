import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { AnalysisOptions, EcgAnalysis } from '#shared/ecg/analysis.ts';
import { fiducialSamples, measureMedianBeat } from '#shared/ecg/measure/measure-median-beat.ts';
import { readEcgFile } from '#shared/formats/ecg/read-ecg-file.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import type { RhythmName } from '../../../practice/ecg/rhythms.ts';
import { runHeart } from '../../../practice/ecg/run-heart.ts';
import { deriveLeads, leadOrder } from '../../../practice/ecg/twelve-leads.ts';
import { createRandom } from '../../../practice/random.ts';
import { hasSharedData, sharedDataFolder } from '../../rig/shared-data.ts';
import { syntheticWaveform } from './synthetic-waveform.ts';

function analysed(waveform: Waveform, options: AnalysisOptions = {}): EcgAnalysis {
  const found = analyseEcg(waveform, options);
  if (!found.ok) throw new Error(found.failure.message);
  return found.value;
}

function heart(rhythm: RhythmName, seed: string): { waveform: Waveform; rPeaks: readonly number[] } {
  const run = runHeart(rhythm, 10, createRandom(seed));
  const leads = deriveLeads(run.leads);
  return {
    rPeaks: run.rhythm.rPeaks,
    waveform: {
      groups: [
        {
          label: 'RHYTHM',
          samplingHz: 500,
          sampleCount: 5000,
          leads: leadOrder.map((name) => ({
            name,
            samples: Int32Array.from(leads[name], (mv) => Math.round(mv * 400)),
            microvoltsPerLsb: 2.5,
            baselineMicrovolts: 0,
            missing: [],
            filterLowHz: null,
            filterHighHz: null,
            notchHz: null,
          })),
        },
      ],
      statements: [],
      measurements: [],
      acquiredAt: null,
    },
  };
}

describe('the dynamical heart', () => {
  it.each(['sinus', 'sinus-tachycardia', 'atrial-fibrillation', 'left-bundle-branch-block'] as const)(
    'finds every beat of %s and no other',
    (rhythm) => {
      const { waveform, rPeaks } = heart(rhythm, 'a');
      const inside = rPeaks.filter((at) => at > 150 && at < 9850);
      const beats = analysed(waveform).beats.map(({ sample }) => sample * 2);
      const near = beats.filter((at) => at > 150 && at < 9850);
      expect(near.length).toBe(inside.length);
      for (const at of inside) expect(near.some((beat) => Math.abs(beat - at) < 75)).toBe(true);
    },
  );

  it('names sinus rhythm and fibrillation apart', () => {
    expect(analysed(heart('sinus', 'a').waveform).rhythm.name).toBe('sinus');
    expect(analysed(heart('atrial-fibrillation', 'a').waveform).rhythm.name).toBe('atrial-fibrillation');
  });

  it('counts ventricular beats, and tells a long PR', () => {
    expect(
      analysed(heart('ventricular-premature-beats', 'a').waveform).rhythm.ectopy.ventricular,
    ).toBeGreaterThan(0);
    expect(analysed(heart('first-degree-block', 'a').waveform).rhythm.avBlock).toBe('first');
  });
});

describe('measurements', () => {
  it('follow a dragged point', () => {
    const { medianBeat } = analysed(heart('sinus', 'b').waveform);
    if (medianBeat === null) throw new Error('no median beat');
    const own = fiducialSamples(medianBeat);
    const before = measureMedianBeat(medianBeat);
    const after = measureMedianBeat(medianBeat, { ...own, tOff: (own.tOff ?? 0) + 10 });
    expect((after.qtMs ?? 0) - (before.qtMs ?? 0)).toBeCloseTo(20, 6);
    expect(after.qtcMs.fridericia).toBeGreaterThan(before.qtcMs.fridericia ?? 0);
    expect(after.prMs).toBe(before.prMs);
  });

  it('limits follow the age: 150 a minute is not called fast at six months', () => {
    const fast = syntheticWaveform({ seconds: 10 });
    const group = fast.groups[0];
    if (!group) throw new Error('no group');
    // The same beats in 400 ms instead of 800.
    const quick: Waveform = { ...fast, groups: [{ ...group, samplingHz: 1000 }] };
    const codes = (ageYears: number): string[] =>
      analysed(quick, { ageYears, sex: 'M' }).statements.map(({ code }) => code);
    expect(analysed(quick).measurements.hrBpm).toBeCloseTo(150, 0);
    expect(codes(0.5)).not.toContain('STACH');
    expect(codes(40)).not.toContain('SBRAD');
  });
});

describe('bad input', () => {
  const waveform = syntheticWaveform();
  const group = waveform.groups[0];
  if (!group) throw new Error('no group');
  const changed = (change: Partial<typeof group>): Waveform => ({
    ...waveform,
    groups: [{ ...group, ...change }],
  });

  it.each([0, Number.NaN, 10_000, -500])('refuses %d Hz', (samplingHz) => {
    const found = analyseEcg(changed({ samplingHz }));
    expect(found.ok ? '' : found.failure.code).toBe('waveform-invalid');
  });

  it('refuses a missing sensitivity, no leads, and a lead that is not there', () => {
    const code = (given: Waveform, options: AnalysisOptions = {}): string => {
      const found = analyseEcg(given, options);
      return found.ok ? '' : found.failure.code;
    };
    for (const microvoltsPerLsb of [0, Number.NaN]) {
      const leads = group.leads.map((lead) => ({ ...lead, microvoltsPerLsb }));
      expect(code(changed({ leads }))).toBe('waveform-invalid');
    }
    expect(code(changed({ leads: [] }))).toBe('no-waveform');
    expect(code({ ...waveform, groups: [] })).toBe('no-waveform');
    expect(code(waveform, { lead: 12 })).toBe('waveform-invalid');
    expect(code(waveform, { lead: -1 })).toBe('waveform-invalid');
  });

  it('an all flat recording has no beats, no numbers and says lead off', () => {
    const leads = group.leads.map((lead) => ({ ...lead, samples: new Int32Array(group.sampleCount) }));
    const found = analysed(changed({ leads }));
    expect(found.beats).toEqual([]);
    expect(found.measurements.hrBpm).toBeNull();
    expect(found.measurements.qtMs).toBeNull();
    expect(found.quality.II?.state).toBe('flat');
    expect(found.statements.map(({ code }) => code)).toContain('LEADOFF');
  });

  it('one flat lead is left out and named', () => {
    const leads = group.leads.map((lead) =>
      lead.name === 'V3' ? { ...lead, samples: new Int32Array(group.sampleCount) } : lead,
    );
    const found = analysed(changed({ leads }));
    expect(found.quality.V3?.state).toBe('flat');
    expect(found.analysedLeads).not.toContain('V3');
    expect(found.beats.length).toBeGreaterThan(10);
  });

  it('at 125 Hz no ST claim is made', () => {
    const slow = syntheticWaveform({ samplingHz: 125 });
    const found = analysed(slow, { ageYears: 50, sex: 'M' });
    expect(found.lowSampling?.heldBack).toContain('st');
    expect(found.statements.map(({ code }) => code)).toContain('LOWFS');
    expect(found.statements.map(({ code }) => code)).not.toContain('STE');
  });
});

describe.runIf(hasSharedData)('the Mortara sample', () => {
  it('agrees with the device', () => {
    const read = readEcgFile(new Uint8Array(readFileSync(`${sharedDataFolder}ecg/dicom/waveform_ecg.dcm`)));
    if (!read.ok) throw new Error(read.failure.message);
    const { measurements: m } = analysed(read.value.waveform);
    expect(Math.abs((m.rrMs.median ?? 0) - 982)).toBeLessThanOrEqual(10);
    expect(Math.abs((m.prMs ?? 0) - 161)).toBeLessThanOrEqual(15);
    expect(Math.abs((m.qrsMs ?? 0) - 75)).toBeLessThanOrEqual(10);
    expect(Math.abs((m.qtMs ?? 0) - 368)).toBeLessThanOrEqual(20);
    expect(Math.abs((m.axesDeg.p ?? 0) - 74)).toBeLessThanOrEqual(10);
    expect(Math.abs((m.axesDeg.qrs ?? 0) - 52)).toBeLessThanOrEqual(10);
    expect(Math.abs((m.axesDeg.t ?? 0) - 57)).toBeLessThanOrEqual(10);
  });
});
