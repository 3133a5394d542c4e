/** Journey step 3 after the acknowledgement: who judges contents that came under a known UID, and who hears of a conflict. */
import { failure } from '#shared/failure.ts';
import type { VersionDifference } from '#shared/study/conflict.ts';
import { type DuplicateJudge, judgeDuplicates } from '../archive/judge-duplicates.ts';
import type { Vault } from '../archive/vault.ts';
import { createJobThread } from '../bytes/job-thread.ts';
import type { JudgeJob } from './judge-worker.ts';
import type { StationParts } from './station-parts.ts';
import { workerFile } from './worker-file.ts';

/** Begins with what an earlier run left unjudged. */
export function createDuplicateJudging(
  parts: StationParts,
  vault: Vault,
  deposit: (studyInstanceUid: string) => void,
): DuplicateJudge {
  const thread = createJobThread<JudgeJob, VersionDifference[]>(workerFile('judge-worker'), (detail) =>
    failure('comparison-unfinished', { detail }),
  );
  const judge = judgeDuplicates({
    database: parts.database,
    judge: (kept, other) => thread.run({ kept: vault.pathOf(kept), other: vault.pathOf(other) }),
    now: parts.now,
    onJudged: (studyInstanceUid, judgement) => {
      if (parts.station.settings.role === 'clinic') deposit(studyInstanceUid);
      if (judgement === 'conflict') parts.events.publish({ type: 'intake', what: 'arrival' });
    },
    log: parts.log,
  });
  judge.wake();
  return {
    wake: judge.wake,
    stop: async () => {
      const ended = judge.stop();
      await thread.stop();
      await ended;
    },
  };
}
