import { expect, test } from 'vitest';
import { criticalLists } from '#shared/study/critical-lists.ts';
import { readBackDiffers, surnameOf } from '#shared/study/read-back.ts';

const finding = {
  list: 'imaging',
  version: '2026-unverified',
  code: 'TPTX',
  text: { zh: '张力性气胸', en: 'Tension pneumothorax' },
};

test.each([
  ['王小东', '王'],
  ['欧阳修', '欧阳'],
  ['司马', '司马'],
  ['阿依古丽', '阿'],
  ['SMITH^JOHN', 'SMITH'],
  ['Mary Jones', 'Mary'],
])('the surname of %s is %s', (name, surname) => {
  expect(surnameOf(name)).toBe(surname);
});

test.each([
  ['王', '张力性气胸'],
  ['王小东', '气胸'],
  [' 王 ', '张力性 气胸。'],
  ['王', 'TENSION  pneumothorax'],
  ['王', 'pneumothorax'],
])('takes %s / %s', (surname, typed) => {
  expect(readBackDiffers({ surname, finding: typed }, '王小东', finding)).toEqual([]);
});

test.each([
  ['李', '张力性气胸', ['surname']],
  ['王', '肺栓塞', ['finding']],
  ['小东', '骨折', ['surname', 'finding']],
  ['欧', '张力性气胸', ['surname']],
])('refuses %s / %s and says what differs', (surname, typed, differs) => {
  expect(readBackDiffers({ surname, finding: typed }, '王小东', finding)).toEqual(differs);
});

test('a compound surname is not its first character', () => {
  expect(readBackDiffers({ surname: '欧', finding: '气胸' }, '欧阳修', finding)).toEqual(['surname']);
});

test('no wording is given by two findings of one list, and every list names its version and source', () => {
  for (const { entries, version, source } of criticalLists) {
    expect([version, source].every((text) => text.length > 3)).toBe(true);
    const wordings = entries
      .flatMap(({ zh, en, also }) => [zh, en, ...also])
      .map((text) => text.toLowerCase());
    expect(new Set(wordings).size).toBe(wordings.length);
    expect(new Set(entries.map((entry) => entry.code)).size).toBe(entries.length);
  }
});
