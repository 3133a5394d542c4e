/** patients.*: the index for who keeps it, priors for who reads. Each call needs a person; the exchange judges which. */
import type { PatientActs } from '../../compose/patient-acts.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';

export function patientsRoutes(acts: PatientActs) {
  const os = station.patients;
  return {
    list: os.list.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.list(actor.value, input) : actor;
    }),
    proposals: os.proposals.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.proposals(actor.value, input) : actor;
    }),
    history: os.history.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.history(actor.value, input) : actor;
    }),
    merge: os.merge.handler(({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? acts.merge(actor.value, input) : actor;
    }),
    dismiss: os.dismiss.handler(({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? acts.dismiss(actor.value, input) : actor;
    }),
    undoMerge: os.undoMerge.handler(({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? acts.undoMerge(actor.value, input) : actor;
    }),
    priors: os.priors.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.priors(actor.value, input) : actor;
    }),
    openPrior: os.openPrior.handler(({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? acts.openPrior(actor.value, input) : actor;
    }),
    priorMarks: os.priorMarks.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.priorMarks(actor.value, input) : actor;
    }),
    priorStudy: os.priorStudy.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.priorStudy(actor.value, input) : actor;
    }),
  };
}
