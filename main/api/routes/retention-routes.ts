/** retention.*: rules, dry run, run and holds; every call is an administrator's. */
import type { RetentionActs } from '../../compose/retention-acts.ts';
import { station } from '../api-context.ts';
import { administratorOf } from './devices-routes.ts';

export function retentionRoutes(acts: RetentionActs) {
  const os = station.retention;
  return {
    status: os.status.handler(({ input, context }) => {
      const actor = administratorOf(context);
      return actor.ok ? acts.status(actor.value, input.where) : actor;
    }),
    setPolicy: os.setPolicy.handler(({ input, context }) => {
      const actor = administratorOf(context);
      return actor.ok ? acts.setPolicy(actor.value, input.where, input.policy) : actor;
    }),
    plan: os.plan.handler(({ input, context }) => {
      const actor = administratorOf(context);
      return actor.ok ? acts.plan(actor.value, input.where) : actor;
    }),
    run: os.run.handler(({ input, context }) => {
      const actor = administratorOf(context);
      return actor.ok ? acts.run(actor.value, input.where) : actor;
    }),
    hold: os.hold.handler(({ input, context }) => {
      const actor = administratorOf(context);
      return actor.ok ? acts.hold(actor.value, input.where, input.studyInstanceUid, input.reason) : actor;
    }),
    release: os.release.handler(({ input, context }) => {
      const actor = administratorOf(context);
      return actor.ok ? acts.release(actor.value, input.where, input.studyInstanceUid, input.reason) : actor;
    }),
  };
}
