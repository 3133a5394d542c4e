/** The messages of a task as this station knows them, what waits in the outbox last; and how far each person has read. */
import type { ListedMessage } from '#shared/contract/talk.ts';
import type { MemberId } from '#shared/study/ids.ts';
import type { TalkSide } from '#shared/study/talk.ts';
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

interface QueuedMessage {
  readonly messageId: string;
  readonly memberId: MemberId;
  readonly memberName: string;
  readonly text: string;
  readonly callback: string | null;
  readonly writtenAt: number;
}

export interface TalkReading {
  readonly messagesOf: (task: Task) => ListedMessage[];
  /** By task, how many messages from the first on the person has seen. */
  readonly seenBy: (memberId: string) => Record<string, number>;
  /** Never fewer than before: a window that opened earlier knows less. */
  readonly markSeen: (memberId: string, taskId: string, count: number) => Promise<void>;
}

export function createTalkReading({ sqlite, commit }: StationDatabase, side: TalkSide): TalkReading {
  const queued = sqlite.prepare<[string], { what: string; body: string; refused: number }>(
    `SELECT what, body, refused FROM outbox WHERE taskId = ? AND what = 'post-message' ORDER BY itemId`,
  );
  const seen = sqlite.prepare<[string], { taskId: string; count: number }>(
    'SELECT taskId, count FROM talkSeen WHERE memberId = ?',
  );
  const keep = sqlite.prepare(
    'INSERT INTO talkSeen VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = max(count, excluded.count)',
  );
  return {
    messagesOf: (task) => {
      const told = task.talk ?? [];
      const known = new Set(told.map((one) => one.messageId));
      const waiting = queued
        .all(task.taskId)
        .map((row) => ({ given: JSON.parse(row.body) as QueuedMessage, refused: row.refused === 1 }))
        .filter(({ given }) => !known.has(given.messageId))
        .map(
          ({ given, refused }): ListedMessage => ({
            messageId: given.messageId,
            from: side,
            memberId: given.memberId,
            name: given.memberName,
            writtenAt: given.writtenAt,
            at: given.writtenAt,
            text: given.text,
            ...(given.callback === null ? {} : { callback: { phone: given.callback, done: null } }),
            queued: !refused,
            refused,
          }),
        );
      return [...told.map((one) => ({ ...one, queued: false, refused: false })), ...waiting];
    },
    seenBy: (memberId) => Object.fromEntries(seen.all(memberId).map((row) => [row.taskId, row.count])),
    markSeen: (memberId, taskId, count) => commit(() => void keep.run(memberId, taskId, count)),
  };
}
