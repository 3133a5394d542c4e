/** Who may do what with the patient index, as data: administrators and registrars keep it, a clinic sees its own. */
import type { Office } from '#shared/contract/exchange/members.ts';
import { type Failure, failure } from '#shared/failure.ts';
import type { Caller } from '../parts.ts';

export type PatientAct = 'proposals' | 'merge' | 'dismiss' | 'undo-merge' | 'history' | 'list' | 'list-own';

/** The offices that give each act. */
export const patientActs: Readonly<Record<PatientAct, readonly Office[]>> = {
  proposals: ['administrator', 'registrar'],
  merge: ['administrator', 'registrar'],
  dismiss: ['administrator', 'registrar'],
  'undo-merge': ['administrator', 'registrar'],
  history: ['administrator', 'registrar'],
  list: ['administrator', 'registrar'],
  'list-own': ['clinic'],
};

/** Only a person may, and not through a township's station but for his own site's list. Null when he may. */
export function refuseAct(caller: Caller, act: PatientAct): Failure | null {
  const { person, station } = caller;
  if (person === null) return failure('not-signed-in');
  const isElsewhere = act !== 'list-own' && station !== null && station.siteId !== null;
  const isOther = act === 'list-own' && station !== null && station.siteId !== person.siteId;
  const holds = patientActs[act].some((office) => person.offices.includes(office));
  return holds && !isElsewhere && !isOther ? null : failure('right-missing', { right: `patients:${act}` });
}
