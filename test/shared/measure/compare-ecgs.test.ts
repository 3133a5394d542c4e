/** Before, now and change of two ECGs; what one of them lacks is not compared. */
import { describe, expect, it } from 'vitest';
import { analyseEcg } from '#shared/ecg/analyse-ecg.ts';
import type { EcgAnalysis } from '#shared/ecg/analysis.ts';
import { compareEcgs } from '#shared/measure/compare-ecgs.ts';
import { comparisonSentence } from '../../../renderer/viewers/ecg/serial/serial-text.ts';
import { serialWords } from '../../../renderer/viewers/ecg/serial/serial-words.ts';
import { syntheticWaveform } from '../ecg/synthetic-waveform.ts';

const found = analyseEcg(syntheticWaveform());
if (!found.ok) throw new Error(found.failure.message);
const analysis = found.value;
const side = (change: Partial<EcgAnalysis['measurements']> = {}, lowSampling = analysis.lowSampling) => {
  const measurements = { ...analysis.measurements, ...change };
  return { analysis: { ...analysis, measurements, lowSampling }, intervals: measurements };
};
const rowOf = (comparison: ReturnType<typeof compareEcgs>, name: string) =>
  comparison.rows.find((row) => row.name === name);

describe('compareEcgs', () => {
  it('tells the change of the numbers shown, angles the short way round', () => {
    const axes = analysis.measurements.axesDeg;
    const comparison = compareEcgs(
      side({ prMs: 160.4, axesDeg: { ...axes, qrs: 170 } }),
      side({ prMs: 181.6, axesDeg: { ...axes, qrs: -170 } }),
    );
    expect(rowOf(comparison, 'pr')).toMatchObject({ before: 160, now: 182, change: 22 });
    expect(rowOf(comparison, 'qrsAxis')?.change).toBe(20);
    expect(comparison.st.every((st) => st.change === 0)).toBe(true);
  });
  it('leaves out what is missing or held back on either side', () => {
    const low = { samplingHz: 125, neededHz: 250, heldBack: ['st', 'qrs'] };
    const comparison = compareEcgs(side({ prMs: null }, low), side());
    expect(rowOf(comparison, 'pr')?.change).toBeNull();
    expect(rowOf(comparison, 'qrs')?.change).toBeNull();
    expect(comparison.st).toEqual([]);
    const sentence = comparisonSentence(comparison, '2026-01-02', serialWords.en);
    expect(sentence).not.toContain('PR');
    expect(sentence).not.toContain('ST');
  });
  it('names the leads whose ST moved by 0.1 mV', () => {
    const { stMv } = analysis.measurements;
    const level = stMv.V2 ?? { j: 0, j40: 0, j60: 0, j80: 0 };
    const raised = { ...stMv, V2: { ...level, j60: (level.j60 ?? 0) + 0.15 } };
    const sentence = comparisonSentence(
      compareEcgs(side(), side({ stMv: raised })),
      '2026-01-02',
      serialWords['zh-CN'],
    );
    expect(sentence).toContain('V2 +0.15 mV');
    expect(sentence).not.toContain('V3');
  });
});
