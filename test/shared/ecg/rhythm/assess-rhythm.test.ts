import { describe, expect, it } from 'vitest';
import { analysed, codesOf, criticalOf } from '../analysed.ts';
import { everySeconds, writtenHeart } from '../written-heart.ts';

describe('AV conduction', () => {
  const atria = everySeconds(0.8, 0.4, 11.5);

  it('one to one is no block', () => {
    const found = analysed(writtenHeart({ seconds: 12, p: atria, r: atria.map((at) => at + 0.16) }));
    expect(found.rhythm.name).toBe('sinus');
    expect(found.rhythm.avBlock).toBeNull();
  });

  it('every second P dropped is 2:1 block, the atria counted apart', () => {
    const r = atria.filter((_, i) => i % 2 === 0).map((at) => at + 0.16);
    const found = analysed(writtenHeart({ seconds: 12, p: atria, r }));
    expect(found.rhythm.avBlock).toBe('two-to-one');
    expect(found.measurements.atrialBpm).toBeCloseTo(75, 0);
    expect(found.measurements.hrBpm).toBeCloseTo(37.5, 0);
    expect(codesOf(found)).toContain('2AVB21');
  });

  it('a dropped beat after a constant PR is Mobitz, after a growing one Wenckebach', () => {
    const mobitz = atria.filter((_, i) => i % 4 !== 3).map((at) => at + 0.16);
    expect(analysed(writtenHeart({ seconds: 12, p: atria, r: mobitz })).rhythm.avBlock).toBe('second-mobitz');
    const wenckebach = atria.flatMap((at, i) => (i % 4 === 3 ? [] : [at + 0.16 + (i % 4) * 0.08]));
    expect(analysed(writtenHeart({ seconds: 12, p: atria, r: wenckebach })).rhythm.avBlock).toBe(
      'second-wenckebach',
    );
  });

  it('atria and ventricles each at their own rate are third-degree block', () => {
    const found = analysed(
      writtenHeart({ seconds: 20, p: everySeconds(0.74, 0.3, 19.6), wide: everySeconds(1.56, 0.9, 19.6) }),
    );
    expect(found.rhythm.avBlock).toBe('third');
    expect(found.rhythm.name).toBe('ventricular-escape');
    expect(Math.abs((found.measurements.atrialBpm ?? 0) - 81)).toBeLessThan(1);
    expect(codesOf(found)).toEqual(expect.arrayContaining(['3AVB', 'VESCR']));
  });
});

describe('tachycardias', () => {
  it.each([
    ['variable', [2, 2, 3, 2, 4, 2, 2, 3]],
    ['fixed 2:1', [2]],
  ])('flutter waves are counted under %s conduction', (_, ratios) => {
    const cycle = 0.205;
    const r: number[] = [];
    for (let at = 0.6, i = 0; at < 11.6; at += cycle * (ratios[i++ % ratios.length] as number)) r.push(at);
    const saw = (lead: string, at: number): number => {
      const phase = (at / cycle) % 1;
      const height = { II: -0.2, III: -0.2, aVF: -0.2, V1: 0.1 }[lead] ?? 0.03;
      return height * (phase < 0.7 ? phase / 0.7 : (1 - phase) / 0.3);
    };
    const found = analysed(writtenHeart({ seconds: 12, r, more: saw }));
    expect(found.rhythm.name).toBe('atrial-flutter');
    expect(Math.abs((found.measurements.atrialBpm ?? 0) - 60 / cycle)).toBeLessThan(6);
    expect(codesOf(found)).toContain('AFLT');
    expect(codesOf(found)).not.toContain('STACH');
  });

  it('a wide, regular tachycardia without P waves is ventricular until shown otherwise, and critical after 30 s', () => {
    const run = (seconds: number) =>
      analysed(writtenHeart({ seconds, wide: everySeconds(0.36, 0.4, seconds - 0.4) }));
    const found = run(12);
    expect(found.rhythm.name).toBe('ventricular-tachycardia');
    expect(codesOf(found)).toContain('WQT');
    expect(criticalOf(found)).not.toContain('zhejiang VT');
    expect(criticalOf(run(33))).toEqual(
      expect.arrayContaining(['zhejiang VT', 'shanxi VT', 'national-2017 VT']),
    );
  });

  it('a rolling wave without QRS complexes is fibrillation of the ventricles under every list', () => {
    const found = analysed(
      writtenHeart({
        seconds: 12,
        more: (lead, at) =>
          (0.3 + lead.length * 0.15) *
          Math.sin(2 * Math.PI * (4.6 * at + 0.4 * Math.sin(at * 1.3))) *
          (1 + 0.3 * Math.sin(at * 2.1)),
      }),
    );
    expect(found.rhythm.name).toBe('ventricular-fibrillation');
    expect(codesOf(found)).toContain('VFIB');
    expect(criticalOf(found)).toEqual(
      expect.arrayContaining(['zhejiang VF', 'shanxi VF', 'national-2017 VF']),
    );
  });
});

describe('where beats come from', () => {
  it('a pause is measured end to end', () => {
    const r = [...everySeconds(0.9, 0.6, 4.3), ...everySeconds(0.9, 7.45, 11.6)];
    const found = analysed(writtenHeart({ seconds: 12, r, p: r.map((at) => at - 0.16) }));
    expect(found.rhythm.pauses.map(({ ms }) => Math.round(ms / 10))).toEqual([325]);
    expect(criticalOf(found)).toEqual(['zhejiang PAUSE']);
  });

  it('sinus arrhythmia has no premature beats, an early beat without that P wave is one', () => {
    const r: number[] = [];
    for (let at = 0.6, i = 0; at < 14.4; at += 0.9 + 0.22 * Math.sin(i++ * 0.9)) r.push(at);
    const breathing = analysed(writtenHeart({ seconds: 15, r, p: r.map((at) => at - 0.16) }));
    expect(breathing.rhythm.ectopy.supraventricular).toBe(0);
    const steady = everySeconds(0.9, 0.6, 14.4);
    const early = steady.map((at, i) => (i === 7 ? at - 0.35 : at));
    const p = early.flatMap((at, i) => (i === 7 ? [] : [at - 0.16]));
    expect(analysed(writtenHeart({ seconds: 15, r: early, p })).rhythm.ectopy.supraventricular).toBe(1);
  });

  it('a slurred, wide QRS behind a short PR is pre-excitation, a plain short PR is not', () => {
    const r = everySeconds(0.8, 0.6, 11.5);
    const p = r.map((at) => at - 0.125);
    expect(codesOf(analysed(writtenHeart({ seconds: 12, r, p, delta: true })))).toContain('WPW');
    expect(codesOf(analysed(writtenHeart({ seconds: 12, r, p: r.map((at) => at - 0.12) })))).not.toContain(
      'WPW',
    );
  });
});
