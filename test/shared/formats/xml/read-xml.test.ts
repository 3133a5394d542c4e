/** XML from outside: bombs, external entities, floods, encodings and damage end in a failure or in the right text. */
import { describe, expect, test } from 'vitest';
import { at, textAt } from '#shared/formats/xml/find-in-xml.ts';
import { readXml, xmlLimits } from '#shared/formats/xml/read-xml.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function codeOf(bytes: Uint8Array): string {
  const read = readXml(bytes, new Set());
  return read.ok ? 'ok' : read.failure.code;
}

function nameIn(bytes: Uint8Array): [string, string[]] {
  const warnings = new Set<string>();
  const read = readXml(bytes, warnings);
  if (!read.ok) throw new Error(read.failure.message);
  return [textAt(read.value, 'name'), [...warnings]];
}

describe('hostile XML', () => {
  const lines = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level};`.repeat(10)}">`,
  );
  test.each([
    [
      'entity expansion',
      `<!DOCTYPE a [<!ENTITY lol0 "lol">${lines.join('')}]><a>&lol9;</a>`,
      'xml-declarations-refused',
    ],
    [
      'an external entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'xml-declarations-refused',
    ],
    [
      'a parameter entity',
      '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]><a/>',
      'xml-declarations-refused',
    ],
    ['an entity nobody declared', '<a>&nbsp;</a>', 'xml-damaged'],
    ['depth', '<a>'.repeat(100_000), 'xml-over-limit'],
    ['attributes', `<a ${Array.from({ length: 5000 }, (_, n) => `b${n}="1"`).join(' ')}/>`, 'xml-over-limit'],
    ['one huge attribute', `<a b="${'x'.repeat(xmlLimits.attributeLength + 1)}"/>`, 'xml-over-limit'],
    ['a tag that never ends', '<a', 'xml-damaged'],
    ['a cut', '<a><b>1</b>', 'xml-damaged'],
    ['two roots', '<a/><b/>', 'xml-damaged'],
    ['nothing', '<!-- -->', 'xml-damaged'],
  ])('%s', (_, text, code) => {
    expect(codeOf(utf8(text))).toBe(code);
  });

  test('a million elements', () => {
    expect(codeOf(utf8(`<a>${'<b/>'.repeat(xmlLimits.elements + 1)}</a>`))).toBe('xml-over-limit');
  });

  test('a document type that only points outside is read, and nothing is fetched', () => {
    expect(codeOf(utf8('<!DOCTYPE a SYSTEM "http://127.0.0.1:1/restecg.dtd"><a/>'))).toBe('ok');
  });
});

describe('encodings', () => {
  const body = '<a><name>王小东</name></a>';
  const gbk = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="GBK"?><a><name>'),
    Buffer.from('cdf5d0a1b6ab', 'hex'),
    Buffer.from('</name></a>'),
  ]);
  const wide = Buffer.from(`\ufeff<?xml version="1.0" encoding="utf-16"?>${body}`, 'utf16le');

  test.each([
    ['UTF-8', utf8(body), []],
    ['UTF-8 with a mark', utf8(`\ufeff${body}`), []],
    ['UTF-16 little endian', new Uint8Array(wide), []],
    ['UTF-16 big endian', new Uint8Array(Buffer.from(wide).swap16()), []],
    ['UTF-16 without a mark', new Uint8Array(wide.subarray(2)), []],
    ['GBK', new Uint8Array(gbk), []],
    [
      'GBK that calls itself UTF-8',
      new Uint8Array(Buffer.from(gbk.toString('latin1').replace('GBK', 'UTF-8'), 'latin1')),
      ['charset-corrected'],
    ],
    [
      'UTF-8 that calls itself Latin',
      utf8(`<?xml version="1.0" encoding="ISO-8859-1"?>${body}`),
      ['charset-corrected'],
    ],
    [
      '8 bit that calls itself UTF-16',
      utf8(`<?xml version="1.0" encoding="utf-16"?>${body}`),
      ['charset-corrected'],
    ],
    [
      'a set nobody knows',
      utf8(`<?xml version="1.0" encoding="klingon"?>${body}`),
      ['charset-unknown', 'charset-corrected'],
    ],
    ['zeros behind the end', new Uint8Array([...utf8(body), 0, 0, 0]), []],
  ])('%s', (_, bytes, warnings) => {
    expect(nameIn(bytes)).toEqual(['王小东', warnings]);
  });
});

test('prefixes are dropped, the five entities and CDATA are read', () => {
  const read = readXml(
    utf8('<x:a xmlns:x="u" x:b="1"><x:c>&lt;&amp;&#20013;</x:c><d><![CDATA[<e>]]></d></x:a>'),
    new Set(),
  );
  if (!read.ok) throw new Error(read.failure.message);
  expect([read.value.name, read.value.attributes.get('b')]).toEqual(['a', '1']);
  expect([textAt(read.value, 'c'), textAt(read.value, 'd')]).toEqual(['<&中', '<e>']);
  expect(at(read.value, 'c', 'nothing')).toBeUndefined();
});
