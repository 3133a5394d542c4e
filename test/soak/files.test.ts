import { expect, test } from 'vitest';
import { soak } from '../../soak/files.ts';

test('fifteen seconds of mutated files end well', async () => {
  const seed = Date.now() % 0x7fff_ffff;
  const outcome = await soak.run({ seconds: 15, cases: 20_000, seed });
  expect(outcome.findings, 'npm run soak -- files --cases 1 --seed N').toEqual([]);
  expect(outcome.cases).toBeGreaterThan(200);
  // Mutants that are still read are the ones that reach deep; when all are refused at the door, nothing is proved.
  expect(outcome.figures.accepted).toBeGreaterThan(outcome.cases / 10);
}, 90_000);
