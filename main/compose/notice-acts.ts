/** critical.* of the window, put together: open loops with what waits here, raising one, its steps, its picture. */
import type { ListedNotice } from '#shared/contract/critical.ts';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import { ok, type Result } from '#shared/result.ts';
import type { CriticalNotice, NoticeStep } from '#shared/study/critical-notice.ts';
import type { TaskId } from '#shared/study/ids.ts';
import type { Actor } from '../audit/actor.ts';
import type { KnownNotice } from '../database/queued-notices.ts';
import { stepNotice } from '../dispatch/step-notice.ts';
import { type NoticeRequest, type RaiseNoticeDeps, raiseNotice } from '../reading/raise-notice.ts';
import type { TaskReplica } from '../worklist/task-replica.ts';

/** More than a person can answer at once. */
const mostListed = 50;

export function createNoticeActs(
  deps: RaiseNoticeDeps & {
    readonly client: ExchangeClient;
    readonly replica: TaskReplica;
    readonly knownNotices: (task: NonNullable<ReturnType<TaskReplica['get']>>) => KnownNotice[];
    /** Tasks that something about a critical value waits in the outbox for. */
    readonly queuedTasks: () => ReadonlySet<string>;
  },
) {
  const picture = deps.database.sqlite.prepare<[string], { picture: string | null }>(
    'SELECT picture FROM noticePicture WHERE noticeId = ?',
  );
  return {
    notices: (): ListedNotice[] => {
      const queued = deps.queuedTasks();
      return deps.replica
        .all()
        .filter((task) => task.notices !== undefined || queued.has(task.taskId))
        .flatMap((task) =>
          deps
            .knownNotices(task)
            .filter(
              ({ notice, refused }) => notice.closed === null && !(refused && isOld(notice, deps.now())),
            )
            .map((known) => ({
              taskId: task.taskId,
              patient: task.order.patient,
              kind: task.kind,
              modality: task.modality,
              siteName: task.siteName,
              phone: task.order.phone,
              ...known,
            })),
        )
        .sort((one, other) => one.notice.raised.at - other.notice.raised.at)
        .slice(0, mostListed);
    },
    raise: (actor: Actor, given: NoticeRequest) => raiseNotice(deps, actor, given),
    step: (
      actor: Actor,
      given: { readonly taskId: string; readonly noticeId: string; readonly step: NoticeStep },
    ) =>
      stepNotice(
        {
          ...deps,
          find: (taskId, noticeId) => {
            const task = deps.replica.get(taskId);
            const known =
              task === null
                ? undefined
                : deps.knownNotices(task).find((one) => one.notice.noticeId === noticeId);
            return task === null || known === undefined ? null : { task, notice: known.notice };
          },
        },
        actor,
        given,
      ),
    picture: async (taskId: TaskId, noticeId: string): Promise<Result<{ picture: string | null }>> => {
      const kept = picture.get(noticeId);
      return kept === undefined ? deps.client.critical.picture({ taskId, noticeId }) : ok(kept);
    },
  };
}

/** What was refused is shown for a day: by then somebody has telephoned, or the next shift reads it in the outbox. */
function isOld({ raised }: CriticalNotice, now: number): boolean {
  return now - raised.at > 24 * 3_600_000;
}

export type NoticeActs = ReturnType<typeof createNoticeActs>;
