/** Journey step 8: a reader's marks on a study, each change on this disk before the window is answered; his own until he saves them. */
import {
  applyMark,
  eventsOf,
  type MarkEvent,
  type Marks,
  markEventSchema,
  noMarks,
} from '#shared/measure/marking.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface OwnMarks {
  /** What his events make; null when he never marked anything on the study here. */
  readonly find: (studyInstanceUid: string, memberId: string) => Marks | null;
  readonly add: (studyInstanceUid: string, memberId: string, events: readonly MarkEvent[]) => Promise<void>;
}

/** Events are looked through after so many: where half or more of them are past, the state is written in their place. */
const looksEvery = 500;

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
  const clear = sqlite.prepare('DELETE FROM markEvent WHERE studyInstanceUid = ? AND memberId = ?');

  const find: OwnMarks['find'] = (studyInstanceUid, memberId) => {
    const events = read.all(studyInstanceUid, memberId);
    if (events.length === 0) return null;
    return events.map((text) => markEventSchema.parse(JSON.parse(text))).reduce<Marks>(applyMark, noMarks);
  };
  /** Writes events behind `seq`; the last number then. */
  const write = (of: readonly [string, string], seq: number, events: readonly MarkEvent[]): number => {
    const at = deps.now();
    for (const [index, event] of events.entries())
      insert.run(...of, seq + 1 + index, at, JSON.stringify(event));
    return seq + events.length;
  };
  return {
    find,
    add: (...[studyInstanceUid, memberId, events]) =>
      commit(() => {
        const of = [studyInstanceUid, memberId] as const;
        const before = last.get(...of) ?? 0;
        const after = write(of, before, events);
        if (Math.floor(before / looksEvery) === Math.floor(after / looksEvery)) return;
        const state = eventsOf(find(...of) ?? noMarks);
        // The window undoes by events of its own: of what is past only the state is needed.
        if (state.length > after / 2) return;
        clear.run(...of);
        // Nothing left is a state too: without any event the marks saved before would be taken for his.
        write(of, 0, state.length > 0 ? state : events.slice(-1));
      }),
  };
}
