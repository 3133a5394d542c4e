/**
 * Identity numbers on an order: the citizen identity number of GB 11643-1999 (18 digits, the last a check digit by
 * ISO 7064 MOD 11-2; the 15 digits of GB 11643-1989 are lengthened), and the shapes of health card numbers.
 */
import { z } from 'zod';
import type { Sex } from './kind.ts';

export interface IdentityNumber {
  /** Eighteen characters, X in capitals. */
  readonly number: string;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly sex: Extract<Sex, 'M' | 'F'>;
  /** Six digits of GB/T 2260. */
  readonly region: string;
  readonly isOldForm: boolean;
}

export type IdentityNumberProblem = 'shape' | 'region' | 'birth-date' | 'check-digit';

export type ReadIdentityNumber =
  | { readonly ok: true; readonly value: IdentityNumber }
  | { readonly ok: false; readonly problem: IdentityNumberProblem };

/** Province codes of GB/T 2260; 81 to 83 are residence permits of Hong Kong, Macao and Taiwan residents. */
const provinces: ReadonlySet<string> = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

/** GB 11643-1999 annex: weights 2^(18-i) mod 11 and the check character for each remainder. */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';

/** The check character of seventeen digits. */
export function checkCharacterOf(digits: string): string {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return checkCharacters[sum % 11] ?? '';
}

/** Reads what was typed, in full width, with spaces or a small x as well. `shape` is anything but 15 or 18 characters of the form. */
export function readIdentityNumber(text: string): ReadIdentityNumber {
  const typed = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const isOldForm = /^\d{15}$/.test(typed);
  if (!isOldForm && !/^\d{17}[\dX]$/.test(typed)) return { ok: false, problem: 'shape' };
  const digits = isOldForm ? lengthen(typed) : typed.slice(0, 17);
  const region = digits.slice(0, 6);
  // A foreigner's permanent residence card begins with 9, its province follows.
  const province = region.startsWith('9') ? region.slice(1, 3) : region.slice(0, 2);
  if (!provinces.has(province)) return { ok: false, problem: 'region' };
  const birthDate = calendarDate(digits.slice(6, 14));
  if (birthDate === null) return { ok: false, problem: 'birth-date' };
  const check = checkCharacterOf(digits);
  if (!isOldForm && typed[17] !== check) return { ok: false, problem: 'check-digit' };
  // The sequence code is odd for men, even for women.
  const sex = Number(digits[16]) % 2 === 1 ? 'M' : 'F';
  return { ok: true, value: { number: digits + check, birthDate, sex, region, isOldForm } };
}

/** Sequence codes 996 to 999 of the old form were kept for who was born before 1900. */
function lengthen(old: string): string {
  const century = Number(old.slice(12)) >= 996 ? '18' : '19';
  return old.slice(0, 6) + century + old.slice(6);
}

function calendarDate(digits: string): string | null {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)] as const;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal =
    Number(year) >= 1850 && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal ? `${year}-${month}-${day}` : null;
}

/** Valid identity numbers only, brought to their eighteen characters. */
export const identityNumberSchema = z.string().transform((text, context) => {
  const read = readIdentityNumber(text);
  if (read.ok) return read.value.number;
  context.addIssue({ code: 'custom', message: `identity number: ${read.problem}` });
  return z.NEVER;
});

/**
 * A health card number in its one form: the 64 hexadecimal characters of an electronic health card's id (an SM3 value) in
 * lower case, or the 8 to 32 letters and digits of a card in capitals. Null for anything else.
 */
export function readHealthCard(text: string): string | null {
  const typed = text.normalize('NFKC').replace(/[\s-]/g, '');
  if (/^[0-9a-fA-F]{64}$/.test(typed)) return typed.toLowerCase();
  return /^[0-9A-Za-z]{8,32}$/.test(typed) ? typed.toUpperCase() : null;
}

export const healthCardSchema = z.string().transform((text, context) => {
  const read = readHealthCard(text);
  if (read !== null) return read;
  context.addIssue({ code: 'custom', message: 'health card number: shape' });
  return z.NEVER;
});
