/**
 * What each finding of the lint does to a signature (the table in docs/report-lint.md):
 * `stops`: it has to be put right. `asks`: it has to be put right or kept by key; what is kept is signed with the report.
 * `warns`: it is shown, and nothing waits for it.
 */
import type { LintRule } from './lint.ts';

export type LintWeight = 'stops' | 'asks' | 'warns';

export const lintWeights: Readonly<Record<LintRule, LintWeight>> = {
  'number-against-measurement': 'stops',
  'left-blank': 'asks',
  'side-of-exam': 'asks',
  'side-between-sections': 'asks',
  'sex-and-organ': 'asks',
  'other-patient': 'asks',
  'normal-and-abnormal': 'asks',
  'negation-conflict': 'asks',
  'rhythm-conflict': 'asks',
  'number-between-sections': 'warns',
  'word-against-number': 'warns',
  'outside-region': 'warns',
  'blank-field': 'warns',
  'wrong-unit': 'warns',
  'implausible-size': 'warns',
};
