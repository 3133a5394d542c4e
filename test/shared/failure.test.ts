import { describe, expect, it } from 'vitest';
import { failure, translateFailure } from '../../shared/failure.ts';
import { failureSentences } from '../../shared/failure-sentences.ts';

describe('failures', () => {
  it('have a sentence and a remedy in both languages, with the same blanks', () => {
    const blanks = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();
    for (const [code, sentence] of Object.entries(failureSentences)) {
      for (const language of ['zh-CN', 'en'] as const) {
        expect(sentence[language].message, code).not.toBe('');
        expect(sentence[language].remedy, code).not.toBe('');
      }
      expect(sentence.en.message, code).not.toMatch(/[\u4e00-\u9fff]/);
      expect(sentence['zh-CN'].message, code).toMatch(/[\u4e00-\u9fff]/);
      const both = (language: 'zh-CN' | 'en') => [
        ...new Set(blanks(sentence[language].message + sentence[language].remedy)),
      ];
      expect(both('en'), code).toEqual(both('zh-CN'));
    }
  });

  it('name things in the words of the language they are told in', () => {
    const given = failure('order-incomplete', { fields: '病史', 'fields.en': 'history' });
    expect(given.message).toContain('病史');
    expect(translateFailure(given, 'en').message).toBe('The order lacks: history');
  });

  it('name the thing that is wrong, and can be told again in the other language', () => {
    const given = failure('port-in-use', { address: '127.0.0.1:104' });
    expect(given.message).toContain('127.0.0.1:104');
    expect(translateFailure(given, 'en').message).toBe('The port is already in use: 127.0.0.1:104');
  });
});
