/** Journey step 4 at a township's station: the critical ECG rules in a thread of their own, begun with what an earlier run left. */
import type { LongAnalysis } from '#shared/ecg/long/long-analysis.ts';
import { failure } from '#shared/failure.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Vault } from '../archive/vault.ts';
import { createJobThread } from '../bytes/job-thread.ts';
import { type CriticalFindings, type CriticalWatch, watchCritical } from '../dispatch/raise-critical.ts';
import type { CriticalJob } from './critical-worker.ts';
import { type RunningPass, runRecordingPass } from './recording-thread.ts';
import type { StationParts } from './station-parts.ts';
import { workerFile } from './worker-file.ts';

export function createCriticalWatch(parts: StationParts, vault: Vault): CriticalWatch {
  const thread = createJobThread<CriticalJob, CriticalFindings | 'long'>(
    workerFile('critical-worker'),
    (detail) => failure('internal', { detail }),
  );
  let pass: RunningPass<CriticalFindings> | null = null;
  const watch = watchCritical({
    database: parts.database,
    analyse: (sha256) => thread.run({ path: vault.pathOf(sha256) }),
    analyseLong: (sha256) => {
      pass = passCritical(vault.pathOf(sha256));
      return pass.result;
    },
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
      await pass?.stop();
      await thread.stop();
      await ended;
    },
  };
}

/** Puts a recording of hours to the rules in a thread of its own. Fails as the reader and the analysis do. */
export function passCritical(path: string): RunningPass<CriticalFindings> {
  const pass = runRecordingPass<LongAnalysis>({ path, group: 0, what: 'analysis' });
  return { stop: pass.stop, result: pass.result.then(criticalOf) };
}

function criticalOf(found: Result<LongAnalysis>): Result<CriticalFindings> {
  if (!found.ok) return found;
  return ok(
    found.value.critical.map(({ fromSample: _from, toSample: _to, evidence, ...finding }) => ({
      ...finding,
      evidence: [...evidence],
    })),
  );
}
