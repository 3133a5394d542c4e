/** 未见异常 beside a positive conclusion, or over findings that are none. Of another organ both may stand. */
import { clausesOf } from '../clauses.ts';
import type { LintCheck, LintFinding } from '../lint.ts';
import { organsIn, statementsOf } from '../read-statements.ts';

const allNormal =
  /未(见|发现|及)(明显|明确|显著|确切)?(的)?(异常|病变|器质性|实质性病变)|正常心电图|(检查|平扫|所见|正位片?|片)(未见异常|正常)$|\b(normal (study|examination|exam|chest|ecg|brain|head|abdom\w*)|no (acute |significant |definite |focal )?(abnormalit\w*|disease|findings?)|unremarkable)\b/i;
const nearlyNormal = /大致正常|基本正常|\bborderline\b|\bessentially normal\b|\bnormal variant\b/i;
/** 余未见异常 speaks of the rest only. */
const theRest = /余|其它|其他|另|除|\b(otherwise|else|other|remaining|rest|additional)\b/i;
/** Found in healthy people, and reported as normal. */
const mild = new Set([
  'calcification',
  'degeneration',
  'widening',
  'thickening',
  'bradycardia',
  'tachycardia',
]);

export const normalAndAbnormal: LintCheck = (_subject, content) => {
  const normals = clausesOf(content.impression).filter(
    ({ text }) => allNormal.test(text) && !theRest.test(text) && !nearlyNormal.test(text),
  );
  if (normals.length === 0) return [];
  const concluded = statementsOf(content.impression).filter(({ denied }) => !denied);
  const seen = statementsOf(content.findings).filter(({ denied, code }) => !denied && !mild.has(code));
  const found: LintFinding[] = [];
  for (const clause of normals) {
    const own = organsIn(clause.text);
    // Which organs are meant: those before 未见异常 in the same sentence as well (肝、胆、胰、脾未见异常).
    const meant = new Set(own);
    const isAbout = (organsOf: readonly string[]): boolean =>
      meant.size === 0 || organsOf.length === 0 || organsOf.some((organ) => meant.has(organ));
    const against =
      concluded.find((one) => isAbout(one.organs)) ??
      (concluded.length === 0 ? seen.find((one) => isAbout(one.organs)) : undefined);
    if (against === undefined) continue;
    found.push({
      rule: 'normal-and-abnormal',
      field: 'impression',
      from: clause.from,
      to: clause.from + clause.text.length,
      said: clause.text,
      against: against.said,
    });
  }
  return found;
};
