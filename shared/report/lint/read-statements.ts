/** What a section asserts and denies: each lesion word with its clause, polarity, sides and organs. */
import { clausesOf, isDenied, placesOf } from './clauses.ts';
import { type Side, sidesOf } from './read-sides.ts';
import { lesions } from './words/lesions.ts';
import { organs } from './words/organs.ts';

export interface Statement {
  readonly code: string;
  readonly said: string;
  readonly from: number;
  readonly to: number;
  readonly denied: boolean;
  /** Said to be possible only. */
  readonly doubted: boolean;
  readonly clause: string;
  readonly organs: readonly string[];
  readonly sides: readonly Side[];
}

const doubt =
  /可能|待排|待除外|不除外|不能除外|不排除|考虑|疑|\?|\b(possible|possibly|probable|suspicious|suspected|cannot be excluded|rule out)\b/i;

/** In the order of the text. An organ named earlier in the sentence holds on for the clauses after it. */
export function statementsOf(text: string): Statement[] {
  const found: Statement[] = [];
  let sentence = -1;
  let carried: readonly string[] = [];
  let carriedSides: readonly Side[] = [];
  for (const clause of clausesOf(text)) {
    if (clause.sentence !== sentence) {
      sentence = clause.sentence;
      carried = [];
      carriedSides = [];
    }
    const named = organsIn(clause.text);
    if (named.length > 0) carried = named;
    const sides = sidesOf(clause.text).map(({ side }) => side);
    if (sides.length > 0) carriedSides = sides;
    for (const { code, pattern } of lesions) {
      for (const { at, said } of placesOf(clause.text, pattern)) {
        found.push({
          code,
          said,
          from: clause.from + at,
          to: clause.from + at + said.length,
          denied: isDenied(clause.text, at, said.length),
          doubted: doubt.test(clause.text),
          clause: clause.text,
          organs: carried,
          sides: carriedSides,
        });
      }
    }
  }
  return found.sort((one, other) => one.from - other.from);
}

export function organsIn(text: string): string[] {
  return organs.filter(({ pattern }) => placesOf(text, pattern).length > 0).map(({ code }) => code);
}
