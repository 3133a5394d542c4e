import { describe, expect, it } from 'vitest';
import { analysed, codesOf, criticalOf } from '../analysed.ts';
import { everySeconds, writtenHeart } from '../written-heart.ts';

const r = everySeconds(0.85, 0.6, 11.5);
const p = r.map((at) => at - 0.16);
const raisedBy = (stMv: Record<string, number>) =>
  analysed(writtenHeart({ seconds: 12, r, p, stMv }), { ageYears: 60, sex: 'M' });

describe('ST elevation', () => {
  it('of 0.20 mV is measured to 0.01 mV and raises the critical rules', () => {
    const found = raisedBy({ II: 0.2, III: 0.2, aVF: 0.2 });
    for (const lead of ['II', 'III', 'aVF']) {
      expect(Math.abs((found.measurements.stMv[lead]?.j60 ?? 0) - 0.2)).toBeLessThan(0.01);
      expect(Math.abs((found.measurements.stMv[lead]?.j80 ?? 0) - 0.2)).toBeLessThan(0.01);
    }
    expect(Math.abs(found.measurements.stMv.V2?.j60 ?? 1)).toBeLessThan(0.01);
    expect(codesOf(found)).toContain('STE');
    expect(criticalOf(found)).toEqual(['zhejiang STE', 'shanxi STE']);
  });

  it('in leads that are no neighbours is no finding', () => {
    const found = raisedBy({ II: 0.2, V4: 0.2, aVL: 0.2 });
    expect(found.measurements.stMv.II?.j60).toBeGreaterThan(0.18);
    expect(codesOf(found)).not.toContain('STE');
    expect(criticalOf(found)).toEqual([]);
  });

  it('in V2 and V3 counts from what age and sex allow', () => {
    const waveform = writtenHeart({ seconds: 12, r, p, stMv: { V2: 0.23, V3: 0.23 } });
    expect(codesOf(analysed(waveform, { ageYears: 30, sex: 'M' }))).not.toContain('STE');
    expect(codesOf(analysed(waveform, { ageYears: 50, sex: 'M' }))).toContain('STE');
  });
});
