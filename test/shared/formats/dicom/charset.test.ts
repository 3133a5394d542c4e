import { describe, expect, test } from 'vitest';
import { decodeText, parseCharset } from '#shared/formats/dicom/charset.ts';
import { displayName, parsePersonName } from '#shared/formats/dicom/person-name.ts';
import { readDicomHeader } from '#shared/formats/dicom/read-header.ts';
import { sliceFile } from '../../../builders/dicom-objects.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** GBK bytes, made by another program. */
const gbk = {
  王小东: bytes('cdf5d0a1b6ab'),
  王芳: bytes('cdf5b7bc'),
  联通: bytes('c1aacda8'),
  朱镕基: bytes('d6ece946bbf9'),
};

function decode(value: Uint8Array, declared: string, personName = true) {
  const oddities = new Set<string>();
  const charset = parseCharset(declared, oddities);
  return { text: decodeText(value, charset, oddities, personName), oddities: [...oddities] };
}

describe('declared as it is', () => {
  test.each([
    ['ISO_IR 192', utf8('Wang^XiaoDong=王^小東='), 'Wang^XiaoDong=王^小東='],
    ['GB18030', gbk.朱镕基, '朱镕基'],
    ['GBK', gbk.王小东, '王小东'],
    ['ISO_IR 100', latin('Buc^J\xe9r\xf4me'), 'Buc^Jérôme'],
    ['ISO_IR 100', latin('Concei\xe7\xe3o^JO\xc3O'), 'Conceição^JOÃO'],
    ['ISO_IR 101', bytes('b1b6'), 'ąś'],
    ['ISO_IR 144', bytes('bbeeda63'), 'Люкc'],
    ['ISO_IR 126', bytes('c4e9'), 'Δι'],
    ['ISO_IR 166', bytes('a1d2'), 'กา'],
    ['\\ISO 2022 IR 58', bytes('5a68616e673d1b242941d5c55e1b242941c8fd'), 'Zhang=张^三'],
    ['\\ISO 2022 IR 58', bytes('d5c5c8fd'), '张三'],
    ['ISO 2022 IR 6\\ISO 2022 IR 87', bytes('1b2442' + '3b33' + '4544' + '1b2842' + '5e'), '山田^'],
    ['\\ISO 2022 IR 149', bytes('1b242943fbf3'), '洪'],
  ])('%s', (declared, value, text) => {
    expect(decode(value, declared)).toEqual({ text, oddities: [] });
  });
});

/** The examples of PS3.5 annexes H (Japanese), I (Korean), J (GB18030) and K (ISO 2022 IR 58), byte for byte. */
describe("the standard's own examples", () => {
  test.each([
    [
      '\\ISO 2022 IR 87',
      '59616d6164615e5461726f753d1b24423b3345441b28425e1b244242404f3a1b28423d' +
        '1b24422464245e24401b28425e1b2442243f246d24261b2842',
      'Yamada^Tarou=山田^太郎=やまだ^たろう',
    ],
    [
      'ISO 2022 IR 13\\ISO 2022 IR 87',
      'd4cfc0de5ec0dbb33d1b24423b3345441b284a5e1b244242404f3a1b284a',
      'ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎',
    ],
    [
      '\\ISO 2022 IR 149',
      '486f6e675e47696c646f6e673d1b242943fbf35e1b242943d1ced4d73d1b242943c8ab5e1b242943b1e6b5bf',
      'Hong^Gildong=洪^吉洞=홍^길동',
    ],
    [
      '\\ISO 2022 IR 58',
      '5a68616e675e5869616f446f6e673d1b242941d5c55e1b242941d0a1b6ab3d',
      'Zhang^XiaoDong=张^小东=',
    ],
    ['GB18030', '57616e675e5869616f446f6e673dcdf55ed0a1b6ab3d', 'Wang^XiaoDong=王^小东='],
    ['ISO 2022 IR 6\\ISO 2022 IR 159', '1b2428446d5c1b2842', '龔'],
  ])('%s', (declared, hex, text) => {
    expect(decode(bytes(hex), declared)).toEqual({ text, oddities: [] });
  });
});

describe('Chinese under the wrong name or none', () => {
  const undeclared = (label: string) => ['charset-undeclared', `read-as:${label}`];
  const corrected = (label: string) => ['charset-corrected', `read-as:${label}`];
  for (const [text, value] of Object.entries(gbk)) {
    test(`GBK ${text}`, () => {
      expect(decode(value, '')).toEqual({ text, oddities: undeclared('GB18030') });
      expect(decode(value, 'ISO_IR 100')).toEqual({ text, oddities: corrected('GB18030') });
      expect(decode(value, 'ISO_IR 192')).toEqual({ text, oddities: corrected('GB18030') });
    });
    test(`UTF-8 ${text}`, () => {
      expect(decode(utf8(text), '')).toEqual({ text, oddities: undeclared('UTF-8') });
      expect(decode(utf8(text), 'ISO_IR 100')).toEqual({ text, oddities: corrected('UTF-8') });
      expect(decode(utf8(text), 'GB18030')).toEqual({ text, oddities: corrected('UTF-8') });
    });
  }

  test('mixed with Latin words', () => {
    const mixed = new Uint8Array([...latin('CT '), ...gbk.王芳, ...latin(' (2)')]);
    expect(decode(mixed, 'ISO_IR 100').text).toBe('CT 王芳 (2)');
    const name = new Uint8Array([...latin('Wang^Fang='), ...gbk.王芳]);
    expect(decode(name, 'ISO_IR 100').text).toBe('Wang^Fang=王芳');
  });

  test('the header carries the name and the mark', () => {
    const read = readDicomHeader(
      sliceFile('1.2.840.10008.1.2.1', { charset: 'ISO_IR 100', patientName: gbk.王小东 }),
    );
    if (!read.ok) throw new Error(read.failure.code);
    expect(read.value.patient.displayName).toBe('王小东');
    expect(read.value.textCorrection).toEqual({ declared: 'ISO_IR 100', readAs: 'GB18030' });
    expect(read.value.warnings).toEqual([
      { code: 'charset-corrected', message: expect.stringContaining('编码已修正') },
    ]);
  });
});

describe('hostile text', () => {
  test('broken bytes and unknown sets are marked, never thrown', () => {
    expect(decode(bytes('ff8081'), 'ISO_IR 192').oddities).toEqual(['text-undecodable']);
    expect(decode(latin('A'), 'ISO_IR 999').oddities).toEqual(['charset-unknown']);
    expect(decode(bytes('1b'), '\\ISO 2022 IR 87').text).toBeTypeOf('string');
    expect(decode(bytes('1b24423b'), '\\ISO 2022 IR 87').text).toBeTypeOf('string');
    expect(decode(new Uint8Array(65536).fill(0x3d), 'ISO_IR 192').text).toHaveLength(65536);
  });
});

describe('person names', () => {
  test('the ideographic group is the one that is read', () => {
    expect(displayName('Wang^XiaoDong=王^小东')).toBe('王小东');
    expect(displayName('Hong^Gildong=洪^吉洞=홍^길동')).toBe('洪吉洞');
    expect(displayName('Doe^John^^Dr.')).toBe('Doe John Dr.');
    expect(displayName('张三^^^^')).toBe('张三');
    expect(displayName('')).toBe('');
    expect(parsePersonName('A^B=甲^乙=C')).toEqual({
      alphabetic: 'A^B',
      ideographic: '甲^乙',
      phonetic: 'C',
    });
  });
});
