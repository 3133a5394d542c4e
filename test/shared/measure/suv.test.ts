/** SUVbw by the formula of QIBA, and nothing where the header leaves something out. */
import { expect, it } from 'vitest';
import { type SuvFacts, suvFactor } from '#shared/measure/suv.ts';

const facts: SuvFacts = {
  units: 'BQML',
  decayCorrection: 'START',
  weightKg: 70,
  doseBq: 370e6,
  halfLifeSeconds: 6586.2,
  injectedAt: 0,
  scannedAt: 3600_000,
};

it('corrects the dose for the time to the scan', () => {
  const dose = 370e6 * Math.exp((-Math.LN2 * 3600) / 6586.2);
  expect(suvFactor(facts)).toBeCloseTo(70_000 / dose, 12);
  expect(suvFactor({ ...facts, decayCorrection: 'ADMIN' })).toBeCloseTo(70_000 / 370e6, 12);
  expect(suvFactor({ ...facts, units: 'GML' })).toBe(1);
});

it('is not defined without weight, dose, half-life, times or a correction it knows', () => {
  const gaps: Partial<SuvFacts>[] = [
    { weightKg: null },
    { weightKg: 0 },
    { doseBq: null },
    { halfLifeSeconds: null },
    { injectedAt: null },
    { scannedAt: -1 },
    { units: 'CNTS' },
    { decayCorrection: 'NONE' },
  ];
  for (const gap of gaps) expect(suvFactor({ ...facts, ...gap })).toBeNull();
});
