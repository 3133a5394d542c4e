/** A number that is bound to a measurement and says something else. */
import { judgeLinks } from '../../numbers/image-links.ts';
import { judgeNumbers } from '../../numbers/judge-numbers.ts';
import { type LintCheck, lintFields } from '../lint.ts';

export const numberAgainstMeasurement: LintCheck = (_subject, content) =>
  lintFields.flatMap((field) =>
    [
      ...(content.ecg === undefined
        ? []
        : judgeNumbers(content[field], content.ecg.measured, content.ecg.manual)),
      ...judgeLinks(content, field),
    ]
      .filter(({ state }) => state === 'contradicted' || state === 'stale')
      .map(({ from, to, measured }) => ({
        rule: 'number-against-measurement' as const,
        field,
        from,
        to,
        said: content[field].slice(from, to),
        against: measured === null ? '—' : String(measured),
      })),
  );
