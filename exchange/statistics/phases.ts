/** How long each phase of the line took: upload, waiting, reading, the way home, and until a person opened it. */
import type { PhaseRow } from '#shared/contract/exchange/statistics.ts';
import { phaseNames } from '#shared/contract/exchange/statistics.ts';
import type { Kind } from '#shared/study/kind.ts';
import { quantile } from './turnaround.ts';

/** Exchange time of each step; null until it happened. */
export interface StampedTask {
  readonly kind: Kind;
  readonly firstByteAt: number | null;
  readonly openedAt: number | null;
  readonly claimedAt: number | null;
  readonly signedAt: number | null;
  readonly deliveredAt: number | null;
  readonly receivedAt: number | null;
}

const ends = {
  upload: ['firstByteAt', 'openedAt'],
  waiting: ['openedAt', 'claimedAt'],
  reading: ['claimedAt', 'signedAt'],
  home: ['signedAt', 'deliveredAt'],
  unopened: ['deliveredAt', 'receivedAt'],
} as const;

/** One row for each kind and phase that any task has gone through. */
export function phasesOf(tasks: readonly StampedTask[]): PhaseRow[] {
  const rows: PhaseRow[] = [];
  for (const kind of ['ecg', 'imaging'] as const) {
    for (const phase of phaseNames) {
      const [begin, end] = ends[phase];
      const took = tasks
        .filter((task) => task.kind === kind)
        .flatMap((task) => {
          const [from, to] = [task[begin], task[end]];
          return from === null || to === null ? [] : [Math.max(0, to - from)];
        })
        .sort((one, other) => one - other);
      if (took.length === 0) continue;
      const [medianMs, p90Ms, p99Ms] = [0.5, 0.9, 0.99].map((share) => quantile(took, share) ?? 0);
      rows.push({
        kind,
        phase,
        tasks: took.length,
        medianMs: medianMs ?? 0,
        p90Ms: p90Ms ?? 0,
        p99Ms: p99Ms ?? 0,
      });
    }
  }
  return rows;
}
