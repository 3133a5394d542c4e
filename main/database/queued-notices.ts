/** A task's critical values as this station knows them: what was raised or done here and still waits for the link counts. */
import { afterStep } from '#shared/study/after-step.ts';
import type { CriticalNotice, NoticeStep } from '#shared/study/critical-notice.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from './open-database.ts';

type Given = Pick<CriticalNotice, 'noticeId' | 'drill' | 'finding' | 'note' | 'evidence'>;

interface QueuedRow {
  readonly what: 'notify-critical' | 'step-notice';
  readonly body: string;
  readonly createdAt: number;
  readonly refused: number;
}

export interface KnownNotice {
  readonly notice: CriticalNotice;
  /** The exchange does not have it yet. */
  readonly queued: boolean;
  readonly stepQueued: boolean;
  /** The exchange did not take it: nobody at the township knows. */
  readonly refused: boolean;
}

/** The returned act answers all loops of a task, the oldest first. */
export function prepareKnownNotices(database: StationDatabase): (task: Task) => KnownNotice[] {
  const find = database.sqlite.prepare<[string], QueuedRow>(
    `SELECT what, body, createdAt, refused FROM outbox
     WHERE taskId = ? AND (what = 'notify-critical' OR (what = 'step-notice' AND refused = 0)) ORDER BY itemId`,
  );
  return (task) => {
    const known = new Map<string, KnownNotice>();
    for (const notice of task.notices ?? [])
      known.set(notice.noticeId, { notice, queued: false, stepQueued: false, refused: false });
    for (const { what, body, createdAt, refused } of find.all(task.taskId)) {
      if (what === 'notify-critical') {
        const given = JSON.parse(body) as {
          notice: Given;
          memberId: MemberId;
          memberName: string;
          at: number;
        };
        if (known.has(given.notice.noticeId)) continue;
        known.set(given.notice.noticeId, {
          notice: freshNotice(given),
          queued: refused === 0,
          stepQueued: false,
          refused: refused === 1,
        });
      } else {
        const given = JSON.parse(body) as {
          noticeId: string;
          memberId: MemberId | null;
          memberName: string;
          step: NoticeStep;
        };
        const before = known.get(given.noticeId);
        if (before === undefined) continue;
        const who = { memberId: given.memberId, name: given.memberName, at: createdAt };
        const notice = afterStep(before.notice, given.step, who);
        known.set(given.noticeId, { ...before, notice, stepQueued: given.memberId !== null });
      }
    }
    return [...known.values()];
  };
}

function freshNotice(given: {
  readonly notice: Given;
  readonly memberId: MemberId;
  readonly memberName: string;
  readonly at: number;
}): CriticalNotice {
  return {
    ...given.notice,
    raised: { memberId: given.memberId, name: given.memberName, at: given.at },
    deliveredAt: null,
    opened: null,
    readBack: null,
    acted: null,
    closed: null,
    calls: [],
    rungs: [],
  };
}

/** The returned act answers the tasks that a critical value of this station still waits for the link for. */
export function prepareQueuedTasks(database: StationDatabase): () => ReadonlySet<string> {
  const find = database.sqlite
    .prepare<[], string>("SELECT DISTINCT taskId FROM outbox WHERE what = 'notify-critical'")
    .pluck();
  return () => new Set(find.all());
}
