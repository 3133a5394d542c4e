import { expect, test } from 'vitest';
import { soak } from '../../soak/store-cuts.ts';

test('a hundred lines cut inside C-STORE lose nothing that was acknowledged and leave no file open', async () => {
  const seed = Date.now() % 0x7fff_ffff;
  const outcome = await soak.run({ seconds: 90, cases: 100, seed });
  expect(outcome.findings, 'npm run soak -- store-cuts --cases 1000 --seed N').toEqual([]);
  expect(outcome.cases).toBe(100);
  expect(outcome.figures.acknowledged).toBeGreaterThan(50);
}, 150_000);
