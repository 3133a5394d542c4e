/** 先判后看 (journey step 7): while the site asks for it, the machine's statements wait until the reader has committed the rhythm. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RhythmCommitment } from '#shared/contract/reporting.ts';
import { type CommittedRhythm, rhythmOfMachine } from '#shared/report/rhythm-commit.ts';
import type { TaskId } from '#shared/study/ids.ts';
import { useReadEcg } from '../../state/read-ecg-store.ts';
import { station, unwrap } from '../../station/client.ts';

export interface ThinkFirst {
  /** Nothing the machine states may be seen. A critical rule is never hidden. */
  readonly masked: boolean;
  /** Null where the site does not ask for it, or before it is known. */
  readonly commitment: RhythmCommitment | null;
  readonly commit: (rhythm: CommittedRhythm) => void;
}

export function useThinkFirst(taskId: TaskId, applies: boolean): ThinkFirst {
  const queries = useQueryClient();
  const settings = useQuery({ queryKey: ['settings'], queryFn: () => unwrap(station.settings.get()) });
  const asked = settings.data?.settings.thinkFirst === true;
  const key = ['rhythm', taskId];
  const rhythm = useQuery({
    queryKey: key,
    queryFn: () => unwrap(station.reporting.rhythm({ taskId })),
    enabled: applies && asked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const commitment = asked ? (rhythm.data ?? null) : null;
  const masked = applies && (settings.isPending || (asked && (commitment?.committed ?? null) === null));
  return {
    masked,
    commitment,
    commit: (chosen) => {
      if (!masked || commitment === null) return;
      const name = useReadEcg.getState().ecg?.analysis.rhythm.name;
      const machine = name === undefined ? null : rhythmOfMachine(name);
      unwrap(station.reporting.commitRhythm({ taskId, rhythm: chosen, machine })).then(
        (now) => queries.setQueryData(key, now),
        () => void rhythm.refetch(),
      );
    },
  };
}
