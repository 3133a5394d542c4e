import { describe, expect, it } from 'vitest';
import { ageText } from '../../../shared/study/age.ts';

const at = new Date(2026, 10, 22, 12).getTime();

describe('age as clinicians say it', () => {
  it('is years, then months, then days', () => {
    expect(ageText('1961-04-09', at)).toBe('65岁');
    expect(ageText('1961-11-22', at)).toBe('65岁');
    expect(ageText('1961-11-23', at)).toBe('64岁');
    expect(ageText('2024-11-23', at)).toBe('23个月');
    expect(ageText('2026-10-31', at)).toBe('22天');
    expect(ageText('2024-11-22', at, 'en')).toBe('2 y');
  });

  it('is nothing when unknown or in the future', () => {
    expect(ageText(null, at)).toBe('');
    expect(ageText('2027-01-01', at)).toBe('');
    expect(ageText('不详', at)).toBe('');
  });
});
