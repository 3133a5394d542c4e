/** Left or right against the exam and the order: a report of a left knee that speaks of the right one. */
import { bodyRegionsOf } from '../../../study/body-region.ts';
import { clausesOf } from '../clauses.ts';
import { type LintCheck, type LintFinding, lintFields } from '../lint.ts';
import { onlySideOf, opposite, sidesOf, wordsAt } from '../read-sides.ts';

const compares =
  /对侧|健侧|对比|对照|比较|相比|患侧|\b(contralateral|compared|comparison|other side|normal side)\b/i;

export const sideOfExam: LintCheck = (subject, content) => {
  const regions = bodyRegionsOf(...subject.exam);
  const isPaired = regions.some((region) => ['upper-limb', 'lower-limb', 'breast'].includes(region));
  const side = onlySideOf(subject.exam) ?? (isPaired ? onlySideOf(subject.asked) : null);
  if (side === null) return [];
  const wrong = opposite(side);
  const found: LintFinding[] = [];
  let namesOwn = false;
  for (const field of lintFields) {
    for (const clause of clausesOf(content[field])) {
      for (const { side: said, at, said: word } of sidesOf(clause.text)) {
        if (said !== wrong) namesOwn = true;
        else if (!compares.test(clause.text)) {
          const from = clause.from + at;
          found.push({
            rule: 'side-of-exam',
            field,
            from,
            to: from + word.length,
            said: wordsAt(clause.text, at),
            against: side,
          });
        }
      }
    }
  }
  // In the trunk the other side is seen too: suspect is a report that never names its own, or concludes of the other alone.
  if (isPaired || !namesOwn) return found;
  const concludes = new Set(sidesOf(content.impression).map(({ side: said }) => said));
  return concludes.size === 1 && concludes.has(wrong)
    ? found.filter(({ field }) => field === 'impression')
    : [];
};
