/** An error that carries a Failure through Cornerstone's promises, which know only exceptions. */
import { type Failure, failure } from '#shared/failure.ts';

export class ImageError extends Error {
  readonly failure: Failure;
  constructor(given: Failure) {
    super(given.message);
    this.failure = given;
  }
}

/** The failure inside whatever a loader threw; an unknown error becomes a decode failure that names it. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ImageError) return thrown.failure;
  const inner = typeof thrown === 'object' && thrown !== null && 'error' in thrown ? thrown.error : thrown;
  if (inner instanceof ImageError) return inner.failure;
  const detail = inner instanceof Error ? inner.message : String(inner);
  return failure('pixel-decode-failed', { detail: detail.slice(0, 160) });
}
