/** Age as clinicians say it: years from two on, then months, then days. */
import type { Language } from '../failure.ts';

/**
 * Age at an instant, e.g. 56岁 / 56 y; months under two years, days under two months; '' when the birth date is unknown
 * or lies after the instant.
 */
export function ageText(birthDate: string | null, at: number, language: Language = 'zh-CN'): string {
  const born = birthDate === null ? null : /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate);
  if (!born) return '';
  const [year, month, day] = born.slice(1).map(Number) as [number, number, number];
  const now = new Date(at);
  const days = Math.floor(
    (Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(year, month - 1, day)) /
      86_400_000,
  );
  if (days < 0) return '';
  const months =
    (now.getFullYear() - year) * 12 + now.getMonth() - (month - 1) - (now.getDate() < day ? 1 : 0);
  const chinese = language === 'zh-CN';
  if (months >= 24) return chinese ? `${Math.floor(months / 12)}岁` : `${Math.floor(months / 12)} y`;
  if (months >= 2) return chinese ? `${months}个月` : `${months} mo`;
  return chinese ? `${days}天` : `${days} d`;
}

const mostYears = 130;

/** Age in years with its fraction, for limits by age; null when unknown or impossible: born after the instant, older than 130. */
export function ageYears(birthDate: string | null, at: number): number | null {
  const born = birthDate === null ? null : /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate);
  if (!born) return null;
  const [year, month, day] = born.slice(1).map(Number) as [number, number, number];
  const years = (at - Date.UTC(year, month - 1, day)) / (365.2425 * 86_400_000);
  return years >= 0 && years <= mostYears ? years : null;
}
