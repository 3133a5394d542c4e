/** A part of the report that has to be there and is not. Of an ECG the diagnosis alone is a report. */
import type { LintCheck } from '../lint.ts';

export const blankField: LintCheck = (subject, content) => {
  const written = (['findings', 'impression'] as const).filter((field) => content[field].trim() !== '');
  if (written.length !== 1) return [];
  const field = written[0] === 'findings' ? 'impression' : 'findings';
  if (subject.kind === 'ecg' && field === 'findings') return [];
  return [{ rule: 'blank-field', field, from: 0, to: 0, said: '', against: '' }];
};
