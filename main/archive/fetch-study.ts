/** Journey step 6: fetches all objects of an expected study, a few at a time, in the order they are looked at. */
import { type Failure, failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { Instance, Study } from '#shared/study/study.ts';
import { expectStudy } from './expect-study.ts';
import { type FetchObjectDeps, fetchObject, type OpenDownload } from './fetch-object.ts';

export interface FetchProgress {
  readonly studyInstanceUid: string;
  readonly held: number;
  readonly total: number;
}

export interface FetchStudyOptions {
  /** The exchange's address, kept as provenance. */
  readonly peer: string;
  /** Objects under way at once. */
  readonly parallel?: number;
  readonly onProgress?: (progress: FetchProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Resumable: call again after a failure, what is held is not fetched twice. Fails with the first failure met, after
 * the objects under way have ended; the others are then still missing.
 */
export async function fetchStudy(
  deps: FetchObjectDeps,
  download: OpenDownload,
  study: Study,
  options: FetchStudyOptions,
): Promise<Result<FetchProgress>> {
  await expectStudy(deps, study, options.peer);
  const waiting: Instance[] = study.series.flatMap((series) => series.instances);
  const total = waiting.length;
  let held = 0;
  let trouble: Failure | null = null;
  const progress = () => ({ studyInstanceUid: study.studyInstanceUid, held, total });

  async function fetchNext(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (trouble !== null || options.signal?.aborted === true) return;
      const fetched = await fetchObject(deps, download, next).catch((error: unknown) =>
        fail<Failure>(failure('internal', { detail: String(error) })),
      );
      if (!fetched.ok) {
        trouble ??= fetched.failure;
        return;
      }
      held += 1;
      options.onProgress?.(progress());
    }
  }

  await Promise.all(Array.from({ length: options.parallel ?? 4 }, fetchNext));
  if (trouble !== null) return fail(trouble);
  return held === total ? ok(progress()) : fail(failure('link-lost'));
}
