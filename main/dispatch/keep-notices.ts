/** At the township: a critical value is *delivered* once this station has kept it with its picture, and not before. */
import { randomUUID } from 'node:crypto';
import type { ExchangeClient } from '#shared/contract/exchange/client.ts';
import type { CriticalNotice } from '#shared/study/critical-notice.ts';
import type { Task } from '#shared/study/task.ts';
import { enqueueCommand } from '../database/enqueue-command.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface KeepNoticesDeps {
  readonly database: StationDatabase;
  readonly client: ExchangeClient;
  /** Exchange time as estimated. */
  readonly now: () => number;
  readonly onQueued: () => void;
}

export interface NoticeKeeper {
  /** Keeps what the task brings and is not here yet. */
  readonly note: (task: Task) => void;
  readonly stop: () => void;
}

const againAfterMs = 3000;

export function keepNotices(deps: KeepNoticesDeps): NoticeKeeper {
  const { sqlite, commit } = deps.database;
  const underWay = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  const holds = sqlite.prepare<[string], number>('SELECT 1 FROM noticePicture WHERE noticeId = ?').pluck();
  let stopped = false;

  async function keep(task: Task, notice: CriticalNotice): Promise<void> {
    const { taskId } = task;
    const { noticeId } = notice;
    const answer = await deps.client.critical.picture({ taskId, noticeId });
    if (stopped) return;
    if (!answer.ok) {
      // The loop goes on without a link as soon as there is one: the telephone ladder runs at the exchange meanwhile.
      const timer = setTimeout(() => {
        timers.delete(timer);
        underWay.delete(noticeId);
        note(task);
      }, againAfterMs);
      timers.add(timer);
      return;
    }
    const createdAt = deps.now();
    await commit(() => {
      sqlite
        .prepare('INSERT INTO noticePicture VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(noticeId, answer.value.picture, createdAt);
      enqueueCommand(deps.database, {
        commandId: randomUUID(),
        what: 'step-notice',
        lane: `notice:${noticeId}`,
        taskId,
        body: { taskId, noticeId, memberId: null, memberName: '', step: { what: 'delivered' } },
        createdAt,
      });
    });
    underWay.delete(noticeId);
    deps.onQueued();
  }

  function note(task: Task): void {
    for (const notice of task.notices ?? []) {
      if (notice.deliveredAt !== null || underWay.has(notice.noticeId)) continue;
      if (holds.get(notice.noticeId) !== undefined) continue;
      underWay.add(notice.noticeId);
      keep(task, notice).catch(() => underWay.delete(notice.noticeId));
    }
  }

  return {
    note,
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
