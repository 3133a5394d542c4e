/** The consultations' part of the contract. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import { visibleSites } from '../feed/visible-sites.ts';
import type { Parts } from '../parts.ts';
import { askConsultation, type ConsultationRules } from './ask-consultation.ts';
import { openConsultation } from './open-consultation.ts';
import { readConsultants } from './read-consultants.ts';
import { stepConsultation } from './step-consultation.ts';

export function serveConsultations(deps: Parts & ConsultationRules) {
  const os = contract.consultations;
  return {
    consultants: os.consultants.handler(async ({ context: { caller } }) => {
      if (!caller.ok) return caller;
      const isCentre = visibleSites(caller.value) === '*';
      return isCentre
        ? ok(await readConsultants(deps.db))
        : fail(failure('right-missing', { right: 'write' }));
    }),
    ask: os.ask.handler(({ input, context: { caller } }) =>
      caller.ok ? askConsultation(deps, caller.value, input) : caller,
    ),
    step: os.step.handler(({ input, context: { caller } }) =>
      caller.ok ? stepConsultation(deps, caller.value, input) : caller,
    ),
    open: os.open.handler(({ input, context: { caller } }) =>
      caller.ok ? openConsultation(deps, caller.value, input) : caller,
    ),
  };
}
