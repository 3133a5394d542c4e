import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areCompatible, compareNames, type NameRelation } from '#shared/study/compatible-names.ts';
import { nameKeys } from '#shared/study/name-keys.ts';

const pairs: ReadonlyArray<readonly [string, string, NameRelation]> = [
  ['王小东', '王 小东', 'same'],
  ['王小东', '王^小东', 'same'],
  ['WANG^XIAODONG', 'ｗａｎｇ　ｘｉａｏｄｏｎｇ', 'same'],
  ['劉偉華', '刘伟华', 'same'],
  ['陳麗', '陈丽', 'same'],
  ['王小东', 'ÍõÐ¡¶«', 'same'],
  ['阿卜杜拉·买买提', '阿卜杜拉•买买提', 'same'],
  ['萧红', '肖红', 'variant'],
  ['傅强', '付强', 'variant'],
  ['王小东', 'Wang^XiaoDong', 'transcribed'],
  ['王小东', 'Xiaodong Wang', 'transcribed'],
  ['吕布', 'LV^BU', 'transcribed'],
  ['吕布', 'Lyu Bu', 'transcribed'],
  ['吕布', 'LÜ^BU', 'transcribed'],
  ['单雄信', 'Shan^XiongXin', 'transcribed'],
  ['仇英', 'QIU YING', 'transcribed'],
  ['Wang^XiaoDong=王^小东', '王小东', 'same'],
  ['Xiaodong Wang', 'WANG XIAODONG', 'reordered'],
  ['小东^王', '王小东', 'reordered'],
  ['王晓东', '王小东', 'alike-sound'],
  ['张微', '张薇', 'alike-sound'],
  ['王未', '王末', 'alike-shape'],
  ['李己', '李巳', 'alike-shape'],
  ['杨丽', '扬丽', 'alike-sound'],
  ['王小东', '李小东', 'different'],
  ['王小东', '王小东东', 'different'],
  ['王小东', 'Li^XiaoDong', 'different'],
  ['王小东', '', 'unknown'],
  ['', '', 'unknown'],
];

describe('names that may be one person', () => {
  for (const [one, other, relation] of pairs)
    it(`${one || '(empty)'} and ${other || '(empty)'}: ${relation}`, () => {
      expect(compareNames(one, other)).toBe(relation);
      expect(compareNames(other, one)).toBe(relation);
    });

  it('takes the same name in pinyin, other case, width, order and separators as one', () => {
    for (const device of [
      'WANG XIAO DONG',
      'Wang^XiaoDong=王^小东',
      'ＷＡＮＧ＾ＸＩＡＯＤＯＮＧ',
      'wang-xiaodong',
      'WANG^XIAODONG==',
    ])
      expect(areCompatible(compareNames('王小东', device)), device).toBe(true);
    expect(compareNames('阿卜杜拉·买买提', 'ABUDULA^MAIMAITI')).toBe('transcribed');
    for (const device of ['王晓冬冬', 'Li^XiaoDong', 'Wang^Xiao', 'Wang^XiaoDongDong'])
      expect(compareNames('王小东', device), device).toBe('different');
  });

  it('joins by encoding, spelling, order and script; asks for sound and shape', () => {
    const joining = pairs
      .filter(([, , relation]) => areCompatible(relation))
      .map(([, , relation]) => relation);
    expect(new Set(joining)).toEqual(new Set(['same', 'variant', 'transcribed', 'reordered', 'unknown']));
  });

  const han = fc.constantFrom(
    ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗吕单萧小东晓丽静敏伟秀芳娟军洋勇艳杰涛明',
  );
  const names = fc.array(han, { minLength: 2, maxLength: 4 }).map((characters) => characters.join(''));
  const anyText = fc.oneof(
    names,
    fc.string({ unit: 'grapheme', maxLength: 24 }),
    fc.string({ maxLength: 24 }),
  );

  it('is symmetrical, takes a name for itself and never throws', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(compareNames(one, other)).toBe(compareNames(other, one));
        expect(['same', 'unknown']).toContain(compareNames(one, one));
      }),
      { numRuns: 300 },
    );
  });

  it('gives every pair that may be one person a key in common, so that the index finds it', () => {
    const meets = (one: string, other: string) => {
      const a = nameKeys(one);
      const b = nameKeys(other);
      return a.sounds.some((key) => b.sounds.includes(key)) || a.holes.some((key) => b.holes.includes(key));
    };
    for (const [one, other, relation] of pairs)
      if (relation !== 'different' && relation !== 'unknown')
        expect(meets(one, other), `${one} ${other}`).toBe(true);
    fc.assert(
      fc.property(names, names, (one, other) => {
        const relation = compareNames(one, other);
        if (relation === 'different') return;
        const differing = [...one].filter((character, at) => character !== [...other][at]).length;
        if (relation !== 'alike-shape' || differing < 2) expect(meets(one, other)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
