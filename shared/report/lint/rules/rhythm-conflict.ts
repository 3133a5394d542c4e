/** Two rhythms that exclude each other, one in the findings and one in the impression. */
import { clausesOf, isDenied, placesOf } from '../clauses.ts';
import type { LintCheck, LintFinding } from '../lint.ts';

const rhythms: ReadonlyArray<readonly [code: string, pattern: RegExp]> = [
  ['sinus', /窦性(心律|心动|P波)|窦律|\bsinus (rhythm|tachycardia|bradycardia|arrhythmia)\b/gi],
  ['af', /心房颤动|房颤|P波消失|\batrial fibrillation\b/gi],
  ['flutter', /心房扑动|房扑|\batrial flutter\b/gi],
  ['paced', /起搏心律|\bpaced rhythm\b/gi],
  ['junctional', /交界性(心律|逸搏心律)|\bjunctional rhythm\b/gi],
];
/** What comes and goes may stand beside the rhythm it interrupts. */
const passing = /阵发|短阵|间歇|转复|转为|\b(paroxysmal|runs? of|converted|intermittent)\b/i;

interface Rhythm {
  readonly code: string;
  readonly said: string;
  readonly from: number;
}

function rhythmsIn(text: string): Rhythm[] {
  return clausesOf(text).flatMap((clause) =>
    rhythms.flatMap(([code, pattern]) =>
      placesOf(clause.text, pattern)
        .filter(({ at, said }) => !isDenied(clause.text, at, said.length))
        .map(({ at, said }) => ({ code, said, from: clause.from + at })),
    ),
  );
}

export const rhythmConflict: LintCheck = (subject, content) => {
  if (subject.kind !== 'ecg' || passing.test(`${content.findings} ${content.impression}`)) return [];
  const seen = rhythmsIn(content.findings);
  const concluded = rhythmsIn(content.impression);
  const codes = new Set(seen.map(({ code }) => code));
  const against = seen[0];
  const found: LintFinding[] = [];
  for (const { code, said, from } of concluded) {
    if (against === undefined || codes.has(code)) continue;
    const to = from + said.length;
    found.push({ rule: 'rhythm-conflict', field: 'impression', from, to, said, against: against.said });
  }
  return found;
};
