/** Journey step 4 at a township's station: the critical ECG rules in a thread of their own, begun with what an earlier run left. */
import { failure } from '#shared/failure.ts';
import type { Vault } from '../archive/vault.ts';
import { createJobThread } from '../bytes/job-thread.ts';
import { type CriticalFindings, type CriticalWatch, watchCritical } from '../dispatch/raise-critical.ts';
import type { CriticalJob } from './critical-worker.ts';
import type { StationParts } from './station-parts.ts';
import { workerFile } from './worker-file.ts';

export function createCriticalWatch(parts: StationParts, vault: Vault): CriticalWatch {
  const thread = createJobThread<CriticalJob, CriticalFindings>(workerFile('critical-worker'), (detail) =>
    failure('internal', { detail }),
  );
  const watch = watchCritical({
    database: parts.database,
    analyse: (sha256) => thread.run({ path: vault.pathOf(sha256) }),
    now: parts.now,
    onQueued: parts.onQueued,
    log: parts.log,
  });
  return {
    note: (task) => {
      if (parts.station.settings.role === 'clinic') watch.note(task);
    },
    stop: async () => {
      const ended = watch.stop();
      await thread.stop();
      await ended;
    },
  };
}
