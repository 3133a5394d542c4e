/** The deposits' part of the contract. */
import { contract } from '../contract.ts';
import type { Parts } from '../parts.ts';
import type { PatientIndex } from '../patient-index.ts';
import type { TaskMaking } from '../task-making.ts';
import { addMarks, type MarkingRules } from './add-marks.ts';
import { announceObjects } from './announce-objects.ts';
import { closeDeposit, sendIncomplete } from './close-deposit.ts';
import { holdSigning } from './hold-signing.ts';
import { openDeposit } from './open-deposit.ts';
import { listUnjoined, readManifest } from './read-manifest.ts';
import { settleConflict } from './settle-conflict.ts';
import { joinOrderByHand, settleIdentity } from './settle-identity.ts';

export function serveDeposits(deps: Parts & TaskMaking & MarkingRules & { readonly patients: PatientIndex }) {
  const os = contract.deposits;
  return {
    open: os.open.handler(({ input, context: { caller } }) =>
      caller.ok ? openDeposit(deps, caller.value, input) : caller,
    ),
    announce: os.announce.handler(({ input, context: { caller } }) =>
      caller.ok ? announceObjects(deps, caller.value, input) : caller,
    ),
    holdSigning: os.holdSigning.handler(({ input, context: { caller } }) =>
      caller.ok ? holdSigning(deps, caller.value, input) : caller,
    ),
    close: os.close.handler(({ input, context: { caller } }) =>
      caller.ok ? closeDeposit(deps, caller.value, input) : caller,
    ),
    sendIncomplete: os.sendIncomplete.handler(({ input, context: { caller } }) =>
      caller.ok ? sendIncomplete(deps, caller.value, input) : caller,
    ),
    joinOrder: os.joinOrder.handler(({ input, context: { caller } }) =>
      caller.ok ? joinOrderByHand(deps, caller.value, input) : caller,
    ),
    settleIdentity: os.settleIdentity.handler(({ input, context: { caller } }) =>
      caller.ok ? settleIdentity(deps, caller.value, input) : caller,
    ),
    settleConflict: os.settleConflict.handler(({ input, context: { caller } }) =>
      caller.ok ? settleConflict(deps, caller.value, input) : caller,
    ),
    addMarks: os.addMarks.handler(({ input, context: { caller } }) =>
      caller.ok ? addMarks(deps, caller.value, input) : caller,
    ),
    manifest: os.manifest.handler(({ input, context: { caller } }) =>
      caller.ok ? readManifest(deps, caller.value, input.taskId) : caller,
    ),
    unjoined: os.unjoined.handler(({ context: { caller } }) =>
      caller.ok ? listUnjoined(deps, caller.value) : caller,
    ),
  };
}
