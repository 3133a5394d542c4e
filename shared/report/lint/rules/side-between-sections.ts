/** Left and right between findings and impression: what the impression says of one side, the findings say of the other. */

import { clausesOf, isDenied } from '../clauses.ts';
import type { LintCheck, LintFinding } from '../lint.ts';
import { opposite, type Side, sidesOf, wordsAt } from '../read-sides.ts';

interface SidedClause {
  readonly text: string;
  readonly from: number;
  readonly sides: readonly { readonly side: Side; readonly at: number; readonly said: string }[];
  readonly denied: boolean;
}

/** Chambers and bundles are no side of the body, but one of a pair all the same. */
const pairs: ReadonlyArray<readonly [left: string, right: string]> = [
  ['左心室', '右心室'],
  ['左心房', '右心房'],
  ['左室', '右室'],
  ['左房', '右房'],
  ['左束支', '右束支'],
  ['肝左叶', '肝右叶'],
  ['甲状腺左叶', '甲状腺右叶'],
  ['left ventric', 'right ventric'],
  ['left bundle', 'right bundle'],
  ['left atri', 'right atri'],
  ['left lobe', 'right lobe'],
];

const normal = /正常|未见|清晰|完整|光滑|良好|\b(normal|unremarkable|clear|intact)\b/i;

function sidedClauses(text: string): SidedClause[] {
  let sentence = -1;
  let carried: SidedClause['sides'] = [];
  return clausesOf(text).map((clause) => {
    const own = sidesOf(clause.text);
    if (clause.sentence !== sentence) carried = [];
    sentence = clause.sentence;
    if (own.length > 0) carried = own;
    const denied = isDenied(clause.text, clause.text.length, 0) || normal.test(clause.text);
    return { text: clause.text, from: clause.from, sides: carried, denied };
  });
}

/** Pairs of neighbouring 汉字, or words of four letters and more: what two clauses are about. */
function marksOf(text: string): Set<string> {
  const bare = text.toLowerCase().replace(/左|右|双|两|侧|\b(left|right|bilateral|both)\b/g, ' ');
  const marks = new Set<string>(bare.match(/[a-z]{4,}/g) ?? []);
  for (const run of bare.match(/[\u3400-\u9fff]{2,}/g) ?? [])
    for (let at = 0; at + 2 <= run.length; at++) marks.add(run.slice(at, at + 2));
  for (const empty of ['见一', '可见', '大小', '考虑', '建议', '复查', '结合', '临床']) marks.delete(empty);
  return marks;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((mark) => other.has(mark)).length;
}

export const sideBetweenSections: LintCheck = (_subject, content) => {
  const seen = sidedClauses(content.findings).filter(({ denied, sides }) => !denied && sides.length > 0);
  const found: LintFinding[] = [];
  const add = (from: number, said: string, wrong: 'left' | 'right'): void => {
    found.push({
      rule: 'side-between-sections',
      field: 'impression',
      from,
      to: from + said.length,
      said,
      against: wrong,
    });
  };
  for (const clause of sidedClauses(content.impression)) {
    const [first] = clause.sides;
    const kinds = new Set(clause.sides.map(({ side }) => side));
    const isOwn = first !== undefined && sidesOf(clause.text).length > 0;
    if (!isOwn || kinds.size !== 1 || first.side === 'both' || clause.denied || seen.length === 0) continue;
    const wrong = opposite(first.side);
    const marks = marksOf(clause.text);
    const best = (side: Side): number =>
      Math.max(
        0,
        ...seen
          .filter(({ sides }) => sides.some((one) => one.side === side || one.side === 'both'))
          .map(({ text }) => shared(marks, marksOf(text))),
      );
    // What both sides show speaks for this one only where it is about the same.
    const speaksFor = (side: Side, { sides, text }: SidedClause): boolean =>
      sides.some((one) => one.side === side) ||
      (sides.some((one) => one.side === 'both') && shared(marks, marksOf(text)) > 0);
    const onlyOther =
      !seen.some((one) => speaksFor(first.side, one)) &&
      seen.some(({ sides }) => sides.some((one) => one.side === wrong));
    const other = best(wrong);
    if (onlyOther || (other >= 2 && best(first.side) === 0)) {
      const from = clause.from + first.at;
      add(from, wordsAt(content.impression, from), wrong);
    }
  }
  for (const [left, right] of pairs) {
    for (const [said, other, wrong] of [
      [left, right, 'right'],
      [right, left, 'left'],
    ] as const) {
      const at = content.impression.toLowerCase().indexOf(said);
      const inFindings = content.findings.toLowerCase();
      if (at >= 0 && !inFindings.includes(said) && inFindings.includes(other)) add(at, said, wrong);
    }
  }
  return found;
};
