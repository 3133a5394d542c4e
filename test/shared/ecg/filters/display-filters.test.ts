import { describe, expect, it } from 'vitest';
import {
  type DisplayFilters,
  filterLead,
  filterMillivolts,
  highPassChoicesHz,
  isNarrowerThanDiagnostic,
  lowPassChoicesHz,
  noFilters,
  notchChoicesHz,
} from '#shared/ecg/filters/display-filters.ts';
import { heartWaveform } from '../../../../bench/ecg-truth/judge-hearts.ts';
import { runHeart } from '../../../../practice/ecg/run-heart.ts';
import { createRandom } from '../../../../practice/random.ts';
import { analysed } from '../analysed.ts';
import { syntheticWaveform } from '../synthetic-waveform.ts';

const samplingHz = 500;

/** Loss in dB of a sine of this frequency, far from the ends. */
function lossDb(hertz: number, filters: Partial<DisplayFilters>): number {
  const count = Math.max(20 * samplingHz, Math.ceil((12 / hertz) * samplingHz));
  const sine = Float64Array.from({ length: count }, (_, i) =>
    Math.sin((2 * Math.PI * hertz * i) / samplingHz),
  );
  const out = filterMillivolts(sine, samplingHz, { ...noFilters, ...filters });
  const power = (signal: Float64Array): number =>
    signal.subarray(count >> 2, (3 * count) >> 2).reduce((sum, value) => sum + value * value, 0);
  return -10 * Math.log10(power(out) / power(sine));
}

const peakOf = (signal: Float64Array, from: number, to: number): number => {
  let best = from;
  for (let i = from; i < to; i++) if ((signal[i] as number) > (signal[best] as number)) best = i;
  return best;
};

describe('display filters', () => {
  it.each(highPassChoicesHz)('lose 3 dB at a high-pass of %d Hz', (highPassHz) => {
    expect(Math.abs(lossDb(highPassHz, { highPassHz }) - 3)).toBeLessThan(0.5);
    expect(lossDb(highPassHz * 10, { highPassHz })).toBeLessThan(0.1);
  });

  it.each(lowPassChoicesHz)('lose 3 dB at a low-pass of %d Hz', (lowPassHz) => {
    expect(Math.abs(lossDb(lowPassHz, { lowPassHz }) - 3)).toBeLessThan(0.5);
    expect(lossDb(lowPassHz / 5, { lowPassHz })).toBeLessThan(0.1);
  });

  it.each(notchChoicesHz)(
    'a notch takes %d Hz away, 3 dB a hertz beside it, nothing elsewhere',
    (notchHz) => {
      expect(lossDb(notchHz, { notchHz })).toBeGreaterThan(40);
      expect(Math.abs(lossDb(notchHz + 1, { notchHz }) - 3)).toBeLessThan(0.5);
      expect(lossDb(10, { notchHz })).toBeLessThan(0.1);
    },
  );

  it('moves no R peak by a sample, under every combination', () => {
    const group = syntheticWaveform({ leads: ['II'] }).groups[0];
    const lead = group?.leads[0];
    if (lead === undefined) throw new Error('no lead');
    const raw = filterLead(lead, samplingHz, noFilters);
    for (const highPassHz of [null, ...highPassChoicesHz])
      for (const lowPassHz of [null, ...lowPassChoicesHz])
        for (const notchHz of [null, ...notchChoicesHz]) {
          const seen = filterLead(lead, samplingHz, { highPassHz, lowPassHz, notchHz, baseline: false });
          for (const start of [1200, 2400, 3600]) {
            const shift = peakOf(seen, start + 150, start + 210) - peakOf(raw, start + 150, start + 210);
            expect(Math.abs(shift), `${highPassHz} ${lowPassHz} ${notchHz}`).toBe(0);
          }
        }
  });

  it('leaves what is measured as it was, QT and ST to the last digit, whatever is displayed', () => {
    const waveform = heartWaveform(runHeart('inferior-infarction', 10, createRandom('displayed')));
    const before = analysed(waveform).measurements;
    expect(before.qtMs).not.toBeNull();
    expect(before.stMv.II?.j60).not.toBeNull();
    for (const highPassHz of [null, ...highPassChoicesHz])
      for (const lowPassHz of [null, ...lowPassChoicesHz])
        for (const notchHz of [null, ...notchChoicesHz])
          for (const lead of waveform.groups[0]?.leads.slice(0, 3) ?? [])
            filterLead(lead, samplingHz, { highPassHz, lowPassHz, notchHz, baseline: true });
    expect(analysed(waveform).measurements).toEqual(before);
  });

  it('takes a slow wander away and leaves the QRS', () => {
    const signal = Float64Array.from({ length: 5000 }, (_, i) => {
      const t = i / samplingHz;
      return 0.8 * Math.sin(2 * Math.PI * 0.15 * t) + Math.exp(-((((t % 1) - 0.5) / 0.02) ** 2));
    });
    const flat = filterMillivolts(signal, samplingHz, { ...noFilters, baseline: true });
    for (let beat = 1; beat < 9; beat++) {
      expect(Math.abs((flat[beat * 500] as number) - 0)).toBeLessThan(0.06);
      expect(Math.abs((flat[beat * 500 + 250] as number) - 1)).toBeLessThan(0.08);
    }
  });

  it('says when it is narrower than diagnostic, and a constant passes a low-pass untouched', () => {
    expect(isNarrowerThanDiagnostic(noFilters)).toBe(false);
    expect(isNarrowerThanDiagnostic({ ...noFilters, highPassHz: 0.05, lowPassHz: 150 })).toBe(false);
    expect(isNarrowerThanDiagnostic({ ...noFilters, lowPassHz: 40 })).toBe(true);
    expect(isNarrowerThanDiagnostic({ ...noFilters, highPassHz: 0.5 })).toBe(true);
    const out = filterMillivolts(new Float64Array(900).fill(1.5), samplingHz, {
      ...noFilters,
      lowPassHz: 25,
    });
    for (const value of out) expect(value).toBeCloseTo(1.5, 9);
    expect(filterMillivolts(new Float64Array(0), samplingHz, { ...noFilters, lowPassHz: 25 })).toHaveLength(
      0,
    );
  });
});
