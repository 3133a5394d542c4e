import { describe, expect, it } from 'vitest';
import { der, derElement, derOid, derSignature, derUnsigned, plainSignature } from '#shared/report/der.ts';

const hex = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('hex');

describe('DER', () => {
  it('writes lengths in the shortest of their three forms, and finds their ends', () => {
    for (const [length, head] of [
      [0, '0400'],
      [127, '047f'],
      [128, '048180'],
      [255, '0481ff'],
      [256, '04820100'],
      [65535, '0482ffff'],
    ] as const) {
      const bytes = der(0x04, new Uint8Array(length));
      expect(hex(bytes.subarray(0, head.length / 2))).toBe(head);
      expect(derElement(bytes, 0)).toEqual({ content: head.length / 2, end: bytes.length });
    }
  });

  it('writes object identifiers and unsigned numbers as X.690 has them', () => {
    expect(hex(derOid('1.2.840.10045.4.3.2'))).toBe('06082a8648ce3d040302');
    expect(hex(derOid('1.2.156.10197.1.501'))).toBe('06082a811ccf55018375');
    expect(hex(derUnsigned(Uint8Array.of(0, 0, 0x7f)))).toBe('02017f');
    expect(hex(derUnsigned(Uint8Array.of(0x80)))).toBe('02020080');
    expect(hex(derUnsigned(Uint8Array.of(0, 0)))).toBe('020100');
  });

  it('turns a signature into two numbers and back, and refuses what is none', () => {
    const value = new Uint8Array(64).fill(0xff, 0, 32).fill(0x01, 63);
    const encoded = derSignature(value);
    expect(hex(plainSignature(encoded))).toBe(hex(value));
    expect(plainSignature(encoded.subarray(0, -1))).toBeNull();
    expect(plainSignature(der(0x30, derUnsigned(value)))).toBeNull();
    expect(
      plainSignature(der(0x30, derUnsigned(new Uint8Array(33).fill(1)), derUnsigned(value.subarray(32)))),
    ).toBeNull();
  });
});
