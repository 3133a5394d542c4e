/** An organ that the patient's sex has not. */
import { placesOf } from '../clauses.ts';
import { type LintCheck, lintFields } from '../lint.ts';
import { organsOfSex } from '../words/organs.ts';

export const sexAndOrgan: LintCheck = ({ patient }, content) => {
  const { sex } = patient;
  if (sex !== 'M' && sex !== 'F') return [];
  const pattern = organsOfSex[sex === 'M' ? 'F' : 'M'];
  return lintFields.flatMap((field) =>
    placesOf(content[field], pattern).map(({ at, said }) => ({
      rule: 'sex-and-organ' as const,
      field,
      from: at,
      to: at + said.length,
      said,
      against: sex,
    })),
  );
};
