/** How many of each task's objects lie in this vault: counted once, then kept up as they come. What a reader saved is none. */
import type { Task } from '#shared/study/task.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface HeldCounts {
  readonly of: (task: Task) => { objects: number; of: number };
  /** The study changed here; it is counted again when asked. */
  readonly forget: (studyInstanceUid: string) => void;
  readonly note: (task: Task, held: number) => void;
}

export function createHeldCounts(database: StationDatabase): HeldCounts {
  const counts = new Map<string, number>();
  const count = database.sqlite
    .prepare(
      `SELECT count(*) FROM instance i JOIN object o ON o.sha256 = i.sha256
       WHERE i.studyInstanceUid = ? AND i.variant = 0 AND i.source <> 'reading'`,
    )
    .pluck();
  return {
    of: (task) => {
      const known = counts.get(task.studyInstanceUid);
      const objects = known ?? (count.get(task.studyInstanceUid) as number);
      if (known === undefined) counts.set(task.studyInstanceUid, objects);
      const { expected, received, documents } = task.images;
      return { objects, of: Math.max(objects, (expected ?? received) + (documents?.received ?? 0)) };
    },
    forget: (studyInstanceUid) => {
      counts.delete(studyInstanceUid);
    },
    note: (task, held) => {
      counts.set(task.studyInstanceUid, held);
    },
  };
}
