/** The electrodes that a reversal exchanged, for a sentence. */
import type { LeadReversal } from '../analysis.ts';

/** e.g. `LA-RA`, `V2-V3`: of chest leads the evidence names them. */
export function reversalName({ kind, evidence }: LeadReversal): string {
  return kind === 'precordial' ? evidence.flatMap(({ lead }) => lead ?? []).join('-') : kind;
}
