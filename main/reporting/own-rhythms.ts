/** 先判后看 (journey step 8): what each reader committed at this station, and how often the machine agreed with him. Never audited, never sent. */
import type { RhythmCommitment } from '#shared/contract/reporting.ts';
import type { CommittedRhythm } from '#shared/report/rhythm-commit.ts';
import type { StationDatabase } from '../database/open-database.ts';

export interface OwnRhythms {
  readonly find: (memberId: string, taskId: string) => RhythmCommitment;
  /** The first one stands: what was committed cannot be changed after the machine was seen. */
  readonly commit: (
    memberId: string,
    given: {
      readonly taskId: string;
      readonly rhythm: CommittedRhythm;
      readonly machine: CommittedRhythm | null;
    },
  ) => Promise<RhythmCommitment>;
}

export function createOwnRhythms({ sqlite, commit }: StationDatabase): OwnRhythms {
  const one = sqlite.prepare<[string, string], { rhythm: CommittedRhythm; machine: CommittedRhythm | null }>(
    'SELECT rhythm, machine FROM ownRhythm WHERE memberId = ? AND taskId = ?',
  );
  const tally = sqlite.prepare<[string], { agreed: number | null; counted: number }>(
    'SELECT sum(rhythm = machine) AS agreed, count(machine) AS counted FROM ownRhythm WHERE memberId = ?',
  );
  const find = (memberId: string, taskId: string): RhythmCommitment => {
    const counts = tally.get(memberId);
    return {
      committed: one.get(memberId, taskId) ?? null,
      agreed: counts?.agreed ?? 0,
      counted: counts?.counted ?? 0,
    };
  };
  return {
    find,
    commit: async (memberId, { taskId, rhythm, machine }) => {
      await commit(() => {
        sqlite
          .prepare('INSERT INTO ownRhythm VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
          .run(memberId, taskId, rhythm, machine);
      });
      return find(memberId, taskId);
    },
  };
}
