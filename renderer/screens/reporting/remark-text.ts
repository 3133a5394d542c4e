/** One remark of the lint as a sentence. */
import type { TFunction } from 'i18next';
import type { LintFinding } from '#shared/report/lint/lint.ts';

const coded: ReadonlySet<LintFinding['rule']> = new Set([
  'side-of-exam',
  'side-between-sections',
  'sex-and-organ',
]);

export function remarkText(t: TFunction, { rule, said, against }: LintFinding): string {
  return t(`lint.${rule}`, { said, against: coded.has(rule) ? t(`lint.${against}`) : against });
}
