/** Journey step 4: the one thread that recompresses: what goes into it and what comes out. */
import type { Sha256 } from '#shared/study/ids.ts';
import type { JobThread } from '../../bytes/job-thread.ts';

export interface SmallerObject {
  readonly sha256: Sha256;
  readonly size: number;
  readonly transferSyntaxUid: string;
  readonly originalTransferSyntaxUid: string;
  readonly pixelSha256: Sha256;
  /** Time in the thread, in ms. */
  readonly ms: number;
}

export interface RecompressionJob {
  readonly path: string;
  /** The smaller object is written here under its hash, synced. */
  readonly folder: string;
}

export type RecompressionThread = JobThread<RecompressionJob, SmallerObject>;
