import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lintRules } from '#shared/report/lint/lint.ts';
import { lintWeights } from '#shared/report/lint/lint-weights.ts';

it('weighs every rule as docs/report-lint.md says', () => {
  const page = readFileSync(new URL('../../../../docs/report-lint.md', import.meta.url), 'utf8');
  const told = [...page.matchAll(/^\| `([a-z-]+)` \|.*\| (stops|asks|warns) \|$/gm)].map(
    ([, rule, weight]) => [rule, weight],
  );
  expect(Object.fromEntries(told)).toEqual(lintWeights);
  expect(told.length).toBe(lintRules.length);
});
