import { describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import { collectLimits } from '#shared/report/collect-limits.ts';
import { ecgTerm } from '#shared/report/ecg-terms/ecg-terms.ts';
import { writeTerm } from '#shared/report/ecg-terms/write-term.ts';
import { normalObjections } from '#shared/report/normal-ecg/normal-objections.ts';
import { writeNormalEcg } from '#shared/report/normal-ecg/write-normal-ecg.ts';
import { judgeNumbers } from '#shared/report/numbers/judge-numbers.ts';
import { measuredValues } from '#shared/report/numbers/measured-values.ts';
import type { Waveform } from '#shared/study/waveform.ts';
import type { RhythmName } from '../../../../practice/ecg/rhythms.ts';
import { runHeart } from '../../../../practice/ecg/run-heart.ts';
import { deriveLeads, leadOrder } from '../../../../practice/ecg/twelve-leads.ts';
import { createRandom } from '../../../../practice/random.ts';

function heart(rhythm: RhythmName, change: { every?: number; flat?: string; lowHz?: number } = {}): Waveform {
  const { every = 1, flat, lowHz = 0.05 } = change;
  const leads = deriveLeads(runHeart(rhythm, 10, createRandom('heart-1')).leads);
  return {
    groups: [
      {
        label: 'RHYTHM',
        samplingHz: 500 / every,
        sampleCount: 5000 / every,
        leads: leadOrder.map((name) => ({
          name,
          samples: Int32Array.from({ length: 5000 / every }, (_, i) =>
            name === flat ? 0 : Math.round((leads[name][i * every] ?? 0) * 400),
          ),
          microvoltsPerLsb: 2.5,
          baselineMicrovolts: 0,
          missing: [],
          filterLowHz: lowHz,
          filterHighHz: 150,
          notchHz: null,
        })),
      },
    ],
    statements: [],
    measurements: [],
    acquiredAt: null,
  };
}

function basisOf(waveform: Waveform, ageYears: number | null = 40, sex: 'M' | 'F' | null = 'F') {
  const found = analyseEcg(waveform, {
    ...(ageYears === null ? {} : { ageYears }),
    ...(sex === null ? {} : { sex }),
  });
  if (!found.ok) throw new Error(found.failure.message);
  return { analysis: found.value, measurements: found.value.measurements, ageYears, sex };
}
const codesOf = (basis: Parameters<typeof normalObjections>[0]): string[] =>
  normalObjections(basis).map(({ code }) => code);

describe('a normal ECG by one key', () => {
  it('is written with every number bound, in both languages', () => {
    const basis = basisOf(heart('sinus'));
    expect(normalObjections(basis)).toEqual([]);
    const values = measuredValues(basis.measurements);
    for (const language of ['zh-CN', 'en'] as const) {
      const { findings, impression } = writeNormalEcg(values, language);
      const judged = judgeNumbers(findings, values);
      expect(judged.map(({ key, state }) => [key, state])).toEqual(
        ['hr', 'pr', 'qrs', 'qt', 'qtcBazett', 'qtcFridericia', 'axisQrs'].map((key) => [key, 'bound']),
      );
      expect(impression).toContain(language === 'en' ? 'Normal ECG' : '正常心电图');
    }
  });

  it('is refused while something stands against it, named', () => {
    expect(codesOf(null)).toEqual(['no-analysis']);
    expect(codesOf(basisOf(heart('sinus'), null))).toEqual(['no-age-sex']);
    expect(codesOf(basisOf(heart('sinus'), 40, null))).toEqual(['no-age-sex']);
    expect(codesOf(basisOf(heart('sinus', { every: 4 })))).toContain('low-sampling');
    expect(codesOf(basisOf(heart('sinus', { flat: 'V3' })))).toContain('lead-off');
    expect(codesOf(basisOf(heart('atrial-fibrillation')))).toContain('rhythm');
    expect(codesOf(basisOf(heart('left-bundle-branch-block')))).toContain('outside-limits');
    expect(codesOf(basisOf(heart('inferior-infarction')))[0]).toBe('critical');
    const sinus = basisOf(heart('sinus'));
    const reversal = { kind: 'LA-RA', confidence: 'high', evidence: [] } as const;
    expect(codesOf({ ...sinus, analysis: { ...sinus.analysis, leadReversal: reversal } })).toEqual([
      'lead-reversal',
    ]);
    const corrected = { ...sinus.measurements, prMs: 240 };
    expect(normalObjections({ ...sinus, measurements: corrected })).toEqual([
      { code: 'outside-limits', key: 'pr', value: 240, limits: [120, 200] },
    ]);
  });
});

describe('limits of a reading', () => {
  it('names each seeded limit once, and nothing where nothing limits', () => {
    const of = (waveform: Waveform, priors: number | null, knowsAgeAndSex = true): string[] =>
      collectLimits({ analysis: basisOf(waveform).analysis, waveform, priors, knowsAgeAndSex }).map(
        ({ kind }) => kind,
      );
    expect(of(heart('sinus'), 2)).toEqual([]);
    expect(of(heart('sinus'), 0)).toEqual(['no-prior']);
    expect(of(heart('sinus', { every: 4 }), 1)).toEqual(['low-sampling']);
    expect(of(heart('sinus', { flat: 'V3' }), 1)).toEqual(['lead-off']);
    expect(of(heart('sinus', { lowHz: 0.5 }), 1)).toEqual(['narrow-filter']);
    expect(of(heart('sinus'), null, false)).toEqual(['no-age-sex']);
  });
});

describe('a term of the library', () => {
  it('carries its measured numbers, and goes without those that were not measured', () => {
    const afib = ecgTerm('AFIB');
    if (afib === undefined) throw new Error('no AFIB');
    expect(writeTerm(afib, { hr: 88 }, 'zh-CN')).toBe('心房颤动,心室率 88 次/分');
    expect(writeTerm(afib, { hr: 88 }, 'en')).toBe('Atrial fibrillation, ventricular rate 88 bpm');
    expect(writeTerm(afib, {}, 'zh-CN')).toBe('心房颤动');
  });
});
