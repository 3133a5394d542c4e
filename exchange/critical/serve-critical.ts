/** The critical values' part of the contract. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import { readTask } from '../feed/commit-task.ts';
import { mayView, visibleSites } from '../feed/visible-sites.ts';
import type { Parts } from '../parts.ts';
import { advanceNotice, type NoticeRules } from './advance-notice.ts';
import { judgeCritical } from './judge-critical.ts';
import { raiseCritical } from './raise-critical.ts';
import { raiseNotice } from './raise-notice.ts';

export function serveCritical(deps: Parts & NoticeRules) {
  const os = contract.critical;
  return {
    raise: os.raise.handler(({ input, context: { caller } }) =>
      caller.ok ? raiseCritical(deps, caller.value, input) : caller,
    ),
    judge: os.judge.handler(({ input, context: { caller } }) =>
      caller.ok ? judgeCritical(deps, caller.value, input) : caller,
    ),
    notify: os.notify.handler(({ input, context: { caller } }) =>
      caller.ok ? raiseNotice(deps, caller.value, input) : caller,
    ),
    step: os.step.handler(({ input, context: { caller } }) =>
      caller.ok ? advanceNotice(deps, caller.value, input) : caller,
    ),
    picture: os.picture.handler(async ({ input, context: { caller } }) => {
      if (!caller.ok) return caller;
      const task = await readTask(deps.db, input.taskId);
      const row = await deps.db
        .selectFrom('criticalNotice')
        .select('picture')
        .where('noticeId', '=', input.noticeId)
        .where('taskId', '=', input.taskId)
        .executeTakeFirst();
      if (task === null || row === undefined || !mayView(visibleSites(caller.value), task.siteId)) {
        return fail(failure('notice-not-found', { notice: input.noticeId }));
      }
      return ok({ picture: row.picture });
    }),
  };
}
