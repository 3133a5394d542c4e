import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffWords } from '../../../shared/report/diff-words.ts';

const joined = (before: string, after: string, without: 'added' | 'removed'): string =>
  diffWords(before, after)
    .filter((part) => part.kind !== without)
    .map((part) => part.text)
    .join('');

describe('the difference of two texts', () => {
  it('names the words that went and came, between what stayed', () => {
    expect(diffWords('右肺上叶结节,考虑炎症。', '左肺上叶结节,考虑炎症。建议复查。')).toEqual([
      { kind: 'removed', text: '右肺' },
      { kind: 'added', text: '左肺' },
      { kind: 'same', text: '上叶结节,考虑炎症' },
      { kind: 'added', text: '。建议复查' },
      { kind: 'same', text: '。' },
    ]);
    expect(diffWords('同', '同')).toEqual([{ kind: 'same', text: '同' }]);
    expect(diffWords('', '')).toEqual([]);
  });

  it('can be read back to both texts, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('左', '右', '肺', '结节', ' ', '\n', 'cm', '1.2', '。', '未见异常', '𠮷'), {
        maxLength: 60,
      })
      .map((words) => words.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(joined(before, after, 'added')).toBe(before);
        expect(joined(before, after, 'removed')).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('gives up on texts that have nothing in common, without losing either', () => {
    const before = Array.from({ length: 3000 }, (_, at) => `a${at} `).join('');
    const after = Array.from({ length: 3000 }, (_, at) => `b${at} `).join('');
    expect(joined(before, after, 'added')).toBe(before);
    expect(joined(before, after, 'removed')).toBe(after);
  });
});
