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
}

export interface KnownNotice {
  readonly notice: CriticalNotice;
  /** The exchange does not have it yet. */
  readonly queued: boolean;
  readonly stepQueued: boolean;
}

/** The returned act answers all loops of a task, the oldest first. */
export function prepareKnownNotices(database: StationDatabase): (task: Task) => KnownNotice[] {
  const find = database.sqlite.prepare<[string], QueuedRow>(
    `SELECT what, body, createdAt FROM outbox
     WHERE taskId = ? AND what IN ('notify-critical', 'step-notice') AND refused = 0 ORDER BY itemId`,
  );
  return (task) => {
    const known = new Map<string, KnownNotice>();
    for (const notice of task.notices ?? [])
      known.set(notice.noticeId, { notice, queued: false, stepQueued: false });
    for (const { what, body, createdAt } of find.all(task.taskId)) {
      if (what === 'notify-critical') {
        const given = JSON.parse(body) as {
          notice: Given;
          memberId: MemberId;
          memberName: string;
          at: number;
        };
        if (known.has(given.notice.noticeId)) continue;
        known.set(given.notice.noticeId, { notice: freshNotice(given), queued: true, stepQueued: false });
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
