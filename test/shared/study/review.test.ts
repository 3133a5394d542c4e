import { expect, test } from 'vitest';
import { needsReview, reviewPolicySchema } from '../../../shared/study/review.ts';

test('two doctors are asked for by kind, site and hour, over midnight too', () => {
  const policy = reviewPolicySchema.parse({
    rules: [{ kind: 'imaging', site: 's-1', from: 18, to: 8 }, { kind: 'ecg' }],
  });
  const at = (kind: 'imaging' | 'ecg', siteId: string, hour: number) =>
    needsReview(policy, { kind, siteId, hour });
  expect([at('imaging', 's-1', 18), at('imaging', 's-1', 3), at('ecg', 's-2', 12)]).toEqual([
    true,
    true,
    true,
  ]);
  expect([at('imaging', 's-1', 8), at('imaging', 's-1', 17), at('imaging', 's-2', 20)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(needsReview({ rules: [] }, { kind: 'ecg', siteId: 's-1', hour: 0 })).toBe(false);
});
