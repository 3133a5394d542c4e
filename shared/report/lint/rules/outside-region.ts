/** Organs that the exam does not show: a knee in a report of the head, a wrist in a report of the ankle. */
import { bodyRegionsOf } from '../../../study/body-region.ts';
import { clausesOf, placesOf } from '../clauses.ts';
import { type LintCheck, type LintField, type LintFinding, lintFields } from '../lint.ts';
import { limbParts, organs, shownBeside } from '../words/organs.ts';

/** What is said of another time or place is no finding of this exam. */
const elsewhere = /病史|术后|既往|转移|外院|建议|必要时|\b(history|status post|recommend|suggest|prior)\b/i;

export const outsideRegion: LintCheck = (subject, content) => {
  if (subject.kind !== 'imaging') return [];
  const own = bodyRegionsOf(...subject.exam);
  if (own.length === 0) return [];
  const shown = new Set(own.flatMap((region) => [region, ...shownBeside[region]]));
  const found: LintFinding[] = [];
  const add = (field: LintField, from: number, said: string): void => {
    const against = subject.exam.filter((text) => text !== '').join(' ');
    found.push({ rule: 'outside-region', field, from, to: from + said.length, said, against });
  };
  const parts = limbParts.filter(([, exam]) => subject.exam.some((text) => exam.test(text)));
  const limb = own.every((region) => region.endsWith('limb')) && parts.length > 0 && parts.length <= 2;
  const written = lintFields.map((field) => content[field]).join('\n');
  const namesOwnPart = parts.some(([code, exam]) => {
    const organ = organs.find((one) => one.code === code);
    return exam.test(written) || (organ !== undefined && placesOf(written, organ.pattern).length > 0);
  });
  for (const field of ['findings', 'impression'] as const) {
    for (const clause of clausesOf(content[field])) {
      if (elsewhere.test(clause.text)) continue;
      for (const organ of organs) {
        const isShown = organ.regions.some((region) => shown.has(region));
        const isOtherPart =
          limb &&
          !namesOwnPart &&
          limbParts.some(([code]) => code === organ.code) &&
          !parts.some(([code]) => code === organ.code);
        if (isShown && !isOtherPart) continue;
        for (const { at, said } of placesOf(clause.text, organ.pattern)) add(field, clause.from + at, said);
      }
    }
  }
  return found;
};
