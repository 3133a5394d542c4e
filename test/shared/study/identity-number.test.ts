import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCharacterOf,
  healthCardSchema,
  identityNumberSchema,
  readHealthCard,
  readIdentityNumber,
} from '#shared/study/identity-number.ts';

/** ISO 7064 MOD 11-2 as the standard defines it, digit by digit, independent of the table of weights. */
function referenceCheck(digits: string): string {
  let product = 0;
  for (const digit of digits) product = ((product + Number(digit)) * 2) % 11;
  const check = (12 - product) % 11;
  return check === 10 ? 'X' : String(check);
}

const numbers = fc
  .record({
    region: fc.constantFrom('110105', '429004', '340524', '650102', '810000', '942900'),
    birth: fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2026-01-01T00:00:00Z'),
      noInvalidDate: true,
    }),
    sequence: fc.integer({ min: 1, max: 995 }),
  })
  .map(({ region, birth, sequence }) => {
    const birthDate = birth.toISOString().slice(0, 10);
    const digits = region + birthDate.replaceAll('-', '') + String(sequence).padStart(3, '0');
    return {
      number: digits + referenceCheck(digits),
      birthDate,
      region,
      sex: sequence % 2 === 1 ? 'M' : 'F',
    };
  });

describe('the citizen identity number (GB 11643-1999)', () => {
  it('reads the published examples of the standard', () => {
    expect(readIdentityNumber('11010519491231002X')).toEqual({
      ok: true,
      value: {
        number: '11010519491231002X',
        birthDate: '1949-12-31',
        sex: 'F',
        region: '110105',
        isOldForm: false,
      },
    });
    expect(readIdentityNumber('440524188001010014')).toMatchObject({
      ok: true,
      value: { birthDate: '1880-01-01', sex: 'M' },
    });
  });

  it('reads every well-formed number, typed in any manner', () => {
    fc.assert(
      fc.property(numbers, ({ number, birthDate, region, sex }) => {
        const typed = ` ${number.slice(0, 6)} ${number.slice(6, 14)}-${number.slice(14).toLowerCase()}`;
        const expected = { ok: true, value: { number, birthDate, region, sex, isOldForm: false } };
        expect(readIdentityNumber(number)).toEqual(expected);
        expect(readIdentityNumber(typed)).toEqual(expected);
        expect(checkCharacterOf(number)).toBe(number[17]);
      }),
    );
  });

  it('finds every single wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(numbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), ({ number }, at, by) => {
        const wrong = [...number];
        wrong[at] = String((Number(number[at]) + by) % 10);
        expect(readIdentityNumber(wrong.join('')).ok).toBe(false);
        const swapped = [...number];
        [swapped[at], swapped[at + 1]] = [swapped[at + 1] ?? '', swapped[at] ?? ''];
        if (swapped.join('') !== number) expect(readIdentityNumber(swapped.join('')).ok).toBe(false);
      }),
    );
  });

  it('says what is wrong', () => {
    const problem = (text: string) => {
      const read = readIdentityNumber(text);
      return read.ok ? 'none' : read.problem;
    };
    expect(problem('')).toBe('shape');
    expect(problem('1101051949123100')).toBe('shape');
    expect(problem('A1010519491231002X')).toBe('shape');
    expect(problem('00010519491231002X')).toBe('region');
    expect(problem('110105194902300021')).toBe('birth-date');
    expect(problem('110105194912310021')).toBe('check-digit');
  });

  it('lengthens the fifteen digits of the old form', () => {
    expect(readIdentityNumber('110105491231002')).toEqual({
      ok: true,
      value: {
        number: '11010519491231002X',
        birthDate: '1949-12-31',
        sex: 'F',
        region: '110105',
        isOldForm: true,
      },
    });
    expect(readIdentityNumber('110105991231997')).toMatchObject({
      ok: true,
      value: { birthDate: '1899-12-31' },
    });
  });

  it('never throws, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => void readIdentityNumber(text)));
    expect(identityNumberSchema.safeParse('110105194912310021').success).toBe(false);
    expect(identityNumberSchema.parse('11010519491231002x')).toBe('11010519491231002X');
  });
});

describe('health card numbers', () => {
  it('knows the id of an electronic card and the number of a card', () => {
    expect(readHealthCard('A'.repeat(64))).toBe('a'.repeat(64));
    expect(readHealthCard('c1234 5678')).toBe('C12345678');
    expect(readHealthCard('1234567')).toBeNull();
    expect(readHealthCard('张三')).toBeNull();
    expect(healthCardSchema.safeParse('12').success).toBe(false);
  });
});
