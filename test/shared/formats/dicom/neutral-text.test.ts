import { expect, test } from 'vitest';
import { longestLine, neutralText } from '#shared/formats/dicom/neutral-text.ts';
import { displayName, parsePersonName } from '#shared/formats/dicom/person-name.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { patientPinyin } from '../../../../main/worklist/patient-pinyin.ts';
import { sliceFile } from '../../../builders/dicom-objects.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const shown = (text: string) => neutralText(text).text;

function header(patientName: string) {
  const bytes = sliceFile('1.2.840.10008.1.2.1', { charset: 'ISO_IR 192', patientName: utf8(patientName) });
  const read = readDicomHeader(bytes);
  if (!read.ok) throw new Error(read.failure.code);
  return { ...read.value.patient, codes: read.value.warnings.map(({ code }) => code) };
}

test('names of people stay what they are', () => {
  for (const name of [
    '王小东',
    'Buc Jérôme',
    '𠮷田 光',
    'Нgũgĩ wa Thiong’o',
    'محمد',
    'ﾔﾏﾀﾞ ﾀﾛｳ',
    '홍길동',
    'ꦫꦶꦪ',
  ]) {
    expect(neutralText(name)).toEqual({ text: name, changed: false });
  }
});

test.each([
  ['an override that turns the line round', '王\u202e小东\u202c', '王小东'],
  ['isolates and marks', '\u2066A\u2069\u200fB\u061c', 'AB'],
  ['zero-width letters', 'A\u200bB\u200cC\u200dD\ufeffE\u2060F', 'ABCDEF'],
  ['a terminal escape', '\u001b[2J\u001b]0;x\u0007Li', '[2J]0;xLi'],
  ['controls of both kinds', 'A\u0000B\u0085C\u009b31mD', 'ABC31mD'],
  ['lines', 'A\r\nB\u2028C\tD', 'A BC D'],
  ['fillers and tags', 'A\u3164\u115fB\u{e0041}', 'AB'],
  ['half a letter', 'A\ud800B', 'AB'],
  ['a tower of accents', `a${'\u0301'.repeat(50)}b`, `a${'\u0301'.repeat(3)}b`],
])('%s is taken out', (_, hostile, text) => {
  expect(neutralText(hostile)).toEqual({ text, changed: true });
});

test('what a page would read as more than text stays text', () => {
  for (const text of ['<script>alert(1)</script>', "'; DROP TABLE study;--", '=cmd|calc!A1']) {
    expect(shown(text)).toBe(text);
  }
});

test('a flood is cut to one line, not in the middle of a letter', () => {
  const cut = shown('𠮷'.repeat(65_536));
  expect([...cut]).toHaveLength(longestLine);
  expect(cut.endsWith('𠮷…')).toBe(true);
});

test.each([
  ['64 KB', 'A'.repeat(65_534)],
  ['carets', `Li${'^'.repeat(60_000)}`],
  ['equals', `Li${'='.repeat(60_000)}x`],
  ['both', '^=='.repeat(20_000)],
])('a name of %s is one short line', (_, name) => {
  const { displayName: line, name: whole } = header(name);
  expect(line.length).toBeLessThanOrEqual(longestLine);
  expect(whole.length).toBeLessThanOrEqual(longestLine);
});

test('a header says that its text was neutralised, and shows the rest', () => {
  expect(header('Wang^\u202eXiao\u200bDong=王^小东\u202c')).toMatchObject({
    name: 'Wang^XiaoDong=王^小东',
    displayName: '王小东',
    codes: ['text-neutralised'],
  });
  expect(header('Wang^XiaoDong=王^小东').codes).toEqual([]);
});

test('five components and three groups are all a name has', () => {
  expect(displayName('A^B^C^D^E^F^G')).toBe('A B C D E');
  expect(parsePersonName('A=B=C=D=E')).toEqual({ alphabetic: 'A', ideographic: 'B', phonetic: 'C' });
});

test('the ideographic name is found by its pinyin', () => {
  const { displayName: name } = header('Zhu^RongJi=朱^镕基=');
  expect(JSON.stringify(patientPinyin(name))).toContain('zhurongji');
});
