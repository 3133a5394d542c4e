/** One section asserts what the other denies: 未见骨折 in the findings, 骨折 in the impression, or the other way round. */
import type { LintCheck, LintFinding } from '../lint.ts';
import { type Statement, statementsOf } from '../read-statements.ts';

/** Words of many things, whose denial in one place says nothing of another. */
const tooWide = new Set([
  'shadow',
  'high-density',
  'low-density',
  'widening',
  'thickening',
  'atrophy',
  'swelling',
]);

function meet(one: Statement, other: Statement): boolean {
  const sameOrgan =
    one.organs.length === 0 ||
    other.organs.length === 0 ||
    one.organs.some((organ) => other.organs.includes(organ));
  const sameSide =
    one.sides.length === 0 ||
    other.sides.length === 0 ||
    one.sides.includes('both') ||
    other.sides.includes('both') ||
    one.sides.some((side) => other.sides.includes(side));
  return sameOrgan && sameSide;
}

export const negationConflict: LintCheck = (_subject, content) => {
  const findings = statementsOf(content.findings).filter(({ code }) => !tooWide.has(code));
  const impression = statementsOf(content.impression).filter(({ code }) => !tooWide.has(code));
  const found: LintFinding[] = [];
  for (const one of impression) {
    const same = findings.filter((other) => other.code === one.code);
    const near = same.filter((other) => meet(one, other));
    const isAgainst = one.denied
      ? near.some((other) => !other.denied && !other.doubted) &&
        (one.organs.length === 0 || !near.some((other) => other.denied))
      : !one.doubted && near.some((other) => other.denied) && !same.some((other) => !other.denied);
    if (!isAgainst) continue;
    const against = near.find((other) => other.denied !== one.denied);
    found.push({
      rule: 'negation-conflict',
      field: 'impression',
      from: one.from,
      to: one.to,
      said: one.said,
      against: against?.clause ?? '',
    });
  }
  return found;
};
