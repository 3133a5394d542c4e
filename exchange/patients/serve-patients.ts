/** The patients' part of the contract. */
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import { listMerges, listPatients, listProposals } from './list-patients.ts';
import { dismissProposal, mergePatients, undoMerge } from './merge-patients.ts';
import { listPriors, openPrior, type PriorRules } from './read-priors.ts';

export function servePatients(deps: Parts & PriorRules) {
  const os = contract.patients;
  return {
    list: os.list.handler(({ input, context: { caller } }) =>
      caller.ok ? listPatients(deps, caller.value, input) : caller,
    ),
    proposals: os.proposals.handler(({ input, context: { caller } }) =>
      caller.ok ? listProposals(deps, caller.value, input.limit) : caller,
    ),
    merge: os.merge.handler(({ input, context: { caller } }) =>
      caller.ok ? mergePatients(deps, caller.value, input) : caller,
    ),
    dismiss: os.dismiss.handler(({ input, context: { caller } }) =>
      caller.ok ? dismissProposal(deps, caller.value, input) : caller,
    ),
    undoMerge: os.undoMerge.handler(({ input, context: { caller } }) =>
      caller.ok ? undoMerge(deps, caller.value, input) : caller,
    ),
    history: os.history.handler(({ input, context: { caller } }) =>
      caller.ok ? listMerges(deps, caller.value, input.limit) : caller,
    ),
    priors: os.priors.handler(({ input, context: { caller } }) =>
      caller.ok ? listPriors(deps, caller.value, input.taskId) : caller,
    ),
    openPrior: os.openPrior.handler(({ input, context: { caller } }) =>
      caller.ok ? openPrior(deps, caller.value, input) : caller,
    ),
  };
}
