/** Journey step 8: a reader's marks on a study, each change on this disk before the window is answered; his own until he saves them. */
import { applyMark, type MarkEvent, type Marks, markEventSchema, noMarks } from '#shared/measure/marking.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface OwnMarks {
  /** What his events make; null when he never marked anything on the study here. */
  readonly find: (studyInstanceUid: string, memberId: string) => Marks | null;
  readonly add: (studyInstanceUid: string, memberId: string, events: readonly MarkEvent[]) => Promise<void>;
}

export function createOwnMarks(deps: {
  readonly database: StationDatabase;
  /** Exchange time as estimated. */
  readonly now: () => number;
}): OwnMarks {
  const { sqlite, commit } = deps.database;
  const read = sqlite
    .prepare<[string, string], string>(
      'SELECT event FROM markEvent WHERE studyInstanceUid = ? AND memberId = ? ORDER BY seq',
    )
    .pluck();
  const last = sqlite
    .prepare<[string, string], number | null>(
      'SELECT max(seq) FROM markEvent WHERE studyInstanceUid = ? AND memberId = ?',
    )
    .pluck();
  const insert = sqlite.prepare('INSERT INTO markEvent VALUES (?, ?, ?, ?, ?)');
  return {
    find(studyInstanceUid, memberId) {
      const events = read.all(studyInstanceUid, memberId);
      if (events.length === 0) return null;
      return events.map((text) => markEventSchema.parse(JSON.parse(text))).reduce<Marks>(applyMark, noMarks);
    },
    add: (studyInstanceUid, memberId, events) =>
      commit(() => {
        let seq = last.get(studyInstanceUid, memberId) ?? 0;
        const at = deps.now();
        for (const event of events) {
          seq += 1;
          insert.run(studyInstanceUid, memberId, seq, at, JSON.stringify(event));
        }
      }),
  };
}
