/** What `yuanzhen retention` does to an archive, whichever program's folder it lies in. */
import type { Result } from '#shared/result.ts';
import type {
  RetentionPlan,
  RetentionPolicy,
  RetentionRun,
  RetentionStatus,
} from '#shared/retention/retention.ts';

export interface RetentionDoor {
  readonly program: 'station' | 'exchange';
  readonly status: () => Promise<RetentionStatus>;
  readonly setPolicy: (policy: RetentionPolicy) => Promise<Result<void>>;
  readonly plan: () => Promise<Result<RetentionPlan>>;
  readonly run: () => Promise<Result<RetentionRun>>;
  readonly hold: (studyInstanceUid: string, reason: string) => Promise<Result<void>>;
  readonly release: (studyInstanceUid: string, reason: string) => Promise<Result<void>>;
  readonly close: () => Promise<void>;
}

/** Who did it, in the audit record. */
export const byCommand = 'command line';
