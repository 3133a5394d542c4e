/** Journey step 8: reads a whole report against its exam, its patient, its measurements and itself. */
import type { KeptRemark, ReportContent } from '../report.ts';
import { foldWidth } from './fold-width.ts';
import { type LintCheck, type LintFinding, type LintRule, type LintSubject, lintFields } from './lint.ts';
import { lintWeights } from './lint-weights.ts';
import { blankField } from './rules/blank-field.ts';
import { implausibleSize } from './rules/implausible-size.ts';
import { leftBlank } from './rules/left-blank.ts';
import { negationConflict } from './rules/negation-conflict.ts';
import { normalAndAbnormal } from './rules/normal-and-abnormal.ts';
import { numberAgainstMeasurement } from './rules/number-against-measurement.ts';
import { numberBetweenSections } from './rules/number-between-sections.ts';
import { otherPatient } from './rules/other-patient.ts';
import { outsideRegion } from './rules/outside-region.ts';
import { rhythmConflict } from './rules/rhythm-conflict.ts';
import { sexAndOrgan } from './rules/sex-and-organ.ts';
import { sideBetweenSections } from './rules/side-between-sections.ts';
import { sideOfExam } from './rules/side-of-exam.ts';
import { wordAgainstNumber } from './rules/word-against-number.ts';
import { wrongUnit } from './rules/wrong-unit.ts';

const checks: Readonly<Record<LintRule, LintCheck>> = {
  'side-of-exam': sideOfExam,
  'side-between-sections': sideBetweenSections,
  'sex-and-organ': sexAndOrgan,
  'outside-region': outsideRegion,
  'number-against-measurement': numberAgainstMeasurement,
  'number-between-sections': numberBetweenSections,
  'normal-and-abnormal': normalAndAbnormal,
  'negation-conflict': negationConflict,
  'rhythm-conflict': rhythmConflict,
  'word-against-number': wordAgainstNumber,
  'blank-field': blankField,
  'left-blank': leftBlank,
  'wrong-unit': wrongUnit,
  'implausible-size': implausibleSize,
  'other-patient': otherPatient,
};

/** Everything the rules find, in the order of the text. Of one place only the graver rule speaks. An empty report has nothing to find. */
export function lintReport(subject: LintSubject, content: ReportContent): LintFinding[] {
  if (lintFields.every((field) => content[field].trim() === '')) return [];
  const rank = Object.keys(checks);
  const folded = {
    ...content,
    findings: foldWidth(content.findings),
    impression: foldWidth(content.impression),
    recommendation: foldWidth(content.recommendation),
  };
  return Object.values(checks)
    .flatMap((check) => check(subject, folded))
    .sort(
      (one, other) =>
        lintFields.indexOf(one.field) - lintFields.indexOf(other.field) ||
        one.from - other.from ||
        rank.indexOf(one.rule) - rank.indexOf(other.rule),
    )
    .filter(
      (one, at, all) =>
        !all
          .slice(0, at)
          .some((other) => other.field === one.field && other.from === one.from && other.to === one.to),
    );
}

/** Kept by the reader although it does not fit: the words, under the rule that objects to them. */
export function isKept(finding: LintFinding, kept: readonly KeptRemark[]): boolean {
  return kept.some(({ rule, said }) => rule === finding.rule && said === finding.said);
}

/** What a signature waits for: everything but warnings and what was kept. */
export function findingsInTheWay(subject: LintSubject, content: ReportContent): LintFinding[] {
  return lintReport(subject, content).filter(
    (finding) =>
      lintWeights[finding.rule] === 'stops' ||
      (lintWeights[finding.rule] === 'asks' && !isKept(finding, content.kept ?? [])),
  );
}
