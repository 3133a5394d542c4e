/** talk.*: messages on a task. Writing needs a person; a window may bring its list up to date alone. */
import type { ListedMessage } from '#shared/contract/talk.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Task } from '#shared/study/task.ts';
import type { Actor } from '../../audit/actor.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';

type Asked = Result<{ state: 'committed' | 'queued' }>;

export interface TalkRoutesDeps {
  readonly find: (taskId: string) => Task | null;
  readonly messagesOf: (task: Task) => ListedMessage[];
  readonly post: (
    actor: Actor,
    given: { readonly taskId: string; readonly text: string; readonly callback: string | null },
  ) => Promise<Asked>;
  readonly calledBack: (
    actor: Actor,
    given: { readonly taskId: string; readonly messageId: string },
  ) => Promise<Asked>;
  readonly seenBy: (memberId: string) => Record<string, number>;
  readonly markSeen: (memberId: string, taskId: string, count: number) => Promise<void>;
}

export function talkRoutes(deps: TalkRoutesDeps) {
  const os = station.talk;
  return {
    list: os.list.handler(({ input, context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      const task = deps.find(input.taskId);
      if (task === null) return fail(failure('task-not-found', { task: input.taskId }));
      return ok({ messages: deps.messagesOf(task) });
    }),
    post: os.post.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.post(actor.value, input) : actor;
    }),
    calledBack: os.calledBack.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      return actor.ok ? deps.calledBack(actor.value, input) : actor;
    }),
    seen: os.seen.handler(({ context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(deps.seenBy(actor.value.member.memberId)) : actor;
    }),
    markSeen: os.markSeen.handler(async ({ input, context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      await deps.markSeen(actor.value.member.memberId, input.taskId, input.count);
      return ok({ done: true as const });
    }),
  };
}
