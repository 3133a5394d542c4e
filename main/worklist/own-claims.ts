/** Which claims this station's people hold, with their numbers: drafts and signatures carry them, also without a link. */
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface OwnClaim {
  readonly taskId: string;
  readonly memberId: string;
  readonly claim: number;
  /** The image set as it was at the claim. */
  readonly imageSetSha256: string | null;
}

export interface OwnClaims {
  readonly of: (taskId: string, memberId: string) => OwnClaim | null;
  readonly heldBy: (memberId: string) => readonly OwnClaim[];
  readonly keep: (task: Task, memberId: string) => Promise<void>;
  readonly drop: (taskId: string, memberId: string) => Promise<void>;
}

export function createOwnClaims(database: StationDatabase): OwnClaims {
  const { sqlite, commit } = database;
  const one = sqlite.prepare<[string, string], OwnClaim>(
    'SELECT * FROM ownClaim WHERE taskId = ? AND memberId = ?',
  );
  const many = sqlite.prepare<[string], OwnClaim>('SELECT * FROM ownClaim WHERE memberId = ?');
  return {
    of: (taskId, memberId) => one.get(taskId, memberId) ?? null,
    heldBy: (memberId) => many.all(memberId),
    keep: (task, memberId) =>
      commit(() => {
        sqlite
          .prepare(
            `INSERT INTO ownClaim VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET claim = excluded.claim, imageSetSha256 = excluded.imageSetSha256
             WHERE excluded.claim > ownClaim.claim`,
          )
          .run(task.taskId, memberId, task.claim, task.images.imageSetSha256);
      }),
    drop: (taskId, memberId) =>
      commit(() => {
        sqlite.prepare('DELETE FROM ownClaim WHERE taskId = ? AND memberId = ?').run(taskId, memberId);
      }),
  };
}
