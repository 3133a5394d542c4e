/** critical.*: loops of critical values. Each call needs a person; a list may be brought up to date by a window alone. */
import { ok } from '#shared/result.ts';
import type { NoticeActs } from '../../compose/notice-acts.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';

export function criticalRoutes(deps: { readonly now: () => number; readonly acts: NoticeActs }) {
  const { acts } = deps;
  const os = station.critical;
  return {
    notices: os.notices.handler(({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok({ notices: acts.notices(), now: deps.now() }) : actor;
    }),
    raise: os.raise.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? acts.raise(actor.value, input) : actor;
    }),
    step: os.step.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? acts.step(actor.value, input) : actor;
    }),
    picture: os.picture.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? acts.picture(input.taskId, input.noticeId) : actor;
    }),
  };
}
