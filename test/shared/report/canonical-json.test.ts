import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../shared/report/canonical-json.ts';
import { imageSetText } from '../../../shared/report/image-set.ts';

describe('canonical JSON (RFC 8785)', () => {
  it('gives the same text as the reference implementation for any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('sorts keys by UTF-16 code units and leaves undefined members out', () => {
    expect(canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, a: undefined })).toBe(
      '{"\\r":2,"1":4,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
    );
  });

  it('refuses what JSON cannot hold', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, () => 1, 1n])
      expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

describe('the image set', () => {
  it('is the same text whatever the order, and another for any other byte', () => {
    const objects = [
      { sopInstanceUid: '1.2.10', sha256: 'b' },
      { sopInstanceUid: '1.2.9', sha256: 'a' },
    ];
    expect(imageSetText(objects)).toBe('1.2.10 b\n1.2.9 a\n');
    expect(imageSetText([...objects].reverse())).toBe(imageSetText(objects));
    expect(imageSetText(objects.slice(1))).not.toBe(imageSetText(objects));
  });
});
