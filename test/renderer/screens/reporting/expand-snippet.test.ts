import { describe, expect, it } from 'vitest';
import { nextBlank } from '#shared/report/templates/blanks.ts';
import { builtInSnippets } from '../../../../main/reporting/phrases/built-in-snippets.ts';
import { expandSnippet } from '../../../../renderer/screens/reporting/expand-snippet.ts';

const expand = (text: string, kind: 'ecg' | 'imaging' = 'ecg') =>
  expandSnippet(text, text.length, builtInSnippets, kind);

describe('phrases', () => {
  it('expand before the caret when a blank follows, full-width too', () => {
    expect(expand('窦律;fd ')).toEqual({ text: '窦律心房颤动', caret: 6 });
    expect(expand('；fd　')).toEqual({ text: '心房颤动', caret: 4 });
    expect(expandSnippet(';fd ,后', 4, builtInSnippets, 'ecg')).toEqual({ text: '心房颤动,后', caret: 4 });
  });

  it('leave alone what is no phrase, or one of the other kind', () => {
    expect(expand(';fd')).toBeNull();
    expect(expand(';没有 ')).toBeNull();
    expect(expand(';fd ', 'imaging')).toBeNull();
    expect(expand(';jhz ', 'imaging')?.text).toBe('建议上级医院进一步诊治');
  });
});

describe('blanks', () => {
  it('are found from the caret on, then from the start', () => {
    const text = '【左/右】侧见【 】mm';
    expect(nextBlank(text, 0)).toEqual([0, 5]);
    expect(nextBlank(text, 5)).toEqual([7, 10]);
    expect(nextBlank(text, 10)).toEqual([0, 5]);
    expect(nextBlank('没有空白', 0)).toBeNull();
  });
});
