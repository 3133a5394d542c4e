/** A size in the impression that the findings do not know: 12 mm there, 21 mm here. */
import type { LintCheck, LintFinding } from '../lint.ts';
import { quantitiesOf } from '../read-quantities.ts';

const earlier = /前片|前次|既往|原|上次|较前|\b(previous|prior|earlier|was|formerly)\b/i;
/** A limit that a recommendation names is no size. */
const limit = /[<>≤≥<>]|大于|小于|超过|以上|以下|\b(above|below|over|under|than)\b/i;

export const numberBetweenSections: LintCheck = (_subject, content) => {
  const known = quantitiesOf(content.findings);
  const found: LintFinding[] = [];
  for (const { value, mm, unit, from, to, said, clause } of quantitiesOf(content.impression)) {
    const isSize = mm !== null;
    const isShare = unit === '%' || unit === 'hu';
    if ((!isSize && !isShare) || earlier.test(clause) || limit.test(clause)) continue;
    const alike = known.filter((one) => (isSize ? one.mm !== null : one.unit === unit));
    if (alike.length === 0) continue;
    // Rounded in the impression is the same size.
    const tolerance = isSize ? Math.max(0.6, mm * 0.06) : Math.max(0.6, value * 0.06);
    const fits = alike.some(
      (one) => Math.abs((isSize ? (one.mm ?? 0) : one.value) - (mm ?? value)) <= tolerance,
    );
    if (fits) continue;
    const against = [...new Set(alike.map((one) => one.said))].slice(0, 3).join('、');
    found.push({ rule: 'number-between-sections', field: 'impression', from, to, said, against });
  }
  return found;
};
