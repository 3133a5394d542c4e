/** What a report concludes, as codes: terms of the ECG library, or the lines of an imaging impression; and whether two say the same. */
import type { Kind } from '../study/kind.ts';
import { ecgTerms } from './ecg-terms/ecg-terms.ts';
import type { ReportContent } from './report.ts';

export interface Conclusion {
  /** Code of the ECG library, or the plain words of an imaging conclusion. */
  readonly code: string;
  readonly text: string;
}

type Written = Pick<ReportContent, 'impression'> & Partial<ReportContent>;

/** Longer terms first: 二度Ⅱ型房室传导阻滞 is not 房室传导阻滞 as well. */
const byLength = [...ecgTerms].sort((one, other) => other.zh.length - one.zh.length);

/** In the order they are written. */
export function conclusionsOf(kind: Kind, content: Written): Conclusion[] {
  const lines = content.impression.split(/[\n。;;]/).map((line) => line.trim());
  return kind === 'ecg' ? ecgConclusions(lines) : lines.flatMap((line) => plainConclusion(line));
}

function plainConclusion(line: string): Conclusion[] {
  const text = line.replace(/^\s*[((]?\d+[))、.]\s*/, '').trim();
  const code = text.replace(/[\s,,、::]/g, '');
  return code === '' ? [] : [{ code, text }];
}

/** What no term covers counts by its words: a conclusion is never lost for want of a code. */
function ecgConclusions(lines: readonly string[]): Conclusion[] {
  return lines.flatMap((line) => {
    const found: { at: number; term: Conclusion }[] = [];
    let rest = line;
    for (const { code, zh } of byLength) {
      const at = rest.indexOf(zh);
      if (at < 0) continue;
      found.push({ at, term: { code, text: zh } });
      rest = rest.slice(0, at) + ' '.repeat(zh.length) + rest.slice(at + zh.length);
    }
    if (found.length === 0) return plainConclusion(line);
    return found.sort((one, other) => one.at - other.at).map(({ term }) => term);
  });
}

export interface ConclusionChange {
  readonly removed: readonly Conclusion[];
  readonly added: readonly Conclusion[];
}

/** Conclusions that went and came; order and repetition do not count. */
export function changedConclusions(kind: Kind, before: Written, after: Written): ConclusionChange {
  const one = conclusionsOf(kind, before);
  const other = conclusionsOf(kind, after);
  const without = (given: readonly Conclusion[], taken: readonly Conclusion[]): Conclusion[] =>
    given.filter(
      (each, at) =>
        !taken.some(({ code }) => code === each.code) &&
        given.findIndex(({ code }) => code === each.code) === at,
    );
  return { removed: without(one, other), added: without(other, one) };
}

/** True where the township reads another conclusion than before. */
export function changesMeaning(kind: Kind, before: Written, after: Written): boolean {
  const { removed, added } = changedConclusions(kind, before, after);
  return removed.length + added.length > 0;
}
