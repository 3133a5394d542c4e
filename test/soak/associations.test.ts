import { expect, test } from 'vitest';
import { soak } from '../../soak/associations.ts';

test('twelve seconds of mutated associations end well', async () => {
  const seed = Date.now() % 0x7fff_ffff;
  const outcome = await soak.run({ seconds: 12, cases: 20_000, seed });
  expect(outcome.findings, `npm run soak -- associations --cases 1 --seed N`).toEqual([]);
  expect(outcome.cases).toBeGreaterThan(100);
  expect(outcome.figures.established).toBeGreaterThan(outcome.cases / 10);
}, 60_000);
